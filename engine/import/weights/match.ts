/** Weights from elsewhere onto a graph: by name, by name without a prefix, by the names of other libraries. */
import type { Analysis } from "../../analysis/types.ts";
import { torchvisionNames } from "../../targets/safetensors/torchvision.ts";
import { weightEntries } from "../../targets/support/network.ts";
import type { WeightArray, WeightPath, Weights } from "../../targets/weights/types.ts";
import { elements, formatShape, sameShape } from "../../tensor/shape.ts";
import { timmNames } from "./timm.ts";

export interface WeightMatch {
  /** Under our paths: everything that fits. */
  readonly weights: Weights;
  readonly report: WeightReport;
}
export interface WeightReport {
  /** How the names in the file were understood, in words: `as they are`, `without “module.”`. */
  readonly naming: string;
  readonly matched: readonly { readonly path: WeightPath; readonly from: string; readonly shape: string }[];
  /** Of the graph, not in the file. */
  readonly missing: readonly WeightPath[];
  /** In the file, not of the graph. */
  readonly unused: readonly string[];
  /** Of one name but another shape: kept fresh, as the last layer is when there are other classes. */
  readonly mismatched: readonly {
    readonly path: WeightPath;
    readonly from: string;
    readonly has: string;
    readonly needs: string;
  }[];
}

/** What programs put in front of every name. */
const PREFIXES = ["module.", "model.", "backbone.", "state_dict.", "net.", "encoder.", "_orig_mod."];
/** PyTorch's count of batches belongs to no layer here. */
const isCounter = (name: string): boolean => name.endsWith("num_batches_tracked");

export function matchWeights(analysis: Analysis, file: ReadonlyMap<string, WeightArray>): WeightMatch {
  const entries = weightEntries(analysis);
  const paths = entries.map(({ path }) => path);
  const { naming, nameOf } = bestNaming(paths, new Set(file.keys()));
  const weights = new Map<WeightPath, WeightArray>();
  const matched: { path: string; from: string; shape: string }[] = [];
  const missing: WeightPath[] = [];
  const mismatched: { path: string; from: string; has: string; needs: string }[] = [];
  const used = new Set<string>();
  for (const { path, spec } of entries) {
    const from = nameOf(path);
    const found = file.get(from);
    if (found === undefined) {
      missing.push(path);
      continue;
    }
    used.add(from);
    const fitted = inShape(found, spec.shape);
    if (fitted === null) {
      mismatched.push({ path, from, has: shown(found.shape), needs: shown(spec.shape) });
      continue;
    }
    weights.set(path, fitted);
    matched.push({ path, from, shape: shown(spec.shape) });
  }
  const unused = [...file.keys()].filter((name) => !used.has(name) && !isCounter(name));
  return { weights, report: { naming, matched, missing, unused, mismatched } };
}

const shown = (shape: readonly number[]): string => (shape.length === 0 ? "1" : formatShape(shape));

/**
 * The same numbers in the wanted shape: axes of size 1 come and go, so that a 1×1 convolution may stand for a dense
 * layer, and so may one over a whole map, whose channels, rows and columns are in the order of a flattened one.
 */
function inShape(found: WeightArray, shape: readonly number[]): WeightArray | null {
  if (sameShape(found.shape, shape)) return { shape: found.shape, data: found.data };
  const bare = (sizes: readonly number[]): string => sizes.filter((size) => size !== 1).join();
  const isWhole = found.shape[0] === shape[0] && Math.min(found.shape.length, shape.length) === 2;
  const same = elements(found.shape) === elements(shape) && (isWhole || bare(found.shape) === bare(shape));
  return same ? { shape, data: found.data } : null;
}

interface Naming {
  readonly naming: string;
  readonly nameOf: (path: WeightPath) => string;
}

/** Of all ways to understand the names, the one that finds the most. */
function bestNaming(paths: readonly WeightPath[], names: ReadonlySet<string>): Naming {
  const torchvision = torchvisionNames(paths);
  const ways: readonly (readonly [string, (path: WeightPath) => string])[] = [
    ["as they are", (path) => path],
    ...(torchvision === null
      ? []
      : [["torchvision's", (path: WeightPath) => torchvision.get(path) ?? path] as const]),
    ...timmNames(paths).map((map) => ["timm's", (path: WeightPath) => map.get(path) ?? path] as const),
  ];
  const prefixes = ["", ...PREFIXES, ...PREFIXES.flatMap((a) => PREFIXES.map((b) => a + b))];
  let best: Naming & { readonly found: number } = {
    naming: "as they are",
    nameOf: (path) => path,
    found: -1,
  };
  for (const [name, rename] of ways) {
    for (const prefix of prefixes) {
      if (prefix !== "" && !hasPrefix(names, prefix)) continue;
      const nameOf = (path: WeightPath): string => prefix + rename(path);
      const found = paths.filter((path) => names.has(nameOf(path))).length;
      if (found > best.found)
        best = { naming: prefix === "" ? name : `${name}, with “${prefix}” in front`, nameOf, found };
    }
  }
  return best;
}

function hasPrefix(names: ReadonlySet<string>, prefix: string): boolean {
  for (const name of names) if (name.startsWith(prefix)) return true;
  return false;
}

/** The list of weights in a tfjs `model.json`, and the files they are in. */
import { parseJson } from "../../document/parse.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import { LIMITS } from "../../tensor/limits.ts";
import { fail, ok, type Result } from "../../tensor/problem.ts";
import { elements } from "../../tensor/shape.ts";
import { attempt, importProblem, refuse } from "../fault.ts";
import { isObject, type Json } from "../keras/config.ts";
import type { ForeignFile } from "../open.ts";

interface Group {
  readonly paths: readonly string[];
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** The parsed file; refused where it is no LayersModel. */
export function readManifest(
  bytes: Uint8Array,
): Result<{ readonly json: Json; readonly groups: readonly Group[] }> {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return parsed;
  const json = parsed.value;
  if (!isObject(json) || json.modelTopology === undefined)
    return fail(importProblem("tfjs/no-topology", "model.json", {}));
  if (json.format === "graph-model") return fail(importProblem("tfjs/graph-model", "model.json", {}));
  const groups = attempt(() =>
    (Array.isArray(json.weightsManifest) ? json.weightsManifest : []).map(groupOf),
  );
  return groups.ok ? ok({ json, groups: groups.value }) : groups;
}

/** Names of the files that belong to a `model.json`; they lie beside it. */
export function shardNames(bytes: Uint8Array): Result<readonly string[]> {
  const manifest = readManifest(bytes);
  return manifest.ok ? ok([...new Set(manifest.value.groups.flatMap(({ paths }) => paths))]) : manifest;
}

function groupOf(value: unknown): Group {
  if (!isObject(value) || !Array.isArray(value.paths) || !Array.isArray(value.weights))
    return refuse("tfjs/manifest", "weightsManifest");
  const paths = value.paths.map((path) => {
    // A way out of the folder is no name of a shard.
    if (typeof path !== "string" || !/^[\w][\w.-]{0,200}$/.test(path))
      return refuse("tfjs/shard-name", "weightsManifest");
    return path;
  });
  return { paths, weights: value.weights.map(entryOf) };
}

function entryOf(value: unknown) {
  const place = "weightsManifest";
  if (!isObject(value) || typeof value.name !== "string" || !Array.isArray(value.shape))
    return refuse("tfjs/manifest", place);
  const shape = value.shape as readonly unknown[];
  const isShape =
    shape.length <= 8 &&
    shape.every(
      (size) =>
        typeof size === "number" && Number.isSafeInteger(size) && size >= 0 && size <= LIMITS.features,
    );
  if (!isShape) return refuse("tfjs/manifest", value.name.slice(0, 100));
  if (value.dtype !== "float32" || value.quantization !== undefined)
    return refuse("tfjs/quantised", value.name.slice(0, 100), { name: value.name.slice(0, 100) });
  return { name: value.name, shape: shape as readonly number[] };
}

/** A way to each array by its name; every size is checked against the bytes that are there before any is read. */
export function readShards(
  groups: readonly Group[],
  files: readonly ForeignFile[],
): ReadonlyMap<string, () => WeightArray> {
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const arrays = new Map<string, () => WeightArray>();
  for (const { paths, weights } of groups) {
    const chunks = paths.map(
      (path) => byName.get(path) ?? refuse("tfjs/missing-shard", path, { name: path }),
    );
    const given = chunks.reduce((sum, { length }) => sum + length, 0);
    const needed = weights.reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
    if (needed !== given) refuse("tfjs/shard-size", paths[0] ?? "", { needed, given });
    let start = 0;
    for (const { name, shape } of weights) {
      const from = start;
      arrays.set(name, () => ({ shape, data: floatsAt(chunks, from, elements(shape)) }));
      start += 4 * elements(shape);
    }
  }
  return arrays;
}

/** `count` numbers from a place in what the chunks make together: the whole of them is never in memory twice. */
function floatsAt(chunks: readonly Uint8Array[], start: number, count: number): Float32Array {
  const data = new Float32Array(count);
  const out = new Uint8Array(data.buffer);
  let [before, at] = [0, 0];
  for (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, start + at - before), Math.max(0, start + out.length - before));
    out.set(part, at);
    at += part.length;
    before += chunk.length;
    if (at === out.length) break;
  }
  return data;
}

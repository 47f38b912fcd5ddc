/** Shapes and parameter counts of every case of the shared reference file. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isLayerKind, type LayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import { elements, type Shape } from "../../engine/tensor/shape.ts";
import { defaults } from "./generators.ts";

interface Stored {
  readonly shape: Shape;
}
interface OpsCase {
  readonly name: string;
  readonly kind: string;
  readonly params: ResolvedParams;
  readonly inputs: Readonly<Record<string, Stored>>;
  readonly weights: Readonly<Record<string, Stored>>;
  readonly output: Stored;
}

const shared = process.env.LAYERLOOM_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const file = join(shared, "truth", "ops.json");
const present = existsSync(file);
if (!present) console.warn(`skipped: reference file ${file} not found (set LAYERLOOM_SHARED)`);
const cases = present ? (JSON.parse(readFileSync(file, "utf8")) as { cases: readonly OpsCase[] }).cases : [];
const losses = cases.filter((entry) => entry.kind === "loss");
const layered = cases.filter((entry) => entry.kind !== "loss");

/** Runs the kinds of a case (`flatten+dense`) one after another; every parameter of the case must be one of theirs. */
function run(entry: OpsCase): { shape: Shape; weights: readonly Shape[] } {
  let shapes: readonly Shape[] = Object.values(entry.inputs).map((stored) => stored.shape.slice(1));
  const weights: Shape[] = [];
  const kinds = entry.kind.split("+").filter(isLayerKind) as readonly LayerKind[];
  const known = new Set(["mode", ...kinds.flatMap((kind) => Object.keys(layerSpec(kind).params))]);
  expect(Object.keys(entry.params).filter((name) => !known.has(name))).toEqual([]);
  for (const kind of kinds) {
    const params = { ...defaults(kind), ...entry.params };
    const result = layerSpec(kind).infer(params, shapes);
    if (!result.ok) throw new Error(`${entry.name}: ${result.issue.code}`);
    const trainable = layerSpec(kind)
      .weights(params, shapes)
      .filter((weight) => weight.trainable);
    weights.push(...trainable.map((weight) => weight.shape));
    shapes = [result.shape];
  }
  return { shape: shapes[0] ?? [], weights };
}

describe.skipIf(!present)("the reference operations", () => {
  it("are all here: layers and losses, none left out", () => {
    expect(cases.length).toBe(53);
    expect(layered.length + losses.length).toBe(cases.length);
    for (const entry of layered) expect(entry.kind.split("+").every(isLayerKind), entry.kind).toBe(true);
  });

  it.each(layered)("$name has PyTorch's output shape, weights and number of parameters", (entry) => {
    const { shape, weights } = run(entry);
    const stored = Object.values(entry.weights).map((weight) => weight.shape);
    expect(shape).toEqual(entry.output.shape.slice(1));
    expect(weights).toEqual(stored);
    const count = (shapes: readonly Shape[]) => shapes.reduce((sum, each) => sum + elements(each), 0);
    expect(count(weights)).toBe(count(stored));
  });
});

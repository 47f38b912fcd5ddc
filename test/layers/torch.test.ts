/** What PyTorch makes of the same parameters and shapes (torch/values.py), including what it refuses. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { defaults } from "./generators.ts";

interface TorchCase {
  readonly kind: LayerKind;
  readonly params: ResolvedParams;
  readonly shape: Shape;
  readonly output: Shape | null;
  readonly weights: readonly { name: string; shape: Shape; fanIn?: number; fanOut?: number }[];
  /** A pooling window saw padding alone: PyTorch answers minus infinity, Layerloom refuses. */
  readonly misses: boolean;
}

const cases = readFileSync(new URL("torch/values.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as TorchCase);
const kinds = [...new Set(cases.map((entry) => entry.kind))];
const label = (entry: TorchCase): string => `${JSON.stringify(entry.params)} on ${entry.shape.join("×")}`;

describe.each(kinds)("%s against PyTorch", (kind) => {
  const spec = layerSpec(kind);
  const own = cases.filter((entry) => entry.kind === kind);

  it("accepts and refuses the same, with the same output shape", () => {
    for (const entry of own) {
      const result = spec.infer({ ...defaults(kind), ...entry.params }, [entry.shape]);
      const expected = entry.misses ? null : entry.output;
      expect(result.ok ? result.shape : null, label(entry)).toEqual(expected);
    }
    expect(own.some((entry) => entry.output !== null)).toBe(true);
  });

  it("has the same weights by name and shape, with the same fans", () => {
    for (const entry of own.filter((candidate) => candidate.output !== null && !candidate.misses)) {
      const weights = spec.weights({ ...defaults(kind), ...entry.params }, [entry.shape]);
      const found = weights.map(({ name, shape, fanIn, fanOut }, i) =>
        entry.weights[i]?.fanIn === undefined ? { name, shape } : { name, shape, fanIn, fanOut },
      );
      expect(found, label(entry)).toEqual(entry.weights);
    }
  });
});

describe("the reference cases", () => {
  it("reach the corners: ceil mode dropping a window, refusals, a window in the padding alone", () => {
    const dropped = cases.filter(
      ({ kind, params, shape, output }) =>
        kind === "avgPool2d" && params.ceil === true && output !== null && dropsWindow(params, shape),
    );
    expect(dropped.length).toBeGreaterThan(3);
    expect(cases.filter((entry) => entry.misses).length).toBeGreaterThan(0);
    expect(cases.filter((entry) => entry.output === null).length).toBeGreaterThan(100);
  });
});

function dropsWindow(params: ResolvedParams, shape: Shape): boolean {
  return [0, 1].some((axis) => {
    const [size, stride, padding] = ["size", "stride", "padding"].map(
      (name) => (params[name] as readonly number[])[axis] ?? 0,
    ) as [number, number, number];
    const length = shape[axis + 1] ?? 0;
    return Math.ceil((length + 2 * padding - size) / stride) * stride >= length + padding;
  });
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import { type LayerIssueCode, layerMessages } from "../../engine/layers/messages.ts";
import type { ShapeIssue } from "../../engine/layers/spec.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { formatShape, isMap, isVector, type Shape } from "../../engine/tensor/shape.ts";
import { type Application, application, defaults } from "./generators.ts";

function expectShape(shape: Shape): void {
  expect(isMap(shape) || isVector(shape)).toBe(true);
  const limit = isVector(shape) ? LIMITS.features : LIMITS.dimension;
  for (const size of shape) {
    expect(Number.isSafeInteger(size)).toBe(true);
    expect(size).toBeGreaterThanOrEqual(1);
    expect(size).toBeLessThanOrEqual(limit);
  }
}

/** A refusal fills every placeholder of its message and names the shapes that met. */
function expectIssue(issue: ShapeIssue, inputs: readonly Shape[]): void {
  const found = problem(layerMessages, issue.code, { path: "here" }, issue.values);
  expect(found.message + found.remedy).not.toMatch(/[{}]|undefined|NaN/);
  if (issue.code === "too-large") return;
  if ("slotA" in issue.values) {
    const { a, b, slotA, slotB, shapeA, shapeB } = issue.values;
    expect([Number(a) - 1, Number(b) - 1]).toEqual([slotA, slotB]);
    expect(Number(slotA)).toBeLessThan(Number(slotB));
    expect(shapeA).toBe(formatShape(inputs[Number(slotA)] ?? []));
    expect(shapeB).toBe(formatShape(inputs[Number(slotB)] ?? []));
    expect(found.message).toContain(shapeA);
    expect(found.message).toContain(shapeB);
  } else {
    expect(found.message).toContain(formatShape(inputs[0] ?? []));
  }
}

function check(kind: LayerKind, { params, inputs }: Application): boolean {
  const spec = layerSpec(kind);
  const result = spec.infer(params, inputs);
  expect(typeof spec.brief?.(params)).not.toBe("object");
  if (!result.ok) {
    expectIssue(result.issue, inputs);
    return false;
  }
  expectShape(result.shape);
  const names = spec.weights(params, inputs).map((weight) => {
    expect(weight.shape.every((size) => Number.isSafeInteger(size) && size >= 1)).toBe(true);
    expect(weight.fanIn).toBeGreaterThanOrEqual(1);
    expect(weight.fanOut).toBeGreaterThanOrEqual(1);
    return weight.name;
  });
  expect(new Set(names).size).toBe(names.length);
  const macs = spec.macs(params, inputs, result.shape);
  expect(Number.isInteger(macs) && macs >= 0).toBe(true);
  for (const line of spec.formula?.(params, inputs, result.shape) ?? [])
    expect(line.text).not.toMatch(/undefined|NaN/);
  const window = spec.window?.(params, inputs) ?? "all";
  if (window !== "all") {
    expect([...window.kernel, ...window.dilation].every((size) => size >= 1 && Number.isInteger(size))).toBe(
      true,
    );
    expect(window.stride.every((step) => step > 0 && Number.isFinite(step))).toBe(true);
    expect(window.padding.every(Number.isFinite)).toBe(true);
  }
  return true;
}

describe.each(layerKinds)("%s, for any parameters in their limits and any shapes", (kind) => {
  it("infers a shape within the limits, or says why not, and never throws", () => {
    fc.assert(
      fc.property(application(kind, false), (case_) => void check(kind, case_)),
      { numRuns: 300 },
    );
  });

  it("accepts a fair share of small cases", () => {
    let accepted = 0;
    fc.assert(
      fc.property(application(kind, true), (case_) => {
        if (check(kind, case_)) accepted++;
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(accepted).toBeGreaterThan(10);
  });

  it("works on an ordinary input with its defaults, and refuses to work without one", () => {
    const spec = layerSpec(kind);
    const shape: Shape = kind === "dense" ? [64] : [16, 28, 28];
    const inputs = spec.inputs.flatMap((port) => Array.from({ length: port.min ?? 1 }, () => shape));
    expect(spec.infer(defaults(kind), inputs).ok).toBe(true);
    if (spec.inputs.length > 0) expect(spec.infer(defaults(kind), []).ok).toBe(false);
  });
});

interface Refusal {
  readonly kind: LayerKind;
  readonly params?: Application["params"];
  readonly inputs: readonly Shape[];
}
const map: Shape = [6, 8, 8];
const refusals: Readonly<Record<LayerIssueCode, readonly Refusal[]>> = {
  "needs-input": [{ kind: "relu", inputs: [] }],
  "needs-map": [
    { kind: "conv2d", inputs: [[9]] },
    { kind: "globalAvgPool2d", inputs: [[9]] },
  ],
  "needs-vector": [{ kind: "dense", inputs: [map] }],
  "groups-divide-channels": [
    { kind: "conv2d", params: { groups: 4 }, inputs: [map] },
    { kind: "groupNorm", params: { groups: 4 }, inputs: [map] },
    { kind: "channelShuffle", params: { groups: 4 }, inputs: [map] },
  ],
  "groups-divide-filters": [{ kind: "convTranspose2d", params: { groups: 3, filters: 4 }, inputs: [map] }],
  "window-too-large": [
    { kind: "conv2d", params: { kernel: [9, 1] }, inputs: [map] },
    { kind: "avgPool2d", params: { size: [1, 9] }, inputs: [map] },
  ],
  "padding-too-large": [{ kind: "maxPool2d", params: { size: [3, 3], padding: [1, 2] }, inputs: [map] }],
  "window-misses-input": [
    { kind: "maxPool2d", params: { size: [2, 2], dilation: [2, 1], padding: [1, 0] }, inputs: [[1, 1, 8]] },
  ],
  "output-padding-too-large": [
    { kind: "convTranspose2d", params: { stride: [2, 2], outputPadding: [1, 2] }, inputs: [map] },
  ],
  "output-vanishes": [
    { kind: "convTranspose2d", params: { kernel: [1, 1], padding: [4, 4] }, inputs: [map] },
  ],
  "sizes-differ": [{ kind: "add", inputs: [map, [12, 4, 4]] }],
  "channels-differ": [
    { kind: "add", inputs: [map, [12, 8, 8]] },
    { kind: "multiply", inputs: [[12], map] },
    { kind: "multiply", inputs: [map, map, [12, 1, 1]] },
  ],
  "spatial-differ": [
    { kind: "add", inputs: [map, map, [6, 4, 4]] },
    { kind: "concat", inputs: [map, [9, 8, 4]] },
    { kind: "multiply", inputs: [map, [6, 4, 4]] },
  ],
  "features-differ": [
    { kind: "add", inputs: [[6], [7]] },
    { kind: "multiply", inputs: [[6], [7]] },
  ],
  "ranks-differ": [
    { kind: "add", inputs: [map, [384]] },
    { kind: "concat", inputs: [[6], map] },
  ],
  "elements-differ": [
    { kind: "reshape", params: { shape: [5, -1, 8] }, inputs: [map] },
    { kind: "reshape", params: { shape: [383] }, inputs: [map] },
  ],
  "reshape-target": [
    { kind: "reshape", params: { shape: [6, 64] }, inputs: [map] },
    { kind: "reshape", params: { shape: [-1, -1, 8] }, inputs: [map] },
    { kind: "reshape", params: { shape: [0, -1, 8] }, inputs: [map] },
  ],
  "too-large": [
    { kind: "upsample2d", params: { scale: [64, 64] }, inputs: [[1, 2000, 8]] },
    { kind: "flatten", inputs: [[65_536, 65_536, 65_536]] },
  ],
};

describe.each(Object.entries(refusals))("%s", (code, cases) => {
  it.each(cases)("is what $kind answers to $inputs", ({ kind, params = {}, inputs }) => {
    const result = layerSpec(kind).infer({ ...defaults(kind), ...params }, inputs);
    expect(result.ok ? "accepted" : result.issue.code).toBe(code);
    if (!result.ok && inputs.length > 0) expectIssue(result.issue, inputs);
  });
});

describe("multiply", () => {
  const product = (...inputs: readonly Shape[]) => layerSpec("multiply").infer({}, inputs);

  it("scales the channels of a map by a vector or a 1×1 map, whatever their order", () => {
    for (const gate of [[6], [6, 1, 1]]) {
      expect(product(map, gate)).toEqual({ ok: true, shape: map });
      expect(product(gate, map)).toEqual({ ok: true, shape: map });
      expect(product(gate, map, gate, map)).toEqual({ ok: true, shape: map });
    }
    expect(product([6], [6, 1, 1])).toEqual({ ok: true, shape: [6, 1, 1] });
    expect(product([6], [6])).toEqual({ ok: true, shape: [6] });
  });
});

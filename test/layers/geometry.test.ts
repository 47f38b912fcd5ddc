/** Window geometry against a count, by brute force, of the input rows that each output row reads. */
import { describe, expect, it } from "vitest";
import { type LayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import type { WindowGeometry } from "../../engine/layers/spec.ts";
import { defaults } from "./generators.ts";

const HEIGHT = 24;

function geometryOf(kind: LayerKind, params: ResolvedParams): { window: WindowGeometry; rows: number } {
  const all = { ...defaults(kind), ...params };
  const result = layerSpec(kind).infer(all, [[2, HEIGHT, 5]]);
  const window = layerSpec(kind).window?.(all, [[2, HEIGHT, 5]]);
  if (!result.ok || window === undefined || window === "all") throw new Error(`no window for ${kind}`);
  return { window, rows: result.shape[1] ?? 0 };
}

/** Widest span of rows read, and the centres of the spans averaged over `period` outputs from the middle on. */
function measure(reads: (row: number) => readonly number[], rows: number, period: number) {
  const spans = Array.from({ length: rows }, (_, row) => reads(row));
  const centre = (row: number) => (Math.min(...(spans[row] ?? [])) + Math.max(...(spans[row] ?? []))) / 2;
  const from = Math.floor(rows / 2);
  let sum = 0;
  for (let row = from; row < from + period; row++) sum += centre(row);
  const interior = spans.slice(from - period, from + period);
  const size = Math.max(...interior.map((span) => Math.max(...span) - Math.min(...span) + 1));
  return { size, centre: sum / period, at: from + (period - 1) / 2 };
}

function expectAgreement(window: WindowGeometry, found: ReturnType<typeof measure>): void {
  const [kernel, stride, padding, dilation] = [
    window.kernel[0],
    window.stride[0],
    window.padding[0],
    window.dilation[0],
  ];
  const extent = dilation * (kernel - 1) + 1;
  expect(extent).toBe(found.size);
  expect((extent - 1) / 2 - padding + found.at * stride).toBeCloseTo(found.centre, 9);
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("windows that slide", () => {
  it.each([
    { kernel: 3, stride: 1, padding: 1, dilation: 1 },
    { kernel: 4, stride: 2, padding: 1, dilation: 1 },
    { kernel: 3, stride: 3, padding: 2, dilation: 2 },
  ])("conv2d, depthwise and pooling with %o", ({ kernel, stride, padding, dilation }) => {
    const common = { stride: [stride, 1], dilation: [dilation, 1] };
    const reads = (row: number) =>
      range(0, kernel - 1)
        .map((k) => row * stride - padding + k * dilation)
        .filter((i) => i >= 0 && i < HEIGHT);
    for (const kind of ["conv2d", "depthwiseConv2d"] as const) {
      const { window, rows } = geometryOf(kind, { ...common, kernel: [kernel, 1], padding: [padding, 0] });
      expectAgreement(window, measure(reads, rows, 1));
    }
    if (padding > kernel / 2) return;
    const { window, rows } = geometryOf("maxPool2d", { ...common, size: [kernel, 1], padding: [padding, 0] });
    expectAgreement(window, measure(reads, rows, 1));
  });
});

describe("layers that enlarge", () => {
  it.each([
    { kernel: 2, stride: 2, padding: 0, outputPadding: 0 },
    { kernel: 3, stride: 2, padding: 1, outputPadding: 1 },
    { kernel: 4, stride: 2, padding: 1, outputPadding: 0 },
    { kernel: 5, stride: 3, padding: 2, outputPadding: 1 },
    { kernel: 3, stride: 1, padding: 1, outputPadding: 0 },
  ])("convTranspose2d with %o", ({ kernel, stride, padding, outputPadding }) => {
    const { window, rows } = geometryOf("convTranspose2d", {
      kernel: [kernel, 1],
      stride: [stride, 1],
      padding: [padding, 0],
      outputPadding: [outputPadding, 0],
    });
    const reads = (row: number) =>
      range(0, HEIGHT - 1).filter((i) => {
        const k = row + padding - i * stride;
        return k >= 0 && k < kernel;
      });
    expectAgreement(window, measure(reads, rows, stride));
  });

  it.each([2, 3, 4])("nearest upsampling by %i", (scale) => {
    const { window, rows } = geometryOf("upsample2d", { scale: [scale, 1], mode: "nearest" });
    expectAgreement(
      window,
      measure((row) => [Math.floor(row / scale)], rows, scale),
    );
  });

  it.each([2, 4])("bilinear upsampling by %i", (scale) => {
    const { window, rows } = geometryOf("upsample2d", { scale: [scale, 1], mode: "bilinear" });
    const reads = (row: number) => {
      const at = (row + 0.5) / scale - 0.5;
      return [Math.floor(at), Math.floor(at) + 1];
    };
    expectAgreement(window, measure(reads, rows, scale));
  });
});

describe("layers that divide or pad", () => {
  it.each([3, 6, 12])("adaptive pooling to %i even bins", (count) => {
    const { window, rows } = geometryOf("adaptiveAvgPool2d", { size: [count, 1] });
    const bin = HEIGHT / count;
    expectAgreement(
      window,
      measure((row) => range(row * bin, (row + 1) * bin - 1), rows, 1),
    );
  });

  it("adaptive pooling to uneven bins: the largest bin, on the centre of the first", () => {
    const { window } = geometryOf("adaptiveAvgPool2d", { size: [7, 1] });
    expect(window.kernel[0]).toBe(5);
    expect((window.kernel[0] - 1) / 2 - window.padding[0]).toBe(1.5);
    expect(window.stride[0]).toBeCloseTo(24 / 7, 12);
  });

  it("zero padding moves the first row by what is above", () => {
    const { window } = geometryOf("zeroPad2d", { top: 3, bottom: 1, left: 0, right: 2 });
    expect(window).toEqual({ kernel: [1, 1], stride: [1, 1], padding: [3, 0], dilation: [1, 1] });
  });

  it("global poolings, dense layers and pooling to one bin see all", () => {
    const seen = (kind: LayerKind, shape: readonly number[]) =>
      layerSpec(kind).window?.(defaults(kind), [shape]);
    for (const kind of ["globalAvgPool2d", "globalMaxPool2d", "adaptiveAvgPool2d"] as const)
      expect(seen(kind, [2, 8, 8])).toBe("all");
    expect(seen("dense", [8])).toBe("all");
    expect(seen("softmax", [8])).toBe("all");
    expect(seen("softmax", [8, 4, 4])).not.toBe("all");
    expect(seen("flatten", [8, 4, 4])).toBeUndefined();
  });
});

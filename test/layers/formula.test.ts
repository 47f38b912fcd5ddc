import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCount } from "../../engine/layers/format.ts";
import { type LayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import type { FormulaLine } from "../../engine/layers/spec.ts";
import { elements, type Shape } from "../../engine/tensor/shape.ts";
import { application, defaults } from "./generators.ts";

/** Evaluates what a line says, by JavaScript's own arithmetic. */
function evaluate(expression: string): number {
  expect(expression).toMatch(/^(?:floor|ceil|[\d\s+\-*/().,])+$/);
  const source = expression.replaceAll(",", "").replace(/floor|ceil/g, "Math.$&");
  return Number(new Function(`return ${source}`)());
}

function truth(kind: LayerKind, params: ResolvedParams, inputs: readonly Shape[], output: Shape) {
  const weights = layerSpec(kind).weights(params, inputs);
  const trainable = weights.filter((weight) => weight.trainable).map((weight) => elements(weight.shape));
  const values: Readonly<Record<FormulaLine["what"], number>> = {
    height: output[1] ?? 0,
    width: output[2] ?? 0,
    channels: output[0] ?? 0,
    features: elements(output),
    parameters: trainable.reduce((sum, count) => sum + count, 0),
    macs: layerSpec(kind).macs(params, inputs, output),
  };
  return values;
}

describe.each(layerKinds)("%s", (kind) => {
  it("writes arithmetic that comes out at the true value", () => {
    const spec = layerSpec(kind);
    fc.assert(
      fc.property(application(kind, true), ({ params, inputs }) => {
        const result = spec.infer(params, inputs);
        if (!result.ok) return;
        const lines = spec.formula?.(params, inputs, result.shape) ?? [];
        const values = truth(kind, params, inputs, result.shape);
        for (const { what, text } of lines) {
          expect(text.endsWith(` = ${formatCount(values[what])}`), text).toBe(true);
          const parts = text.split(" = ").map((part) => evaluate(part.replaceAll("×", "*")));
          expect(new Set(parts), text).toEqual(new Set([values[what]]));
        }
        const shown = new Set(lines.map((line) => line.what));
        expect(shown.has("parameters") || values.parameters === 0).toBe(true);
        expect(shown.has("macs") || values.macs === 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the lines of well-known layers", () => {
  const lines = (kind: LayerKind, params: ResolvedParams, ...inputs: readonly Shape[]) => {
    const all = { ...defaults(kind), ...params };
    const result = layerSpec(kind).infer(all, inputs);
    if (!result.ok) throw new Error(result.issue.code);
    return (layerSpec(kind).formula?.(all, inputs, result.shape) ?? []).map((line) => line.text);
  };

  it("AlexNet's first convolution", () => {
    expect(lines("conv2d", { filters: 96, kernel: [11, 11], stride: [4, 4] }, [1, 224, 224])).toEqual([
      "floor((224 + 2*0 - 11)/4) + 1 = 54",
      "floor((224 + 2*0 - 11)/4) + 1 = 54",
      "11*11*1*96 + 96 = 11,712",
      "11*11*1*96*54*54 = 33,872,256",
    ]);
  });

  it("a dilated convolution in groups without bias", () => {
    const params = { filters: 8, kernel: [3, 3], dilation: [2, 1], groups: 2, bias: false };
    expect(lines("conv2d", params, [4, 10, 9])).toEqual([
      "floor((10 + 2*0 - (2*(3 - 1) + 1))/1) + 1 = 6",
      "floor((9 + 2*0 - 3)/1) + 1 = 7",
      "3*3*2*8 = 144",
      "3*3*2*8*6*7 = 6,048",
    ]);
  });

  it("pooling that rounds up, with and without a window that is dropped", () => {
    const params = { size: [1, 3], stride: [2, 2], ceil: true, padding: [0, 1] };
    expect(lines("maxPool2d", params, [4, 4, 6])).toEqual([
      "ceil((4 + 2*0 - 1)/2) + 1 - 1 = 2",
      "ceil((6 + 2*1 - 3)/2) + 1 = 4",
    ]);
  });

  it("a transposed convolution", () => {
    const params = { filters: 6, kernel: [3, 3], stride: [2, 2], padding: [1, 1], outputPadding: [1, 1] };
    expect(lines("convTranspose2d", params, [4, 7, 7])).toEqual([
      "(7 - 1)*2 - 2*1 + 3 + 1 = 14",
      "(7 - 1)*2 - 2*1 + 3 + 1 = 14",
      "3*3*4*6 + 6 = 222",
      "3*3*4*6*7*7 = 10,584",
    ]);
  });

  it("LeNet's head, an inception joint and a batch normalisation", () => {
    expect(lines("flatten", {}, [16, 5, 5])).toEqual(["16*5*5 = 400"]);
    expect(lines("dense", { units: 120 }, [400])).toEqual(["400*120 + 120 = 48,120", "400*120 = 48,000"]);
    expect(lines("concat", {}, [64, 28, 28], [128, 28, 28], [32, 28, 28])).toEqual(["64 + 128 + 32 = 224"]);
    expect(lines("batchNorm", {}, [64, 56, 56])).toEqual(["2*64 = 128"]);
  });
});

describe("formatCount", () => {
  it("groups thousands", () => {
    expect([0, 999, 1000, 62378344, 1e21].map(formatCount)).toEqual([
      "0",
      "999",
      "1,000",
      "62,378,344",
      "1,000,000,000,000,000,000,000",
    ]);
  });
});

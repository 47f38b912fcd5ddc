/**
 * Pooling. `ceil_mode` is not used: runtimes disagree about a last window that would start in the padding, so that the
 * rows it adds are written as padding at the end.
 */
import type { Pair } from "../../../layers/param.ts";
import type { Shape } from "../../../tensor/shape.ts";
import { dilatedExtent, windowOutput } from "../../../tensor/window.ts";
import { adaptiveMatrix } from "../../support/resampling.ts";
import { type EmitTable, only, operation, pass } from "../place.ts";
import { int, ints, resampled } from "./steps.ts";

interface Pooling {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceil: boolean;
}

/** Rows that `ceil` adds behind the padding so that the last window is whole. */
function extra(p: Pooling, shape: Shape, axis: 0 | 1): number {
  const [size, kernel, stride, padding, dilation] = [
    shape[axis + 1] ?? 0,
    p.size[axis],
    p.stride[axis],
    p.padding[axis],
    p.dilation[axis],
  ];
  const count = windowOutput({ size, kernel, stride, padding, dilation, ceil: p.ceil });
  return Math.max(0, (count - 1) * stride + dilatedExtent(kernel, dilation) - size - 2 * padding);
}

const attributes = (p: Pooling, padding: Pair, behind: Pair) => ({
  kernel_shape: ints(...p.size),
  strides: ints(...p.stride),
  pads: ints(...padding, padding[0] + behind[0], padding[1] + behind[1]),
});

export const poolingKinds: EmitTable<
  "maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"
> = {
  maxPool2d({ params: p, inputs: [shape = []] }) {
    const behind: Pair = [extra(p, shape, 0), extra(p, shape, 1)];
    return operation("MaxPool", { ...attributes(p, p.padding, behind), dilations: ints(...p.dilation) });
  },

  avgPool2d({ params, inputs: [shape = []] }) {
    const p: Pooling = { ...params, dilation: [1, 1] };
    const behind: Pair = [extra(p, shape, 0), extra(p, shape, 1)];
    const grows = behind[0] > 0 || behind[1] > 0;
    const pads = p.padding[0] > 0 || p.padding[1] > 0;
    if (!params.countIncludePad || !pads) {
      return operation("AveragePool", { ...attributes(p, p.padding, behind), count_include_pad: int(0) });
    }
    if (!grows)
      return operation("AveragePool", { ...attributes(p, p.padding, behind), count_include_pad: int(1) });
    // Padding counts, what ceil adds does not: the padding becomes part of the image.
    return (inputs, place) => {
      const [top, left] = p.padding;
      const sides = place.integers("pads", [0, 0, top, left, 0, 0, top, left]);
      const padded = place.put("Pad", [only(inputs), sides], {}, "pad");
      return place.put("AveragePool", [padded], {
        ...attributes(p, [0, 0], behind),
        count_include_pad: int(0),
      });
    };
  },

  globalAvgPool2d: () => (inputs, place) =>
    place.put("Flatten", [place.put("GlobalAveragePool", inputs, {}, "pool")], { axis: int(1) }),
  globalMaxPool2d: () => (inputs, place) =>
    place.put("Flatten", [place.put("GlobalMaxPool", inputs, {}, "pool")], { axis: int(1) }),

  adaptiveAvgPool2d({ params: p, inputs: [shape = []] }) {
    const [rows, columns] = p.size;
    const [, height = 1, width = 1] = shape;
    if (rows === height && columns === width) return pass;
    if (rows === 1 && columns === 1) return operation("GlobalAveragePool");
    if (height % rows === 0 && width % columns === 0) {
      const size = ints(height / rows, width / columns);
      return operation("AveragePool", { kernel_shape: size, strides: size });
    }
    return (inputs, place) =>
      resampled(only(inputs), place, adaptiveMatrix(height, rows), adaptiveMatrix(width, columns));
  },
};

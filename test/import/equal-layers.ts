/** What of a layer a file can bring back, and which layers come back as others that compute the same. */
import type { Analysis } from "../../engine/analysis/types.ts";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { isMap, type Shape } from "../../engine/tensor/shape.ts";
import { windowOutput } from "../../engine/tensor/window.ts";

/** Ways to draw first values, which no file of trained weights holds. */
const INITIAL = new Set(["init", "initStd", "initValue", "biasInit", "initial"]);

/** Parameters that change what a layer computes, here. */
export function whatMatters({ path, kind, params }: ExpandedNode, analysis: Analysis): unknown {
  const { inputs, output } = analysis.shapes.get(path) ?? { inputs: [], output: [] };
  const kept = Object.entries(params).filter(([name]) => !INITIAL.has(name));
  const own = Object.fromEntries(kept);
  const [shape = []] = inputs;
  if (kind === "maxPool2d" || kind === "avgPool2d") return { kind, ...pooling(own, shape) };
  // A size that follows from the others is written out.
  if (kind === "reshape") return { kind, output };
  // Of a vector the channels are all there is.
  if (kind === "layerNorm" && !isMap(shape)) return { kind, ...own, axes: "all" };
  return { kind, ...own };
}

type Numbers = readonly number[];
function pooling(own: Readonly<Record<string, unknown>>, shape: Shape) {
  const numbers = (name: string): Numbers => (own[name] ?? [1, 1]) as Numbers;
  const [size, stride, padding, dilation] = ["size", "stride", "padding", "dilation"].map(numbers) as [
    Numbers,
    Numbers,
    Numbers,
    Numbers,
  ];
  const count = (axis: number, ceil: boolean): number =>
    windowOutput({
      size: shape[axis + 1] ?? 1,
      kernel: size[axis] ?? 1,
      stride: stride[axis] ?? 1,
      padding: padding[axis] ?? 0,
      dilation: dilation[axis] ?? 1,
      ceil,
    });
  return {
    size,
    stride,
    padding,
    // A window of one pixel has nothing to spread, and a single window goes nowhere.
    dilation: dilation.map((step, axis) => (size[axis] === 1 ? 1 : step)),
    ceil: own.ceil === true && [0, 1].some((axis) => count(axis, true) !== count(axis, false)),
    // Without padding there is none to count.
    countIncludePad: own.countIncludePad === true || padding.every((side) => side === 0),
  };
}

interface Change {
  readonly becomes: readonly string[];
  readonly reason: string;
}

/** What comes back in place of a layer, with the reason; `null` where the layer itself does. */
export function changesOf(format: string, node: ExpandedNode, analysis: Analysis): Change | null {
  const { kind, params } = node;
  const { inputs, output } = analysis.shapes.get(node.path) ?? { inputs: [], output: [] };
  const [shape = []] = inputs;
  const same = shape.join() === output.join();
  switch (kind) {
    case "conv2d":
      return params.groups === shape[0]
        ? { becomes: ["depthwiseConv2d"], reason: "a group for each channel is a depthwise convolution" }
        : null;
    case "adaptiveAvgPool2d": {
      if (same)
        return { becomes: [], reason: "each bin is one pixel: no format has an operation for nothing" };
      const [, height = 1, width = 1] = shape;
      const [, rows = 1, columns = 1] = output;
      const isEven = height % rows === 0 && width % columns === 0;
      const isWhole = rows * columns === 1;
      return isEven && !(isWhole && format === "ONNX")
        ? { becomes: ["avgPool2d"], reason: "bins of one size are the windows of a pooling" }
        : null;
    }
    case "flatten":
      return isMap(shape) ? null : { becomes: [], reason: "a vector is flat: no format says so" };
    case "reshape":
      if (isMap(output)) return null;
      return same
        ? { becomes: [], reason: "a vector of the same length: no format says so" }
        : { becomes: ["flatten"], reason: "to a vector a reshape is a flatten" };
    case "spatialDropout2d":
      return format === "ONNX"
        ? { becomes: [], reason: "ONNX has no operation that drops channels; in use it changes nothing" }
        : null;
    case "zeroPad2d":
      return same ? { becomes: [], reason: "nothing is padded: no format says so" } : null;
    default:
      return null;
  }
}

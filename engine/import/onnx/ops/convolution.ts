/** Convolutions and dense layers. */
import type { Pair } from "../../../layers/param.ts";
import { permuteAxes } from "../../../targets/weights/layout.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import type { DraftNode } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { columnsToChannelsFirst } from "../../rearrange.ts";
import { cutBehind, zerosBehind } from "../../transposed.ts";
import { floatOf, intOf, intsOf, pairOf } from "../attributes.ts";
import {
  constantOf,
  make,
  mapInput,
  needConstant,
  type Operation,
  pending,
  type Read,
  sourceOf,
  vectorOf,
} from "../context.ts";
import { isSymmetric, type Sliding, sidesOf, zeroPadded } from "../padding.ts";
import { type Constant, floatsOf } from "../tensors.ts";
import { isInOrder, type LayerValue, shapeOf } from "../values.ts";

function kernelOf(operation: Operation): { readonly constant: Constant; readonly kernel: Pair } {
  const constant = needConstant(operation, 1, "kernel");
  const [, , height, width, ...more] = constant.tensor.dims;
  if (height === undefined || width === undefined || more.length > 0)
    unmappable(`its kernel has ${constant.tensor.dims.length} axes; only images with two are known`);
  return { constant, kernel: [height, width] };
}

const biasOf = (operation: Operation): Constant | null => {
  const given = operation.inputs[2];
  if (given === undefined || given === null) return null;
  return constantOf(given) ?? unmappable("its bias is computed and not a constant");
};

export const readConv: Read = (operation) => {
  const { proto } = operation;
  const input = mapInput(operation);
  const { constant, kernel } = kernelOf(operation);
  const window: Sliding = {
    kernel,
    stride: pairOf(proto, "strides", [1, 1]),
    dilation: pairOf(proto, "dilations", [1, 1]),
  };
  const sides = sidesOf(proto, input.shape, window);
  const symmetric = isSymmetric(sides);
  const from = symmetric ? input : zeroPadded(input, sides, sourceOf(proto));
  const bias = biasOf(operation);
  const [filters = 0, perGroup = 0] = constant.tensor.dims;
  const groups = intOf(proto, "group", 1);
  const common = { ...window, padding: symmetric ? sides.begin : [0, 0], bias: bias !== null };
  const depthwise = groups > 1 && perGroup === 1;
  if (depthwise && filters % groups !== 0) unmappable("its filters cannot be divided among its groups");
  return make(operation, depthwise ? "depthwiseConv2d" : "conv2d", [from], {
    params: depthwise ? { ...common, multiplier: filters / groups } : { ...common, filters, groups },
    weights: { weight: floatsOf(constant), bias: bias === null ? undefined : vectorOf(bias) },
    constants: [constant, bias],
  });
};

export const readConvTranspose: Read = (operation) => {
  const { proto } = operation;
  const input = mapInput(operation);
  const { constant, kernel } = kernelOf(operation);
  const window = {
    kernel,
    stride: pairOf(proto, "strides", [1, 1]),
    dilation: pairOf(proto, "dilations", [1, 1]),
  };
  if (intsOf(proto, "output_shape") !== null)
    unmappable("it names its output's shape instead of its padding");
  const sides = sidesOf(proto, input.shape, window);
  // Rows that are cut off less at the end than at the beginning are what PyTorch calls output padding.
  const extra = pairOf(proto, "output_padding", [0, 0]);
  const reach: Pair = [sides.begin[0] - sides.end[0] + extra[0], sides.begin[1] - sides.end[1] + extra[1]];
  const stored = floatsOf(constant);
  // Zeros behind the kernel are another way to reach further.
  const behind = zerosBehind(stored);
  const cut: Pair = [reach[0] < 0 ? behind[0] : 0, reach[1] < 0 ? behind[1] : 0];
  const more: Pair = [reach[0] + cut[0] * window.dilation[0], reach[1] + cut[1] * window.dilation[1]];
  if (more[0] < 0 || more[1] < 0) unmappable("it cuts more off at the end than at the beginning");
  const bias = biasOf(operation);
  const groups = intOf(proto, "group", 1);
  return make(operation, "convTranspose2d", [input], {
    params: {
      ...window,
      kernel: [kernel[0] - cut[0], kernel[1] - cut[1]],
      filters: (constant.tensor.dims[1] ?? 0) * groups,
      groups,
      padding: sides.begin,
      outputPadding: more,
      bias: bias !== null,
    },
    weights: { weight: cutBehind(stored, cut), bias: bias === null ? undefined : vectorOf(bias) },
    constants: [constant, bias],
  });
};

function dense(
  operation: Operation,
  kernel: WeightArray,
  constant: Constant,
  bias: Constant | null,
): LayerValue {
  const { node, lastOf, last } = operation.layer(operation.inputs[0]);
  if (last === true) return { ...perPixel(operation, node, kernel, constant), last };
  if (node.shape !== null && node.shape.length !== 1) unmappable("it multiplies a map and not a vector");
  const weight = lastOf === undefined ? kernel : columnsToChannelsFirst(kernel, lastOf);
  const [units = 0] = weight.shape;
  return make(operation, "dense", [node], {
    params: { units, bias: bias !== null },
    weights: { weight, bias: bias === null ? undefined : vectorOf(bias) },
    constants: [constant, bias],
  });
}

/** A matrix over the channels of every pixel is a 1×1 convolution. */
function perPixel(operation: Operation, node: DraftNode, { shape, data }: WeightArray, constant: Constant) {
  const [filters = 0, channels = 0] = shape;
  return make(operation, "conv2d", [node], {
    params: { filters, kernel: [1, 1], bias: false },
    weights: { weight: { shape: [filters, channels, 1, 1], data } },
    constants: [constant],
  });
}

/** `[out, in]`, whichever way the file has it. */
function denseKernel(constant: Constant, isTransposed: boolean): WeightArray {
  if (constant.tensor.dims.length !== 2) unmappable("what it multiplies by is not a matrix");
  const stored = floatsOf(constant);
  return isTransposed ? stored : permuteAxes(stored, [1, 0]);
}

export const readGemm: Read = (operation) => {
  const { proto } = operation;
  const constant = needConstant(operation, 1, "matrix");
  if (intOf(proto, "transA", 0) !== 0) unmappable("it transposes its input");
  if (floatOf(proto, "alpha", 1) !== 1 || floatOf(proto, "beta", 1) !== 1) unmappable("it scales its result");
  return dense(
    operation,
    denseKernel(constant, intOf(proto, "transB", 0) !== 0),
    constant,
    biasOf(operation),
  );
};

export const readMatMul: Read = (operation) => {
  const [a, b] = operation.inputs;
  const shape = a ? shapeOf(a) : null;
  // Of a map in our order a product runs along the columns, and one from the left along the rows.
  const [, width] = constantOf(b)?.tensor.dims ?? [];
  if (a?.type === "layer" && isInOrder(a) && shape?.length === 3 && width !== undefined)
    return pending(operation, [shape[0] ?? 1, shape[1] ?? 1, width]);
  if (constantOf(a) !== null && b?.type === "pending" && b.op === "MatMul") return pending(operation, null);
  const constant = needConstant(operation, 1, "matrix");
  return dense(operation, denseKernel(constant, false), constant, null);
};

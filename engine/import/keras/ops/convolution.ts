/** Convolutions and dense layers: kernels `[kh, kw, in, out]` and `[in, out]` become PyTorch's. */
import type { Pair } from "../../../layers/param.ts";
import { zeroPad2d } from "../../../layers/zero-pad2d.ts";
import { permuteAxes } from "../../../targets/weights/layout.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import { type DraftNode, draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { isSymmetric, type Sides, type Sliding, samePadding, zeroPadded } from "../../onnx/padding.ts";
import { columnsToChannelsFirst } from "../../rearrange.ts";
import { flagIn, type Json, numberIn, pairIn, textIn } from "../config.ts";
import { diagonal, dilationIn, groupsIn, thinned } from "../kernels.ts";
import { factsOf, mapOf, only, type Read, type Use, vectorAt, weightAt } from "../value.ts";

export const windowOf = (config: Json, kernel: Pair, preset: Pair = [1, 1]): Sliding => ({
  kernel,
  stride: pairIn(config, "strides", preset),
  dilation: pairIn(config, "dilation_rate", [1, 1]),
});

export function sidesOf(config: Json, input: DraftNode, window: Sliding): Sides {
  checkOrder(config);
  const padding = textIn(config, "padding", "valid");
  if (padding === "same") return samePadding(input.shape, window, false);
  if (padding !== "valid") unmappable(`its padding is “${padding.slice(0, 40)}”`);
  return { begin: [0, 0], end: [0, 0] };
}

export function checkOrder(config: Json): void {
  const order = textIn(config, "data_format", "channels_last");
  if (order !== "channels_last") unmappable("it has its channels first");
}

/** The input with what padding differs from side to side, and the padding that is left for the layer. */
function padded(
  use: Use,
  input: DraftNode,
  window: Sliding,
): { readonly from: DraftNode; readonly padding: Pair } {
  const sides = sidesOf(use.layer.config, input, window);
  const around = Math.max(...sides.begin, ...sides.end) === 0 ? zerosAround(input) : null;
  if (around !== null) return around;
  if (isSymmetric(sides)) return { from: input, padding: sides.begin };
  return { from: zeroPadded(input, sides, factsOf(use).source), padding: [0, 0] };
}

/** Keras pads by a layer of its own; a convolution takes over what is the same on both sides. */
function zerosAround({ kind, params, inputs: [from] }: DraftNode) {
  if (kind !== "zeroPad2d" || from === undefined) return null;
  const size = (side: "top" | "bottom" | "left" | "right"): number => {
    const value = params[side] ?? zeroPad2d.params[side].default;
    return typeof value === "number" ? value : 0;
  };
  const padding: Pair = [size("top"), size("left")];
  const isEven = padding[0] === size("bottom") && padding[1] === size("right");
  return isEven && Math.max(...padding) <= MOST_PADDING ? { from, padding } : null;
}
/** Of a convolution here. */
const MOST_PADDING = 255;

export const kernelSize = ({ shape }: WeightArray): Pair => [shape[0] ?? 1, shape[1] ?? 1];
export const image = (kernel: WeightArray): WeightArray =>
  kernel.shape.length === 4 ? kernel : unmappable("its kernel is not of an image");

export const readConv: Read = (use) => {
  const { config } = use.layer;
  const kernel = image(weightAt(use, 0));
  const window = windowOf(config, kernelSize(kernel));
  const { from, padding } = padded(use, mapOf(use), window);
  const bias = flagIn(config, "use_bias", true);
  const full = permuteAxes(kernel, [3, 2, 0, 1]);
  const given = numberIn(config, "groups", 1);
  const groups = given === 1 ? groupsIn(full) : given;
  const weight = given === 1 ? diagonal(full, groups) : full;
  const node = draftLayer("conv2d", [from], {
    ...factsOf(use),
    ...withDilation(
      { ...window, padding, bias, filters: kernel.shape[3] ?? 0, groups },
      weight,
      bias ? vectorAt(use, 1) : undefined,
    ),
  });
  return { node };
};

/** Zeros between the rows of a kernel are a dilation, which stock layers do not know together with a stride. */
function withDilation<P extends Sliding>(params: P, full: WeightArray, bias: WeightArray | undefined) {
  const isOne = params.dilation[0] === 1 && params.dilation[1] === 1;
  const dilation: Pair = isOne ? dilationIn(full) : [1, 1];
  const weight = thinned(full, dilation);
  const kernel: Pair = [weight.shape[2] ?? 1, weight.shape[3] ?? 1];
  return {
    params: { ...params, kernel, dilation: isOne ? dilation : params.dilation },
    weights: { weight, bias },
  };
}

/** `[kh, kw, in, m]` becomes `[in·m, 1, kh, kw]`. */
function depthwiseKernel(kernel: WeightArray): WeightArray {
  const { data } = permuteAxes(image(kernel), [2, 3, 0, 1]);
  const [height = 1, width = 1, channels = 1, multiplier = 1] = kernel.shape;
  return { shape: [channels * multiplier, 1, height, width], data };
}

export const readDepthwiseConv: Read = (use) => {
  const { config } = use.layer;
  const kernel = image(weightAt(use, 0));
  const window = windowOf(config, kernelSize(kernel));
  const { from, padding } = padded(use, mapOf(use), window);
  const bias = flagIn(config, "use_bias", true);
  const node = draftLayer("depthwiseConv2d", [from], {
    ...factsOf(use),
    ...withDilation(
      { ...window, padding, bias, multiplier: kernel.shape[3] ?? 1 },
      depthwiseKernel(kernel),
      bias ? vectorAt(use, 1) : undefined,
    ),
  });
  return { node };
};

/** A depthwise convolution, then one of 1×1. */
export const readSeparableConv: Read = (use) => {
  const { config } = use.layer;
  const { source, wish, frozen = false } = factsOf(use);
  const kernel = image(weightAt(use, 0));
  const window = windowOf(config, kernelSize(kernel));
  const { from, padding } = padded(use, mapOf(use), window);
  const named = (part: string) => (wish?.path === undefined ? {} : { path: `${wish.path}_${part}` });
  const depthwise = draftLayer("depthwiseConv2d", [from], {
    source,
    frozen,
    wish: named("depthwise"),
    params: { ...window, padding, bias: false, multiplier: kernel.shape[3] ?? 1 },
    weights: { weight: depthwiseKernel(kernel) },
  });
  const pointwise = image(weightAt(use, 1));
  const bias = flagIn(config, "use_bias", true);
  const node = draftLayer("conv2d", [depthwise], {
    source,
    frozen,
    wish: named("pointwise"),
    params: { filters: pointwise.shape[3] ?? 0, kernel: [1, 1], bias },
    weights: { weight: permuteAxes(pointwise, [3, 2, 0, 1]), bias: bias ? vectorAt(use, 2) : undefined },
  });
  return { node };
};

/** On a map Keras works on the channels of each position: a 1×1 convolution. */
export const readDense: Read = (use) => {
  const { node: input, lastOf, first } = only(use);
  const { config } = use.layer;
  const kernel = weightAt(use, 0);
  if (kernel.shape.length !== 2 || first === true) unmappable("its kernel is no matrix of channels");
  const weight = permuteAxes(kernel, [1, 0]);
  const bias = flagIn(config, "use_bias", true);
  const [units = 0, features = 0] = weight.shape;
  const common = { ...factsOf(use) };
  const weights = (kernelOf: WeightArray) => ({
    weight: kernelOf,
    bias: bias ? vectorAt(use, 1) : undefined,
  });
  if (input.shape?.length === 3) {
    const flat = { shape: [units, features, 1, 1], data: weight.data };
    return {
      node: draftLayer("conv2d", [input], {
        ...common,
        params: { filters: units, kernel: [1, 1], bias },
        weights: weights(flat),
      }),
    };
  }
  const ordered = lastOf === undefined ? weight : columnsToChannelsFirst(weight, lastOf);
  return {
    node: draftLayer("dense", [input], { ...common, params: { units, bias }, weights: weights(ordered) }),
  };
};

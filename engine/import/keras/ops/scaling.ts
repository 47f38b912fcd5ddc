/** Layers that scale and shift: of stock Keras, and those that its own networks bring along. */
import type { WeightArray } from "../../../targets/weights/types.ts";
import { draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { numberIn } from "../config.ts";
import { factsOf, type KerasValue, mapOf, only, type Read, type Use, weightAt } from "../value.ts";

/** A 1×1 convolution of each channel by itself. */
function perChannel(use: Use, scale: Float32Array, shift: Float32Array): KerasValue {
  const channels = scale.length;
  const node = draftLayer("depthwiseConv2d", [mapOf(use)], {
    ...factsOf(use),
    params: { kernel: [1, 1] },
    weights: {
      weight: { shape: [channels, 1, 1, 1], data: scale },
      bias: { shape: [channels], data: shift },
    },
  });
  return { node };
}

export const readRescaling: Read = (use) => {
  const { config } = use.layer;
  const [channels = 1] = mapOf(use).shape ?? [];
  const spread = (value: unknown, preset: number): Float32Array => {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return Float32Array.from({ length: channels }, (_, c) => {
      const number = list.length === 1 ? list[0] : list[c];
      return typeof number === "number" ? number : preset;
    });
  };
  return perChannel(use, spread(config.scale, 1), spread(config.offset, 0));
};

/** `(x - mean) / max(sqrt(variance), 1e-7)`, of numbers that are in the file. */
export const readNormalization: Read = (use) => {
  const { config } = use.layer;
  const [channels = 1] = mapOf(use).shape ?? [];
  if (config.invert === true) unmappable("it is inverted");
  const [mean, variance] = [statistic(use, 0, config.mean), statistic(use, 1, config.variance)];
  if (mean.length !== channels || variance.length !== channels)
    unmappable("it normalises something else than the channels");
  const scale = variance.map((number) => 1 / Math.max(Math.sqrt(number), 1e-7));
  return perChannel(
    use,
    scale,
    mean.map((number, c) => -number * (scale[c] ?? 1)),
  );
};

function statistic(use: Use, index: number, given: unknown): Float32Array {
  const list = Array.isArray(given) ? (given as readonly unknown[]).flat(4) : null;
  if (list?.every((item): item is number => typeof item === "number") === true)
    return Float32Array.from(list);
  return weightAt(use, index).data;
}

/** Of Keras's ConvNeXt: a learned factor for each channel. */
export const readLayerScale: Read = (use) => {
  const { data } = weightAt(use, 0);
  const weight: WeightArray = { shape: [data.length], data };
  return { node: draftLayer("layerScale", [mapOf(use)], { ...factsOf(use), weights: { weight } }) };
};

/** Of Keras's Inception-ResNet: the first value and a share of the second. */
export const readScaledSum: Read = (use) => {
  const [first, second, ...more] = use.inputs.map(({ node }) => node);
  const isMap = use.inputs.every((value) => value.first !== true && value.lastOf === undefined);
  if (first === undefined || second === undefined || more.length > 0 || !isMap)
    unmappable("it has other inputs");
  const [channels = 1] = second.shape ?? [];
  const { source } = factsOf(use);
  const weight = {
    shape: [channels],
    data: new Float32Array(channels).fill(numberIn(use.layer.config, "scale", 1)),
  };
  const share = draftLayer("layerScale", [second], { source, weights: { weight } });
  return { node: draftLayer("add", [first, share], factsOf(use)) };
};

/** Leaves whole samples out in training alone. */
export const readStochasticDepth: Read = only;

/** Normalisations. */
import { permuteAxes } from "../../../targets/weights/layout.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import { draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { rounded } from "../../onnx/attributes.ts";
import { vectorToChannelsFirst } from "../../rearrange.ts";
import { flagIn, numberIn } from "../config.ts";
import { factsOf, mapOf, only, type Read, vectorAt, weightAt } from "../value.ts";

export const readBatchNorm: Read = (use) => {
  const { config } = use.layer;
  const value = only(use);
  const axis = Array.isArray(config.axis) ? config.axis[0] : config.axis;
  const rank = (value.node.shape?.length ?? 3) + 1;
  const last = value.first === true ? [1] : [-1, rank - 1, undefined];
  if (!last.includes(axis as number | undefined)) unmappable("it normalises another axis than the channels");
  const [scale, center] = [flagIn(config, "scale", true), flagIn(config, "center", true)];
  const order = (vector: WeightArray): WeightArray =>
    value.lastOf === undefined ? vector : vectorToChannelsFirst(vector, value.lastOf);
  const statistics = (scale ? 1 : 0) + (center ? 1 : 0);
  const mean = order(vectorAt(use, statistics));
  const filled = (number: number): WeightArray => ({
    shape: mean.shape,
    data: new Float32Array(mean.data.length).fill(number),
  });
  const affine = scale || center;
  const node = draftLayer("batchNorm", [value.node], {
    ...factsOf(use),
    params: {
      epsilon: rounded(numberIn(config, "epsilon", 1e-3)),
      momentum: rounded(1 - numberIn(config, "momentum", 0.99)),
      affine,
    },
    weights: {
      weight: affine ? (scale ? order(vectorAt(use, 0)) : filled(1)) : undefined,
      bias: affine ? (center ? order(vectorAt(use, scale ? 1 : 0)) : filled(0)) : undefined,
      running_mean: mean,
      running_var: order(vectorAt(use, statistics + 1)),
    },
  });
  return { ...value, node };
};

export const readLayerNorm: Read = (use) => {
  const { config } = use.layer;
  const { node: input, lastOf, first } = only(use);
  const given = (Array.isArray(config.axis) ? config.axis : [config.axis ?? -1]) as readonly unknown[];
  const shape = input.shape;
  if (lastOf !== undefined || first === true || shape === null) unmappable("its input is in another order");
  const rank = shape.length + 1;
  const axes = given.map((axis) => (typeof axis === "number" ? (axis < 0 ? axis + rank : axis) : 0)).sort();
  const isAll = axes.length === shape.length;
  if (!isAll && axes.join() !== String(rank - 1))
    unmappable("it normalises other axes than the channels or all");
  const affine = flagIn(config, "scale", true);
  if (affine !== flagIn(config, "center", true))
    unmappable("it scales and does not shift, or the other way round");
  const turned = (weight: WeightArray): WeightArray =>
    isAll && shape.length === 3 && weight.shape.length === 3 ? permuteAxes(weight, [2, 0, 1]) : weight;
  const node = draftLayer("layerNorm", [input], {
    ...factsOf(use),
    params: { axes: isAll ? "all" : "channels", epsilon: rounded(numberIn(config, "epsilon", 1e-3)), affine },
    weights: affine ? { weight: turned(weightAt(use, 0)), bias: turned(weightAt(use, 1)) } : {},
  });
  return { node };
};

export const readGroupNorm: Read = (use) => {
  const { config } = use.layer;
  const input = mapOf(use);
  const affine = flagIn(config, "scale", true);
  if (affine !== flagIn(config, "center", true))
    unmappable("it scales and does not shift, or the other way round");
  const groups = numberIn(config, "groups", 32);
  const node = draftLayer("groupNorm", [input], {
    ...factsOf(use),
    params: {
      groups: groups === -1 ? (input.shape?.[0] ?? 1) : groups,
      epsilon: rounded(numberIn(config, "epsilon", 1e-3)),
      affine,
    },
    weights: affine ? { weight: vectorAt(use, 0), bias: vectorAt(use, 1) } : {},
  });
  return { node };
};

/** Normalisations that are one operation. */
import { unmappable } from "../../fault.ts";
import { vectorToChannelsFirst } from "../../rearrange.ts";
import { floatOf, intOf, rounded } from "../attributes.ts";
import { constantOf, make, mapInput, needConstant, pending, type Read, vectorOf } from "../context.ts";
import { shapeOf } from "../values.ts";

export const readBatchNorm: Read = (operation) => {
  const { proto } = operation;
  const { node, lastOf } = operation.layer(operation.inputs[0]);
  const constants = ["scale", "shift", "mean", "variance"].map((what, index) =>
    needConstant(operation, index + 1, what),
  );
  if (intOf(proto, "training_mode", 0) !== 0 && proto.outputs.length > 1 && constants.length < 4)
    unmappable("it normalises by the batch");
  const [weight, bias, mean, variance] = constants.map((constant) => {
    const vector = vectorOf(constant);
    return lastOf === undefined ? vector : vectorToChannelsFirst(vector, lastOf);
  });
  const made = make(operation, "batchNorm", [node], {
    params: {
      epsilon: floatOf(proto, "epsilon", 1e-5),
      momentum: rounded(1 - floatOf(proto, "momentum", 0.9)),
    },
    weights: { weight, bias, running_mean: mean, running_var: variance },
    constants,
  });
  return lastOf === undefined ? made : { ...made, lastOf };
};

export const readLrn: Read = (operation) => {
  const { proto } = operation;
  const size = intOf(proto, "size", 1);
  if (size % 2 === 0)
    unmappable("its window is even, and then the extra channel is counted at the other end");
  return make(operation, "localResponseNorm", [mapInput(operation)], {
    params: {
      size,
      alpha: floatOf(proto, "alpha", 1e-4),
      beta: floatOf(proto, "beta", 0.75),
      k: floatOf(proto, "bias", 1),
    },
  });
};

/** Over all axes behind the batch it is a layer; over the last of a channels-last map what follows decides. */
export const readLayerNorm: Read = (operation) => {
  const { proto, inputs } = operation;
  const value = inputs[0];
  const axis = intOf(proto, "axis", -1);
  const shape = value === null || value === undefined ? null : shapeOf(value);
  if (value?.type === "pending") return pending(operation, shape);
  const input = mapInput(operation);
  const rank = (input.shape?.length ?? 0) + 1;
  if (input.shape === null || (axis !== 1 && axis !== 1 - rank)) return pending(operation, shape);
  const weight = needConstant(operation, 1, "scale");
  const bias = constantOf(inputs[2]);
  const dims = input.shape;
  const shaped = (data: Float32Array) => ({ shape: dims, data });
  return make(operation, "layerNorm", [input], {
    params: { axes: "all", epsilon: floatOf(proto, "epsilon", 1e-5) },
    weights: {
      weight: shaped(vectorOf(weight).data),
      bias: shaped(bias === null ? new Float32Array(vectorOf(weight).data.length) : vectorOf(bias).data),
    },
    constants: [weight, bias],
  });
};

/** One group for each channel. */
export const readInstanceNorm: Read = (operation) => {
  const { proto, inputs } = operation;
  const value = inputs[0];
  if (value?.type === "pending") return pending(operation, value.shape);
  const input = mapInput(operation);
  if (input.shape?.length !== 3) unmappable("its input is not a map");
  const weight = needConstant(operation, 1, "scale");
  const bias = needConstant(operation, 2, "shift");
  return make(operation, "groupNorm", [input], {
    params: { groups: input.shape[0] ?? 1, epsilon: floatOf(proto, "epsilon", 1e-5) },
    weights: { weight: vectorOf(weight), bias: vectorOf(bias) },
    constants: [weight, bias],
  });
};

/** Opset 18 and later. */
export const readGroupNorm: Read = (operation) => {
  const { proto, opset } = operation;
  const input = mapInput(operation);
  const weight = needConstant(operation, 1, "scale");
  const bias = needConstant(operation, 2, "shift");
  const groups = intOf(proto, "num_groups", 1);
  const channels = input.shape?.[0] ?? 0;
  const spread = (data: Float32Array) =>
    // Opset 18 has one number for each group, later ones have one for each channel.
    opset < 21 && data.length === groups && channels % groups === 0
      ? Float32Array.from({ length: channels }, (_, c) => data[Math.floor(c / (channels / groups))] ?? 0)
      : data;
  const vector = (data: Float32Array) => ({ shape: [spread(data).length], data: spread(data) });
  return make(operation, "groupNorm", [input], {
    params: { groups, epsilon: floatOf(proto, "epsilon", 1e-5) },
    weights: { weight: vector(vectorOf(weight).data), bias: vector(vectorOf(bias).data) },
    constants: [weight, bias],
  });
};

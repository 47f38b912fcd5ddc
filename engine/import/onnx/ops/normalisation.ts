/** Normalisations that are one operation. */
import { unmappable } from "../../fault.ts";
import { vectorToChannelsFirst } from "../../rearrange.ts";
import { floatOf, intOf, rounded } from "../attributes.ts";
import { constantOf, make, mapInput, needConstant, pending, type Read, vectorOf } from "../context.ts";
import type { Constant } from "../tensors.ts";
import { isInOrder, orderOf } from "../values.ts";

export const readBatchNorm: Read = (operation) => {
  const { proto } = operation;
  const { node, lastOf, last } = operation.layer(operation.inputs[0]);
  if (last !== undefined) unmappable("its input has the channels last");
  const constants = ["scale", "shift", "mean", "variance"].map((what, index) =>
    needConstant(operation, index + 1, what),
  );
  if (intOf(proto, "training_mode", 0) !== 0 && proto.outputs.length > 1 && constants.length < 4)
    unmappable("it normalises by the batch");
  const [weight, bias, mean, variance] = constants.map((constant) => {
    const vector = vectorOf(constant);
    return lastOf === undefined ? vector : vectorToChannelsFirst(vector, lastOf);
  });
  const affine = !isFilling(constants[0], constants[1]);
  const made = make(operation, "batchNorm", [node], {
    params: {
      epsilon: floatOf(proto, "epsilon", 1e-5),
      momentum: rounded(1 - floatOf(proto, "momentum", 0.9)),
      affine,
    },
    weights: { ...(affine ? { weight, bias } : {}), running_mean: mean, running_var: variance },
    constants,
  });
  return lastOf === undefined ? made : { ...made, lastOf };
};

/** Ones and zeros that our own export puts where a layer learns no scale and shift. */
const isFilling = (scale: Constant | undefined, shift: Constant | null | undefined): boolean =>
  scale?.name.endsWith(".ones") === true &&
  shift?.name.endsWith(".zeros") === true &&
  vectorOf(scale).data.every((number) => number === 1) &&
  vectorOf(shift).data.every((number) => number === 0);

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

/** Over all axes behind the batch, or over the channels of each pixel where the file has them last. */
export const readLayerNorm: Read = (operation) => {
  const { proto, inputs } = operation;
  const value = operation.layer(inputs[0]);
  const { shape } = value.node;
  if (shape === null) unmappable("the shape of its input is not known");
  const rank = shape.length + 1;
  const given = intOf(proto, "axis", -1);
  const axis = given < 0 ? given + rank : given;
  const perPixel = value.last === true && axis === rank - 1;
  if (!perPixel && (axis !== 1 || !isInOrder(value)))
    unmappable("it normalises other axes than the channels or all");
  const weight = needConstant(operation, 1, "scale");
  const bias = constantOf(inputs[2]);
  const affine = !isFilling(weight, bias);
  const dims = perPixel ? shape.slice(0, 1) : shape;
  const shaped = (data: Float32Array) => ({ shape: dims, data });
  const made = make(operation, "layerNorm", [value.node], {
    params: { axes: perPixel ? "channels" : "all", epsilon: floatOf(proto, "epsilon", 1e-5), affine },
    weights: affine
      ? {
          weight: shaped(vectorOf(weight).data),
          bias: shaped(bias === null ? new Float32Array(vectorOf(weight).data.length) : vectorOf(bias).data),
        }
      : {},
    constants: [weight, bias],
  });
  return { ...made, ...orderOf(value) };
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

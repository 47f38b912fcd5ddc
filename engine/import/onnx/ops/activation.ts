/** Activations that are one operation. */
import { unmappable } from "../../fault.ts";
import { floatOf, intOf, rounded, stringOf } from "../attributes.ts";
import {
  alike,
  constantOf,
  make,
  mapInput,
  needConstant,
  numberOf,
  type Operation,
  pending,
  type Read,
  vectorOf,
} from "../context.ts";
import { affineOf } from "../patterns/affine.ts";
import { activationOf } from "../patterns/scalar.ts";
import { countOf } from "../tensors.ts";
import { shapeOf } from "../values.ts";

export const plain =
  (kind: "relu" | "sigmoid" | "tanh" | "mish" | "hardSwish" | "silu"): Read =>
  (operation) =>
    isPart(operation) ? readPart(operation) : alike(operation, kind);

export const readLeakyRelu: Read = (operation) =>
  alike(operation, "leakyRelu", { slope: floatOf(operation.proto, "alpha", 0.01) });
export const readElu: Read = (operation) =>
  alike(operation, "elu", { alpha: floatOf(operation.proto, "alpha", 1) });
export const readGelu: Read = (operation) =>
  alike(operation, "gelu", { approximate: stringOf(operation.proto, "approximate", "none") });

/** Ours is `relu6(x + 3) / 6`; other slopes may still be part of something. */
export const readHardSigmoid: Read = (operation) => {
  const { proto, inputs } = operation;
  const isOurs = Math.abs(floatOf(proto, "alpha", 0.2) - 1 / 6) < 1e-6 && floatOf(proto, "beta", 0.5) === 0.5;
  return isOurs ? alike(operation, "hardSigmoid") : pending(operation, inputs[0] ? shapeOf(inputs[0]) : null);
};

function limits({ proto, inputs }: Operation): readonly [number | null, number | null] {
  const attribute = (name: string) => proto.attributes.get(name)?.float ?? null;
  return inputs.length > 1 || proto.attributes.size === 0
    ? [numberOf(inputs[1]), numberOf(inputs[2])]
    : [attribute("min"), attribute("max")];
}

/** Between 0 and 6 it is ReLU6; other limits may be part of something. */
export const readClip: Read = (operation) => {
  const [low, high] = limits(operation);
  const value = operation.inputs[0];
  if (value?.type === "pending") return pending(operation, value.shape);
  if (low === 0 && high === 6) return alike(operation, "relu6");
  if (low === 0 && high === null && !operation.inputs[2]) return alike(operation, "relu");
  return pending(operation, value ? shapeOf(value) : null);
};

export const readPRelu: Read = (operation) => {
  const slope = needConstant(operation, 1, "slope");
  const shared = countOf(slope) === 1;
  const weight = vectorOf(slope);
  const initial = rounded(weight.data[0] ?? 0.25);
  return make(operation, "prelu", [mapInput(operation)], {
    params: { shared, ...(Math.abs(initial) <= 10 && shared ? { initial: 0.25 } : {}) },
    weights: { weight },
    constants: [slope],
  });
};

export const readSoftmax: Read = (operation) => {
  const input = mapInput(operation);
  const rank = input.shape === null ? null : input.shape.length + 1;
  const given = intOf(operation.proto, "axis", operation.opset < 13 ? 1 : -1);
  const axis = given < 0 && rank !== null ? given + rank : given;
  const isChannels = axis === 1 && (operation.opset >= 13 || rank === 2);
  if (!isChannels) unmappable("it runs over another axis than the channels");
  return make(operation, "softmax", [input]);
};

/** What is only known as a part of a larger formula. */
export const readPart: Read = (operation) => {
  const [first] = operation.inputs;
  const known = operation.inputs.find((input) => input !== null && constantOf(input) === null) ?? first;
  return pending(operation, known === null || known === undefined ? null : shapeOf(known));
};

/** Of a formula that is not finished: `tanh` inside GELU. */
const isPart = ({ inputs }: Operation): boolean =>
  inputs[0]?.type === "pending" && activationOf(inputs[0]) === null && affineOf(inputs[0]) === null;

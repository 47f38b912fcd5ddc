/** Sums, products and joins. */

import { redraft } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { asGate } from "../../gates.ts";
import { intOf } from "../attributes.ts";
import {
  constantOf,
  listOf,
  make,
  type Operation,
  pending,
  type Read,
  vectorOf,
  wishFrom,
} from "../context.ts";
import { activationOf, areApart } from "../patterns/scalar.ts";
import { type Constant, countOf } from "../tensors.ts";
import {
  type LayerValue,
  layerValue,
  orderOf,
  sameOrder,
  shapeOf,
  sizesValue,
  type Value,
} from "../values.ts";

/** Both sides known: arithmetic of shapes. `null` where it is arithmetic of tensors. */
function ofSizes({ proto, inputs }: Operation): Value | null {
  const [a, b] = inputs.map((input) =>
    input?.type === "layer" || input?.type === "pending" ? null : listOf(input),
  );
  if (!a || !b || (inputs.every((input) => input?.type === "constant") && Math.max(a.length, b.length) > 64))
    return null;
  const length = Math.max(a.length, b.length);
  const items = Array.from({ length }, (_, index) => {
    const [x, y] = [a[a.length === 1 ? 0 : index] ?? null, b[b.length === 1 ? 0 : index] ?? null];
    return x === null || y === null ? null : compute(proto.op, x, y);
  });
  const scalar = inputs.every((input) =>
    input?.type === "sizes" ? input.scalar : (listOf(input) ?? []).length === 1,
  );
  return sizesValue(items, scalar);
}

function compute(op: string, x: number, y: number): number {
  switch (op) {
    case "Add":
      return x + y;
    case "Sub":
      return x - y;
    case "Mul":
      return x * y;
    default:
      return Number.isInteger(x) && Number.isInteger(y) ? Math.trunc(x / y) : x / y;
  }
}

const layersOf = ({ inputs }: Operation): readonly LayerValue[] | null =>
  inputs.every((input) => input?.type === "layer") ? (inputs as readonly LayerValue[]) : null;

/** What a constant adds to the layer before it is that layer's bias, if it has none. */
function withBias(operation: Operation, value: Value, constant: Constant): LayerValue | null {
  if (value.type !== "layer") return null;
  const { node, lastOf, last } = value;
  const takes =
    node.kind === "dense" ||
    node.kind === "conv2d" ||
    node.kind === "depthwiseConv2d" ||
    node.kind === "convTranspose2d";
  if (!takes || node.kind === null || node.weights.has("bias") || lastOf !== undefined) return null;
  const channels = node.kind === "dense" ? node.weights.get("weight")?.shape[0] : node.shape?.[0];
  const { dims } = constant.tensor;
  const at = node.kind === "dense" || last === true ? dims.length - 1 : dims.length - 3;
  const spread = dims.every((size, axis) => axis === at || size === 1);
  if (channels === undefined || countOf(constant) !== channels || !spread || at < 0) return null;
  const wish = node.wish.path === undefined ? wishFrom(operation.proto, [constant]) : node.wish;
  const biased = redraft(node, node.kind, {
    params: { bias: true },
    weights: { bias: vectorOf(constant) },
    source: { ...node.source, op: `${node.source.op} + ${operation.proto.op}` },
    wish,
  });
  return { ...layerValue(biased), ...orderOf(value) };
}

export const readAdd: Read = (operation) => {
  const sizes = ofSizes(operation);
  if (sizes !== null) return sizes;
  const layers = layersOf(operation);
  if (layers !== null) return combine(operation, "add", layers);
  const [a, b] = operation.inputs;
  const constant = constantOf(a) ?? constantOf(b);
  const other = constantOf(a) === null ? a : b;
  if (constant !== null) return (other && withBias(operation, other, constant)) || later(operation);
  // A residual sum, whatever stands before it.
  if (a && b && areApart(a, b)) return combine(operation, "add", [operation.layer(a), operation.layer(b)]);
  return later(operation);
};

export const readMul: Read = (operation) => {
  const sizes = ofSizes(operation);
  if (sizes !== null) return sizes;
  const layers = layersOf(operation);
  // A square may be part of a formula.
  if (layers === null || layers[0]?.node === layers[1]?.node) return later(operation);
  const activation = activationOf(pending(operation, layers[0]?.node.shape ?? null));
  if (activation === null) return combine(operation, "multiply", layers);
  const { kind, leaf, params } = activation;
  return { ...make(operation, kind, [leaf.node], { params }), ...orderOf(leaf) };
};

export const readSub: Read = (operation) => ofSizes(operation) ?? later(operation);
export const readSum: Read = (operation) => {
  const layers = operation.inputs.map((input) => operation.layer(input));
  return layers.length === 1 && layers[0] !== undefined ? layers[0] : combine(operation, "add", layers);
};

function later(operation: Operation): Value {
  const known = operation.inputs.find((input) => input !== null && shapeOf(input) !== null);
  return pending(operation, known ? shapeOf(known) : null);
}

export function combine(
  operation: Operation,
  kind: "add" | "multiply" | "concat",
  layers: readonly LayerValue[],
): LayerValue {
  const [first] = layers;
  if (first === undefined || layers.some((one) => one.lastOf !== undefined || !sameOrder(one, first)))
    unmappable("its inputs are not all in one order of channels, rows and columns");
  // Our own export writes a layer of several inputs two at a time.
  const nodes = layers.flatMap(({ node }) =>
    node.kind === kind && node.source.name.startsWith(`${operation.proto.name}.part`) ? node.inputs : [node],
  );
  const made = make(operation, kind, kind === "multiply" ? nodes.map(asGate(nodes)) : nodes);
  return { ...made, ...orderOf(first) };
}

export const readConcat: Read = (operation) => {
  const { proto, inputs } = operation;
  const lists = inputs.map(listOf);
  if (
    inputs.some((input) => input?.type === "sizes") ||
    lists.every((list) => list !== null && list.length <= 64)
  )
    return sizesValue(lists.flatMap((list) => list ?? [null]));
  const layers = inputs.map((input) => operation.layer(input));
  if (layers.length === 1 && layers[0] !== undefined) return layers[0];
  const rank = (layers[0]?.node.shape?.length ?? 3) + 1;
  const axis = intOf(proto, "axis", 1);
  const channels = layers[0]?.last === true ? rank - 1 : 1;
  if ((axis < 0 ? axis + rank : axis) !== channels)
    unmappable("it joins along another axis than the channels");
  return combine(operation, "concat", layers);
};

export const readConstantOfShape: Read = ({ proto, inputs }) => {
  const list = listOf(inputs[0]);
  const [count] = list ?? [];
  if (list === null || list.length !== 1 || count === null || count === undefined || count > 64)
    unmappable("it makes a tensor of a computed shape");
  const value = proto.attributes.get("value")?.tensor?.numbers[0] ?? 0;
  return sizesValue(new Array<number>(count).fill(value));
};

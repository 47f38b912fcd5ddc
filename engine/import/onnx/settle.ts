/** From what flows along an edge to a layer: formulas are recognised, and what cannot be is quarantined. */
import type { Shape } from "../../tensor/shape.ts";
import type { Budget } from "../budget.ts";
import { type DraftNode, draftForeign, draftLayer } from "../draft.ts";
import { sentence, Unmappable, unmappable } from "../fault.ts";
import type { Foreign } from "../network.ts";
import { sourceOf, wishFrom } from "./context.ts";
import { type NodeProto, placeOfNode } from "./model.ts";
import { type Affine, affineOf } from "./patterns/affine.ts";
import { activationOf, isFormula } from "./patterns/scalar.ts";
import { structureOf } from "./patterns/structure.ts";
import { type LayerValue, layerValue, orderOf, type PendingValue, sameOrder, type Value } from "./values.ts";

export interface Settling {
  layer(value: Value | null | undefined): LayerValue;
  /** The layer that a value is by itself, or the value where it is none or may be part of a larger formula. */
  whole(value: Value): Value;
  /** A node of an unknown kind in place of an operation. */
  quarantine(
    proto: NodeProto,
    inputs: readonly (Value | null)[],
    reason: string,
    shape: Shape | null,
  ): LayerValue;
}

/** `shapes` are those that the file states, by the name of the value. */
export function createSettling(shapes: ReadonlyMap<string, Shape>, budget: Budget): Settling {
  const known = new Map<PendingValue, LayerValue>();
  const keep = (value: PendingValue, found: LayerValue): void => {
    budget.take(found.node, placeOfNode(value.proto.index, value.op));
    known.set(value, found);
  };
  const parts = new Set<PendingValue>();
  const settling: Settling = {
    whole(value) {
      if (value.type !== "pending" || parts.has(value)) return value;
      if (!known.has(value) && !isPart(value)) {
        const found = attempted(value, settling);
        if (found !== null) keep(value, found);
      }
      const found = known.get(value);
      if (found !== undefined) return found;
      parts.add(value);
      return value;
    },
    layer(value) {
      if (value === null || value === undefined) return unmappable("an input is missing");
      if (value.type === "layer") return value;
      if (value.type !== "pending") return unmappable("a constant stands where a layer's output is needed");
      const before = known.get(value);
      if (before !== undefined) return before;
      const found = settlePending(value, settling);
      keep(value, found);
      return found;
    },
    quarantine(proto, inputs, reason, shape) {
      const layers = inputs.flatMap((input) =>
        input === null || input.type === "constant" || input.type === "sizes"
          ? []
          : [settling.layer(input).node],
      );
      const stated = shapes.get(proto.outputs[0] ?? "") ?? shape;
      return layerValue(
        draftForeign(layers, foreignOf(proto, reason), {
          source: sourceOf(proto),
          wish: wishFrom(proto),
          shape: stated,
        }),
      );
    },
  };
  return settling;
}

/** A formula of numbers and one layer that is no activation yet. */
const isPart = (value: PendingValue): boolean => isFormula(value) && activationOf(value) === null;

function settlePending(value: PendingValue, settling: Settling): LayerValue {
  const reasons: string[] = [];
  const found = attempted(value, settling, reasons);
  return found ?? settling.quarantine(value.proto, value.inputs, reasons[0] ?? "", value.shape);
}

/** The layer of a formula; what it continues may be a layer by itself. */
function attempted(value: PendingValue, settling: Settling, reasons: string[] = []): LayerValue | null {
  try {
    return recognised(value, settling);
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
    reasons.push(error.message);
  }
  const inputs = value.inputs.map((input) => settling.whole(input));
  const isNew = inputs.some((input, index) => input !== value.inputs[index]);
  return isNew ? attempted({ ...value, inputs }, settling, reasons) : null;
}

function recognised(value: PendingValue, settling: Settling): LayerValue {
  const { proto } = value;
  const source = sourceOf(proto);
  const activation = activationOf(value);
  if (activation !== null) {
    const { kind, params, leaf } = activation;
    return {
      ...layerValue(draftLayer(kind, [leaf.node], { params, source, wish: wishFrom(proto) })),
      ...orderOf(leaf),
    };
  }
  const structure = structureOf(value);
  if (structure !== null) {
    const { kind, params, leaf, weights, constants } = structure;
    const made = draftLayer(kind, [leaf.node], { params, weights, source, wish: wishFrom(proto, constants) });
    return { ...layerValue(made), ...orderOf(leaf) };
  }
  const affine = affineOf(value);
  if (affine !== null) return { ...layerValue(affineLayer(affine, proto)), ...orderOf(affine.leaf) };
  if (value.op === "GlobalMaxPool" || value.op === "ReduceMax") {
    const { node } = settling.layer(value.inputs[0]);
    const pooled = draftLayer("globalMaxPool2d", [node], { source, wish: wishFrom(proto) });
    return layerValue(draftLayer("reshape", [pooled], { params: { shape: [-1, 1, 1] }, source }));
  }
  const isSum = value.op === "Add" || value.op === "Mul";
  if (isSum && value.inputs.every(({ type }) => type === "layer" || type === "pending")) {
    const layers = value.inputs.map((input) => settling.layer(input));
    const [first] = layers;
    if (first === undefined || layers.some((one) => one.lastOf !== undefined || !sameOrder(one, first)))
      return unmappable("its inputs are not all in one order of channels, rows and columns");
    const nodes = layers.map(({ node }) => node);
    const sum = draftLayer(value.op === "Add" ? "add" : "multiply", nodes, { source, wish: wishFrom(proto) });
    return { ...layerValue(sum), ...orderOf(first) };
  }
  return unmappable("there is no layer that computes this");
}

/** A scale alone is a layer of its own; with a shift it is a 1×1 convolution of each channel by itself. */
function affineLayer({ leaf, scale, shift, constant }: Affine, proto: NodeProto): DraftNode {
  const channels = leaf.node.shape?.[0] ?? 1;
  const ones = (): Float32Array => new Float32Array(channels).fill(1);
  const facts = { source: sourceOf(proto), wish: wishFrom(proto, [constant]) };
  if (shift === null) {
    const weight = { shape: [channels], data: scale ?? ones() };
    return draftLayer("layerScale", [leaf.node], { ...facts, weights: { weight } });
  }
  if (leaf.node.shape?.length !== 3) return unmappable("it shifts the features of a vector");
  return draftLayer("depthwiseConv2d", [leaf.node], {
    ...facts,
    params: { kernel: [1, 1] },
    weights: {
      weight: { shape: [channels, 1, 1, 1], data: scale ?? ones() },
      bias: { shape: [channels], data: shift },
    },
  });
}

/** What a quarantined node keeps of an operation, short enough for a document. */
function foreignOf(proto: NodeProto, reason: string): Foreign {
  const attributes: Record<string, string | number | readonly number[]> = {};
  for (const [name, { int, float, string, ints, floats }] of [...proto.attributes].slice(0, 32)) {
    if (!/^[A-Za-z]\w{0,40}$/.test(name)) continue;
    if (ints.length > 0) attributes[name] = ints.slice(0, 16);
    else if (floats.length > 0) attributes[name] = floats.slice(0, 16);
    else attributes[name] = string === "" ? (float === 0 ? int : float) : string.slice(0, 200);
  }
  const op = proto.op.replace(/[^A-Za-z0-9_]+/g, "_").slice(0, 60);
  return { kind: `onnx.${op === "" ? "unnamed" : op}`, reason: sentence(reason), attributes };
}

/** What the readers of operations work with. */
import type { LayerKind } from "../../layers/index.ts";
import type { ResolvedParams } from "../../layers/param.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type DraftNode, draftLayer, type Wish } from "../draft.ts";
import { unmappable } from "../fault.ts";
import type { Source } from "../network.ts";
import type { NodeProto } from "./model.ts";
import { wishOf } from "./names.ts";
import { type Constant, floatsOf, numbersOf, scalarOf } from "./tensors.ts";
import { isInOrder, type LayerValue, layerValue, orderOf, type PendingValue, type Value } from "./values.ts";

/** Reads one operation; the value of its first output. `Unmappable` leaves it to quarantine. */
export type Read = (operation: Operation) => Value;

/** One operation with its inputs resolved. */
export interface Operation {
  readonly proto: NodeProto;
  readonly opset: number;
  readonly inputs: readonly (Value | null)[];
  /** A value as a layer's output; what is pending becomes a layer or is quarantined. */
  layer(value: Value | null | undefined): LayerValue;
}

export const sourceOf = ({ op, name }: NodeProto): Source => ({ op, name });

interface Made {
  readonly params?: ResolvedParams;
  readonly weights?: Readonly<Record<string, WeightArray | undefined>>;
  /** Constants that the weights come from: their names say where the layer stands. */
  readonly constants?: readonly (Constant | null)[];
}

/** A layer in place of the operation. */
export const make = (
  { proto }: Operation,
  kind: LayerKind,
  inputs: readonly DraftNode[],
  { params = {}, weights = {}, constants = [] }: Made = {},
): LayerValue =>
  layerValue(
    draftLayer(kind, inputs, { params, weights, source: sourceOf(proto), wish: wishFrom(proto, constants) }),
  );

export const wishFrom = (proto: NodeProto, constants: readonly (Constant | null)[] = []): Wish =>
  wishOf(
    proto,
    constants.flatMap((constant) => (constant === null ? [] : [constant.name])),
  );

/** The layer behind a value that the file has channels first. */
export function firstOf(value: LayerValue): DraftNode {
  if (value.lastOf !== undefined) unmappable("its input is flattened in another order than channels first");
  if (!isInOrder(value)) unmappable("its input has the channels last");
  return value.node;
}

/** The operation's first input as a layer in channels-first order. */
export function mapInput(operation: Operation, index = 0): DraftNode {
  return firstOf(operation.layer(operation.inputs[index]));
}

/** A layer that treats every element alike: whatever order its input is in, its output is in the same. */
export function alike(operation: Operation, kind: LayerKind, params: ResolvedParams = {}): LayerValue {
  const input = operation.layer(operation.inputs[0]);
  return { ...make(operation, kind, [input.node], { params }), ...orderOf(input) };
}

export function constantOf(value: Value | null | undefined): Constant | null {
  if (value === null || value === undefined) return null;
  return value.type === "constant" ? value.constant : null;
}

export function needConstant(operation: Operation, index: number, what: string): Constant {
  return constantOf(operation.inputs[index]) ?? unmappable(`its ${what} is computed and not a constant`);
}

/** A vector of one number for each channel, whatever ones stand around it. */
export function vectorOf(constant: Constant): WeightArray {
  const { data } = floatsOf(constant);
  return { shape: [data.length], data };
}

/** The numbers of a constant or of what was computed from shapes; `null` where they are not known. */
export function listOf(value: Value | null | undefined): readonly (number | null)[] | null {
  if (value?.type === "sizes") return value.items;
  const constant = constantOf(value);
  return constant === null ? null : numbersOf(constant);
}

export function numberOf(value: Value | null | undefined): number | null {
  if (value?.type === "sizes") return value.items.length === 1 ? (value.items[0] ?? null) : null;
  const constant = constantOf(value);
  return constant === null ? null : scalarOf(constant);
}

export const pending = ({ proto, inputs }: Operation, shape: Shape | null): PendingValue => ({
  type: "pending",
  proto,
  op: proto.op,
  inputs: inputs.filter((input) => input !== null),
  shape,
});

/** What flows along the edges of an ONNX graph while it is read. */
import type { Shape } from "../../tensor/shape.ts";
import type { DraftNode } from "../draft.ts";
import type { NodeProto } from "./model.ts";
import type { Constant } from "./tensors.ts";

/** The output of a layer. */
export interface LayerValue {
  readonly type: "layer";
  readonly node: DraftNode;
  /**
   * A vector that the file has in the order H, W, C of this map `[C, H, W]`, while ours is C, H, W: the next dense
   * layer's columns are put in order.
   */
  readonly lastOf?: Shape;
}
export interface ConstantValue {
  readonly type: "constant";
  readonly constant: Constant;
}
/** Numbers that follow from shapes; `null` stands for the batch. */
export interface SizesValue {
  readonly type: "sizes";
  readonly items: readonly (number | null)[];
  /** Whether it is one number and no list. */
  readonly scalar: boolean;
}
/** An operation that is no layer by itself but may be part of one: `Erf` of GELU, a `Transpose` of a channel shuffle. */
export interface PendingValue {
  readonly type: "pending";
  readonly proto: NodeProto;
  readonly op: string;
  readonly inputs: readonly Value[];
  /** Without the batch, where it is known. */
  readonly shape: Shape | null;
}
export type Value = LayerValue | ConstantValue | SizesValue | PendingValue;

export const layerValue = (node: DraftNode): LayerValue => ({ type: "layer", node });
export const sizesValue = (items: readonly (number | null)[], scalar = false): SizesValue => ({
  type: "sizes",
  items,
  scalar,
});

export const shapeOf = (value: Value): Shape | null => {
  if (value.type === "layer") return value.node.shape;
  return value.type === "pending" ? value.shape : null;
};

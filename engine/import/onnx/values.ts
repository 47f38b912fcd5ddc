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
  /** A map that the file has turned to channels last; ours stays `[C, H, W]`. */
  readonly last?: true;
}
/** How the file's order of a value differs from ours. */
export type Order = Pick<LayerValue, "lastOf" | "last">;
export const orderOf = ({ lastOf, last }: LayerValue): Order => ({
  ...(lastOf === undefined ? {} : { lastOf }),
  ...(last === undefined ? {} : { last }),
});
/** Whether the file has it as we have it. */
export const isInOrder = ({ lastOf, last }: LayerValue): boolean =>
  lastOf === undefined && last === undefined;
export const sameOrder = (a: LayerValue, b: LayerValue): boolean =>
  a.lastOf?.join() === b.lastOf?.join() && a.last === b.last;

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
  /** Without the batch, in the file's order, where it is known. */
  readonly shape: Shape | null;
}
export type Value = LayerValue | ConstantValue | SizesValue | PendingValue;

export const layerValue = (node: DraftNode): LayerValue => ({ type: "layer", node });
export const sizesValue = (items: readonly (number | null)[], scalar = false): SizesValue => ({
  type: "sizes",
  items,
  scalar,
});

/** Without the batch, in the file's order. */
export const shapeOf = (value: Value): Shape | null => {
  if (value.type === "layer") {
    const { shape } = value.node;
    if (value.last === undefined || shape?.length !== 3) return shape;
    const [channels, height, width] = shape;
    return [height, width, channels];
  }
  return value.type === "pending" ? value.shape : null;
};

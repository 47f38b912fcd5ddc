/** Sizes on the canvas, in its own pixels. Fixed by what a node is, so that a layout never waits for measuring. */
import type { Density, NodeView, Rect } from "./scene.ts";

export const NODE_WIDTH = 184;
export const PORT_NODE_WIDTH = 96;
/** Room that a tidy layout and "add after" leave between neighbours. */
export const GAP = { along: 56, across: 28 } as const;
const HEIGHT: Readonly<Record<Density, number>> = { compact: 46, normal: 64, detailed: 78 };
/** The pill of a port is drawn in the middle of a box as high as a node, so that both line up in a row. */
export const PILL_HEIGHT = 32;
const SLOT_STEP = 13;
const SLOT_MARGIN = 22;

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Side = "left" | "right" | "top" | "bottom";

type Sized = Pick<NodeView, "type" | "inputs" | "outputs">;

/** Size of a node that is not expanded. Many ports make it taller. */
export function nodeSize(view: Sized, density: Density): Size {
  if (view.type === "port") return { width: PORT_NODE_WIDTH, height: HEIGHT[density] };
  const ports = Math.max(view.inputs.length, view.outputs.length);
  const height = Math.max(HEIGHT[density], (ports - 1) * SLOT_STEP + SLOT_MARGIN);
  return { width: NODE_WIDTH, height: Math.round(height) };
}

/** Where the `index`th of `count` ports stands on a side of a node, relative to the node's corner. */
export function portOffset(size: Size, side: Side, index: number, count: number): Point {
  const along = side === "left" || side === "right" ? size.height : size.width;
  const step =
    count < 2 ? 0 : Math.min(SLOT_STEP * (along === size.width ? 2 : 1), (along - 12) / (count - 1));
  const offset = along / 2 + (index - (count - 1) / 2) * step;
  if (side === "left") return { x: 0, y: offset };
  if (side === "right") return { x: size.width, y: offset };
  return { x: offset, y: side === "top" ? 0 : size.height };
}

/** The same in canvas coordinates. */
export function portPoint(rect: Rect, side: Side, index: number, count: number): Point {
  const offset = portOffset(rect, side, index, count);
  return { x: rect.x + offset.x, y: rect.y + offset.y };
}

export const centre = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** The smallest rectangle around all; null of nothing. */
export function bounds(rects: readonly Rect[]): Rect | null {
  const [first] = rects;
  if (first === undefined) return null;
  let left = first.x;
  let top = first.y;
  let right = first.x + first.width;
  let bottom = first.y + first.height;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** Lining things up and spreading them out. Pure: boxes in, new corners out. */
import type { Rect } from "../../../engine/targets/svg/scene.ts";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "horizontal" | "vertical";

export interface Box {
  readonly key: string;
  readonly rect: Rect;
}
export interface Corner {
  readonly x: number;
  readonly y: number;
}
export type Corners = ReadonlyMap<string, Corner>;

export const ALIGNMENTS: readonly Alignment[] = ["left", "centre", "right", "top", "middle", "bottom"];

const right = ({ x, width }: Rect): number => x + width;
const bottom = ({ y, height }: Rect): number => y + height;

/** New corners with one edge or the middle of all boxes on one line: that of the box that lies furthest out. */
export function align(boxes: readonly Box[], alignment: Alignment): Corners {
  if (boxes.length < 2) return new Map();
  const rects = boxes.map((box) => box.rect);
  const left = Math.min(...rects.map((rect) => rect.x));
  const top = Math.min(...rects.map((rect) => rect.y));
  const farRight = Math.max(...rects.map(right));
  const farBottom = Math.max(...rects.map(bottom));
  const moved = ({ x, y, width, height }: Rect): Corner => {
    switch (alignment) {
      case "left":
        return { x: left, y };
      case "centre":
        return { x: (left + farRight - width) / 2, y };
      case "right":
        return { x: farRight - width, y };
      case "top":
        return { x, y: top };
      case "middle":
        return { x, y: (top + farBottom - height) / 2 };
      case "bottom":
        return { x, y: farBottom - height };
    }
  };
  return new Map(boxes.map(({ key, rect }) => [key, moved(rect)]));
}

/** New corners with equal room between neighbours; the outermost two stay. */
export function distribute(boxes: readonly Box[], axis: Axis): Corners {
  if (boxes.length < 3) return new Map();
  const start = (rect: Rect): number => (axis === "horizontal" ? rect.x : rect.y);
  const size = (rect: Rect): number => (axis === "horizontal" ? rect.width : rect.height);
  const ordered = [...boxes].sort((a, b) => start(a.rect) - start(b.rect));
  const first = ordered[0]?.rect;
  const last = ordered.at(-1)?.rect;
  if (first === undefined || last === undefined) return new Map();
  const span = start(last) + size(last) - start(first);
  const filled = ordered.reduce((sum, { rect }) => sum + size(rect), 0);
  const gap = (span - filled) / (ordered.length - 1);
  const corners = new Map<string, Corner>();
  let at = start(first);
  for (const { key, rect } of ordered) {
    corners.set(key, axis === "horizontal" ? { x: at, y: rect.y } : { x: rect.x, y: at });
    at += size(rect) + gap;
  }
  return corners;
}

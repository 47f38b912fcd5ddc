/** Where a new node goes, so that it lies on nothing. */
import { GAP, overlaps, type Size } from "../../../engine/targets/svg/metrics.ts";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import type { Corner } from "./align.ts";

const ROOM = 12;
const grown = ({ x, y, width, height }: Rect): Rect => ({
  x: x - ROOM,
  y: y - ROOM,
  width: width + 2 * ROOM,
  height: height + 2 * ROOM,
});

/** The first free place on the way from `wanted` downwards. */
export function freePlace(wanted: Corner, size: Size, taken: readonly Rect[]): Corner {
  let place = wanted;
  for (;;) {
    const box = grown({ ...place, ...size });
    const hit = taken.find((rect) => overlaps(box, rect));
    if (hit === undefined) return place;
    place = { x: place.x, y: hit.y + hit.height + ROOM + GAP.across / 2 };
  }
}

export type Flow = "right" | "down";

/** Which way a graph runs, by most of its wires. */
export function flowOf(wires: readonly (readonly [Rect, Rect])[]): Flow {
  const down = wires.filter(
    ([from, to]) => to.y >= from.y + from.height && to.x < from.x + from.width,
  ).length;
  return down * 2 > wires.length ? "down" : "right";
}

/** Beside or below a node, the way its graph runs. */
export function placeAfter(rect: Rect, size: Size, flow: Flow, taken: readonly Rect[]): Corner {
  const wanted =
    flow === "right"
      ? { x: rect.x + rect.width + GAP.along + 40, y: rect.y + (rect.height - size.height) / 2 }
      : { x: rect.x + (rect.width - size.width) / 2, y: rect.y + rect.height + GAP.along };
  if (flow === "right") return freePlace(wanted, size, taken);
  // Downwards the next free place is to the right, or a new branch would stand in the way of the old one.
  let place = wanted;
  for (;;) {
    const box = grown({ ...place, ...size });
    const hit = taken.find((other) => overlaps(box, other));
    if (hit === undefined) return place;
    place = { x: hit.x + hit.width + ROOM + GAP.across / 2, y: place.y };
  }
}

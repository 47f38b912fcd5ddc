/** Wires go around nodes: a shortcut over a row of layers swings out to where nothing stands. */
import type { Rect, WireView } from "./scene.ts";
import { type WireCourse, wireCourse } from "./wire.ts";

/** Wires shorter than this join neighbours; nothing stands between them. */
const LONG = 240;
/** How far a wire may swing out, tried in this order. */
const BENDS = [0, 70, -70, 130, -130, 200, -200, 290, -290] as const;
const CELL = 256;
const AIR = 5;

/** Finds the boxes near a point without looking at all of them. */
class Boxes {
  readonly #cells = new Map<string, Rect[]>();
  constructor(rects: Iterable<Rect>) {
    for (const rect of rects) {
      for (
        let x = Math.floor((rect.x - AIR) / CELL);
        x <= Math.floor((rect.x + rect.width + AIR) / CELL);
        x += 1
      ) {
        for (
          let y = Math.floor((rect.y - AIR) / CELL);
          y <= Math.floor((rect.y + rect.height + AIR) / CELL);
          y += 1
        ) {
          const cell = `${x} ${y}`;
          const list = this.#cells.get(cell);
          if (list === undefined) this.#cells.set(cell, [rect]);
          else list.push(rect);
        }
      }
    }
  }
  /** Whether a point lies on a box other than the two given ones. */
  hit(x: number, y: number, from: Rect, to: Rect): boolean {
    const near = this.#cells.get(`${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`) ?? [];
    return near.some(
      (rect) =>
        rect !== from &&
        rect !== to &&
        x > rect.x - AIR &&
        y > rect.y - AIR &&
        x < rect.x + rect.width + AIR &&
        y < rect.y + rect.height + AIR,
    );
  }
}

function hits({ points }: WireCourse, boxes: Boxes, from: Rect, to: Rect): number {
  return points.reduce((count, { x, y }) => count + (boxes.hit(x, y, from, to) ? 1 : 0), 0);
}

/** The bend with which each wire meets the fewest nodes, by wire key; wires without one are straight. */
export function wireBends(
  wires: readonly WireView[],
  rects: ReadonlyMap<string, Rect>,
  solid: Iterable<Rect>,
): ReadonlyMap<string, number> {
  const bends = new Map<string, number>();
  let boxes: Boxes | null = null;
  for (const wire of wires) {
    const from = rects.get(wire.from);
    const to = rects.get(wire.to);
    if (from === undefined || to === undefined || wire.link !== null) continue;
    const ends = [
      { rect: from, index: wire.fromIndex, count: wire.fromCount },
      { rect: to, index: wire.toIndex, count: wire.toCount },
    ] as const;
    const straight = wireCourse(...ends);
    const span = straight.vertical ? straight.end.y - straight.start.y : straight.end.x - straight.start.x;
    if (span < LONG) continue;
    boxes ??= new Boxes(solid);
    let best = { bend: 0, met: hits(straight, boxes, from, to) };
    for (const bend of BENDS) {
      if (best.met === 0) break;
      const met = hits(wireCourse(...ends, null, bend), boxes, from, to);
      if (met < best.met) best = { bend, met };
    }
    if (best.bend !== 0) bends.set(wire.key, best.bend);
  }
  return bends;
}

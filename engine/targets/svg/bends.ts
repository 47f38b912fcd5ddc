/** Wires go around nodes: a shortcut over a row of layers swings out to where nothing stands. */

import type { Point } from "./metrics.ts";
import type { Bend, Rect, WireView } from "./scene.ts";
import { type WireCourse, wireCourse } from "./wire.ts";

/** Wires shorter than this join neighbours; nothing stands between them. */
const LONG = 240;
/** The ways around, tried in this order. */
const BENDS: readonly Bend[] = [70, -70, "early", "late", 130, -130, 200, -200, 290, -290];
const CELL = 256;
const AIR = 5;

/** A node, or an expanded block with everything in it. */
export interface Obstacle {
  readonly key: string;
  readonly rect: Rect;
  readonly expanded: boolean;
}

/** Whether a wire has nothing to go around there: its own end, or the frame that it runs in. */
const isOwn = ({ key, expanded }: Obstacle, end: string): boolean =>
  key === end || (expanded && end.startsWith(`${key}/`));

/** Finds the boxes near a point without looking at all of them. */
class Boxes {
  readonly #cells = new Map<string, Obstacle[]>();
  constructor(obstacles: Iterable<Obstacle>) {
    for (const obstacle of obstacles) {
      const { rect } = obstacle;
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
          if (list === undefined) this.#cells.set(cell, [obstacle]);
          else list.push(obstacle);
        }
      }
    }
  }
  /** Whether a point lies on something that the wire has to go around. */
  hit({ x, y }: Point, { from, to }: WireView): boolean {
    const near = this.#cells.get(`${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`) ?? [];
    return near.some((obstacle) => {
      const { rect } = obstacle;
      return (
        x > rect.x - AIR &&
        y > rect.y - AIR &&
        x < rect.x + rect.width + AIR &&
        y < rect.y + rect.height + AIR &&
        !isOwn(obstacle, from) &&
        !isOwn(obstacle, to)
      );
    });
  }
}

const hits = ({ points }: WireCourse, boxes: Boxes, wire: WireView): number =>
  points.reduce((count, point) => count + (boxes.hit(point, wire) ? 1 : 0), 0);

/** The bend with which each wire meets the fewest nodes, by wire key; wires without one are straight. */
export function wireBends(
  wires: readonly WireView[],
  rects: ReadonlyMap<string, Rect>,
  obstacles: Iterable<Obstacle>,
): ReadonlyMap<string, Bend> {
  const bends = new Map<string, Bend>();
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
    boxes ??= new Boxes(obstacles);
    let best: { bend: Bend; met: number } = { bend: 0, met: hits(straight, boxes, wire) };
    for (const bend of BENDS) {
      if (best.met === 0) break;
      const met = hits(wireCourse(...ends, null, bend), boxes, wire);
      if (met < best.met) best = { bend, met };
    }
    if (best.bend !== 0) bends.set(wire.key, best.bend);
  }
  return bends;
}

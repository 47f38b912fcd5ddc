/** On which sides nodes show their ports: right and left, or below and above where wires run downwards. */
import type { PlacedGraph } from "./graphPlace.ts";
import type { PlacedNode } from "./scene.ts";
import { runsDown } from "./wire.ts";

export type PortSides = Pick<PlacedNode, "inSide" | "outSide">;

/** Counts for and against "down", by node. */
class Votes {
  readonly #votes = new Map<string, number>();
  add(key: string, down: boolean): void {
    this.#votes.set(key, (this.#votes.get(key) ?? 0) + (down ? 1 : -1));
  }
  isDown(key: string, otherwise: boolean): boolean {
    const votes = this.#votes.get(key) ?? 0;
    return votes === 0 ? otherwise : votes > 0;
  }
}

export function portSides({
  nodes,
  wires,
}: Pick<PlacedGraph, "nodes" | "wires">): (key: string) => PortSides {
  const rects = new Map(nodes.map(({ view, rect }) => [view.key, rect]));
  const leaving = new Votes();
  const arriving = new Votes();
  let all = 0;
  for (const wire of wires) {
    if (wire.link !== null) continue;
    const from = rects.get(wire.from);
    const to = rects.get(wire.to);
    if (from === undefined || to === undefined) continue;
    const down = runsDown(from, to);
    leaving.add(wire.from, down);
    arriving.add(wire.to, down);
    all += down ? 1 : -1;
  }
  return (key) => ({
    inSide: arriving.isDown(key, all > 0) ? "top" : "left",
    outSide: leaving.isDown(key, all > 0) ? "bottom" : "right",
  });
}

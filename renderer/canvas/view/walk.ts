/** Walking through a graph by keys: along its wires, and across between nodes side by side. */
import { centre } from "../../../engine/targets/svg/metrics.ts";
import type { PlacedNode, Scene } from "../../../engine/targets/svg/scene.ts";

export type Step = "left" | "right" | "up" | "down";

const AHEAD: Readonly<Record<Step, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

interface Seen {
  readonly along: number;
  readonly across: number;
}

/** How far a node lies in the direction of the step, and how far off it. */
function seenFrom(from: PlacedNode, to: PlacedNode, step: Step): Seen {
  const [dx, dy] = AHEAD[step];
  const a = centre(from.rect);
  const b = centre(to.rect);
  const [x, y] = [b.x - a.x, b.y - a.y];
  return { along: x * dx + y * dy, across: Math.abs(x * dy) + Math.abs(y * dx) };
}

const nearest = (candidates: readonly PlacedNode[], from: PlacedNode, step: Step): PlacedNode | null => {
  const ahead = candidates
    .map((node) => ({ node, ...seenFrom(from, node, step) }))
    .filter(({ along }) => along > 1)
    .sort((a, b) => a.along + 2 * a.across - (b.along + 2 * b.across));
  return ahead[0]?.node ?? null;
};

/**
 * The node one step from another: a neighbour by a wire where one lies that way, else the one it reads from (left, up)
 * or that reads it (right, down), else the nearest that way. From nowhere the walk begins at the first node.
 */
export function stepFrom(key: string | null, step: Step, { nodes, wires }: Scene): string | null {
  const from = nodes.find(({ view }) => view.key === key);
  if (from === undefined) return nodes[0]?.view.key ?? null;
  const byKey = new Map(nodes.map((node) => [node.view.key, node]));
  const neighbours = (end: "from" | "to"): readonly PlacedNode[] =>
    wires.flatMap((wire) => {
      const own = end === "to" ? wire.from : wire.to;
      const other = byKey.get(wire[end]);
      return own === key && other !== undefined ? [other] : [];
    });
  const before = neighbours("from");
  const after = neighbours("to");
  const wired = nearest([...before, ...after], from, step);
  if (wired !== null) return wired.view.key;
  // A wire that turns a corner is still the way on.
  const [onward] = step === "right" ? after : step === "left" ? before : [];
  if (onward !== undefined) return onward.view.key;
  const others = nodes.filter((node) => node !== from && !node.view.expanded);
  return nearest(others, from, step)?.view.key ?? null;
}

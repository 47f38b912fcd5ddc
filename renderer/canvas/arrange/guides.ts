/** While something is dragged: to which neighbour's edge or middle it snaps, and the line that shows it. */
import type { Rect } from "../../../engine/targets/svg/scene.ts";

export interface Guide {
  readonly axis: "x" | "y";
  /** Canvas coordinate of the line. */
  readonly at: number;
  /** Its ends along the other axis. */
  readonly from: number;
  readonly to: number;
}
export interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

interface Span {
  readonly start: number;
  readonly size: number;
}
interface Match {
  readonly shift: number;
  readonly at: number;
}

const along = (rect: Rect, axis: "x" | "y"): Span =>
  axis === "x" ? { start: rect.x, size: rect.width } : { start: rect.y, size: rect.height };
const lines = ({ start, size }: Span): readonly number[] => [start, start + size / 2, start + size];

/** The smallest shift that brings an edge to an edge or a middle to a middle. */
function nearest(moving: Rect, others: readonly Rect[], axis: "x" | "y", reach: number): Match | null {
  const own = lines(along(moving, axis));
  let best: Match | null = null;
  for (const other of others) {
    const theirs = lines(along(other, axis));
    for (const [place, line] of own.entries()) {
      for (const [otherPlace, at] of theirs.entries()) {
        // A middle only meets a middle: everything else looks like an accident.
        if ((place === 1) !== (otherPlace === 1)) continue;
        const shift = at - line;
        if (Math.abs(shift) > reach || (best !== null && Math.abs(shift) >= Math.abs(best.shift))) continue;
        best = { shift, at };
      }
    }
  }
  return best;
}

function guideFor(match: Match, moved: Rect, others: readonly Rect[], axis: "x" | "y"): Guide {
  const across = axis === "x" ? "y" : "x";
  const on = others.filter((rect) =>
    lines(along(rect, axis)).some((line) => Math.abs(line - match.at) < 0.01),
  );
  const spans = [moved, ...on].map((rect) => along(rect, across));
  return {
    axis,
    at: match.at,
    from: Math.min(...spans.map((span) => span.start)),
    to: Math.max(...spans.map((span) => span.start + span.size)),
  };
}

/** `reach` in canvas pixels: how far something snaps. */
export function snapTo(moving: Rect, others: readonly Rect[], reach: number): Snap {
  const matchX = nearest(moving, others, "x", reach);
  const matchY = nearest(moving, others, "y", reach);
  const dx = matchX?.shift ?? 0;
  const dy = matchY?.shift ?? 0;
  const moved = { ...moving, x: moving.x + dx, y: moving.y + dy };
  return {
    dx,
    dy,
    guides: [
      ...(matchX === null ? [] : [guideFor(matchX, moved, others, "x")]),
      ...(matchY === null ? [] : [guideFor(matchY, moved, others, "y")]),
    ],
  };
}

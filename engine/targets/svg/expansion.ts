/** Blocks expanded where they stand. The document's positions stay: neighbours make room in the picture only. */
import { blockOf, layoutOf } from "../../document/graph.ts";
import type { GraphNode, Position } from "../../document/types.ts";
import { type GraphPlace, insidePath, type PlacedGraph } from "./graphPlace.ts";
import { bounds, type Size } from "./metrics.ts";
import type { NodeFacts } from "./nodeView.ts";
import type { NodeView, Rect } from "./scene.ts";

export const FRAME_HEADER = 38;
export const FRAME_PADDING = 22;

export interface Inside {
  readonly size: Size;
  readonly views: readonly NodeView[];
  /** The inside moved to where the frame's corner stands. */
  at(corner: Position): PlacedGraph;
}

const shift = <T extends { readonly rect: Rect }>(items: readonly T[], by: Position): readonly T[] =>
  items.map((item) => ({ ...item, rect: { ...item.rect, x: item.rect.x + by.x, y: item.rect.y + by.y } }));

export function blockInside(
  node: GraphNode,
  place: GraphPlace,
  facts: NodeFacts,
  lay: (place: GraphPlace) => PlacedGraph,
): Inside | null {
  const definition = node.type === "block" ? blockOf(facts.document, node.block) : undefined;
  if (definition === undefined) return null;
  const inside = lay({
    graph: definition.graph,
    layout: layoutOf(facts.document, definition.id),
    scope: definition.id,
    origin: [...place.origin, node.id],
    path: insidePath(place.path, node),
    framed: true,
  });
  const box = bounds([...inside.nodes, ...inside.notes].map((item) => item.rect)) ?? {
    x: 0,
    y: 0,
    width: 160,
    height: 40,
  };
  return {
    views: inside.nodes.map((node) => node.view),
    size: {
      width: box.width + 2 * FRAME_PADDING,
      height: box.height + FRAME_HEADER + FRAME_PADDING,
    },
    at: (corner) => {
      const by = { x: corner.x + FRAME_PADDING - box.x, y: corner.y + FRAME_HEADER - box.y };
      return { nodes: shift(inside.nodes, by), wires: inside.wires, notes: shift(inside.notes, by) };
    },
  };
}

interface Opening {
  readonly closed: Rect;
  readonly opened: Size | null;
}

/**
 * Where a thing stands once the blocks are expanded: they grow around their middles, and everything beside them moves
 * away by half of what they grow, so that columns stay columns; of what is above and below only their own column moves.
 */
export function roomFor(openings: readonly Opening[]): (thing: Rect) => Position {
  const grown = openings.flatMap(({ closed, opened }) =>
    opened === null
      ? []
      : [
          {
            left: closed.x,
            right: closed.x + closed.width,
            top: closed.y,
            bottom: closed.y + closed.height,
            dx: Math.max(0, opened.width - closed.width) / 2,
            dy: Math.max(0, opened.height - closed.height) / 2,
          },
        ],
  );
  return ({ x, y, width, height }) => {
    let [toX, toY] = [x, y];
    for (const { left, right, top, bottom, dx, dy } of grown) {
      if (x >= right) toX += dx;
      else if (x + width <= left) toX -= dx;
      else if (y >= bottom) toY += dy;
      else if (y + height <= top) toY -= dy;
    }
    return { x: toX, y: toY };
  };
}

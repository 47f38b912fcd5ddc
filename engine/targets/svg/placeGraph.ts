/** Puts one graph on the plane, and into it the insides of blocks that are expanded where they stand. */
import type { Edge, Graph, GraphNode, NodeId } from "../../document/types.ts";
import { blockInside, type Inside, roomFor } from "./expansion.ts";
import { type GraphPlace, type LaidNode, type PlacedGraph, pathIn, type SceneOptions } from "./graphPlace.ts";
import { depths, layeredPositions } from "./layered.ts";
import { nodeSize } from "./metrics.ts";
import { type NodeFacts, nodeView, placeKey } from "./nodeView.ts";
import { problemsByNode } from "./places.ts";
import type { NodeView, Rect } from "./scene.ts";
import { boundaryLinks, wireViews } from "./wires.ts";

function edgesByEnd(graph: Graph, end: "from" | "to"): ReadonlyMap<NodeId, readonly Edge[]> {
  const index = new Map<NodeId, Edge[]>();
  for (const edge of graph.edges) {
    const list = index.get(edge[end]);
    if (list === undefined) index.set(edge[end], [edge]);
    else list.push(edge);
  }
  return index;
}

/** The nodes in the order in which the wires run, which is the order in which the Tab key and a reader meet them. */
function alongWires(graph: Graph): readonly GraphNode[] {
  const depth = depths(graph);
  return [...graph.nodes].sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0));
}

const linksOf = (frame: NodeView, inside: Inside): PlacedGraph => ({
  nodes: [],
  wires: boundaryLinks(frame, inside.views),
  notes: [],
});

export function placeGraph(place: GraphPlace, facts: NodeFacts, options: SceneOptions): PlacedGraph {
  const { graph, layout, scope, origin } = place;
  const arriving = edgesByEnd(graph, "to");
  const leaving = edgesByEnd(graph, "from");
  const problems = problemsByNode(graph.nodes, place.path, facts.analysis.problems, facts.words);
  const missing = graph.nodes.some((node) => layout.nodes[node.id] === undefined);
  const fallback = missing ? layeredPositions(graph) : null;
  const insides = new Map<string, Inside>();
  const placed = alongWires(graph).map((node) => {
    const key = placeKey([...origin, node.id]);
    const inside = options.expanded.has(key)
      ? blockInside(node, place, facts, (inner) => placeGraph(inner, facts, options))
      : null;
    if (inside !== null) insides.set(key, inside);
    const view: NodeView = nodeView(
      node,
      {
        key,
        path: pathIn(place.path, node),
        scope,
        arriving: arriving.get(node.id) ?? [],
        leaving: leaving.get(node.id) ?? [],
        problems: problems.get(node.id) ?? [],
        expanded: inside !== null,
        boundaryOf: place.framed && node.type === "port" ? placeKey(origin) : null,
      },
      facts,
    );
    const position = layout.nodes[node.id] ?? fallback?.get(node.id) ?? { x: 0, y: 0 };
    return { view, closed: { x: position.x, y: position.y, ...nodeSize(view, options.density) } };
  });
  const room = roomFor(
    placed.map(({ view, closed }) => ({ closed, opened: insides.get(view.key)?.size ?? null })),
  );
  const nodes: LaidNode[] = [];
  const inner: PlacedGraph[] = [];
  for (const { view, closed } of placed) {
    const inside = insides.get(view.key);
    const size = inside?.size ?? { width: closed.width, height: closed.height };
    const closedCorner = room(closed);
    const corner = {
      x: closedCorner.x - (size.width - closed.width) / 2,
      y: closedCorner.y - (size.height - closed.height) / 2,
    };
    const rect: Rect = { ...corner, ...size };
    nodes.push({ view, rect, at: { x: closed.x, y: closed.y } });
    if (inside !== undefined) inner.push(inside.at(corner), linksOf(view, inside));
  }
  const views = new Map(nodes.map(({ view }) => [view.id, view]));
  return {
    // Frames first, so that what stands inside them is drawn above.
    nodes: [
      ...nodes.filter(({ view }) => view.expanded),
      ...inner.flatMap((graphInside) => graphInside.nodes),
      ...nodes.filter(({ view }) => !view.expanded),
    ],
    wires: [...wireViews(graph, views, place, facts), ...inner.flatMap((graphInside) => graphInside.wires)],
    notes: [
      ...layout.notes.map((note) => ({
        id: note.id,
        scope,
        type: note.type,
        text: note.text,
        rect: { ...room(note), width: note.width, height: note.height },
        at: { x: note.x, y: note.y },
      })),
      ...inner.flatMap((graphInside) => graphInside.notes),
    ],
  };
}

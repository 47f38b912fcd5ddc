/** The wires of one graph as a picture shows them: with the shape of what flows and what is wrong with it. */
import { graphOf } from "../../document/graph.ts";
import type { Edge, Graph, NodeId } from "../../document/types.ts";
import type { GraphPlace } from "./graphPlace.ts";
import { type NodeFacts, placeKey, shapeAt } from "./nodeView.ts";
import type { NodeView, PortView, ProblemView, WireView } from "./scene.ts";

interface End {
  readonly key: string;
  readonly index: number;
  readonly count: number;
}

/** The port of a node, or the port node inside an expanded block that stands for it. */
function endOf(
  view: NodeView,
  ports: readonly PortView[],
  port: string,
  slot: number,
  inside: string | undefined,
): End {
  if (inside !== undefined) return { key: inside, index: 0, count: 1 };
  const index = ports.findIndex(
    (candidate) => candidate.name === port && (!view.variadic || candidate.slot === slot),
  );
  return { key: view.key, index: Math.max(0, index), count: Math.max(1, ports.length) };
}

const concerns = (problem: ProblemView, edge: Edge): boolean =>
  problem.port === edge.toPort && (problem.slots === undefined || problem.slots.includes(edge.slot));

/** Keys of the port nodes of an expanded block, by `direction:name`. */
function boundaryKeys(view: NodeView, facts: NodeFacts): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  if (!view.expanded) return keys;
  for (const node of graphOf(facts.document, view.kind).nodes) {
    if (node.type === "port") keys.set(`${node.direction}:${node.name}`, `${view.key}/${node.id}`);
  }
  return keys;
}

export function wireViews(
  graph: Graph,
  views: ReadonlyMap<NodeId, NodeView>,
  place: GraphPlace,
  facts: NodeFacts,
): readonly WireView[] {
  const boundaries = new Map([...views.values()].map((view) => [view.id, boundaryKeys(view, facts)]));
  return graph.edges.flatMap((edge) => {
    const source = views.get(edge.from);
    const target = views.get(edge.to);
    if (source === undefined || target === undefined) return [];
    const from = endOf(
      source,
      source.outputs,
      edge.fromPort,
      0,
      boundaries.get(edge.from)?.get(`out:${edge.fromPort}`),
    );
    const to = endOf(
      target,
      target.inputs,
      edge.toPort,
      edge.slot,
      boundaries.get(edge.to)?.get(`in:${edge.toPort}`),
    );
    const problem = target.problems.find((candidate) => concerns(candidate, edge)) ?? null;
    const shape =
      (source.type === "block" ? shapeAt(facts.analysis, `${source.key}#${edge.fromPort}`) : null) ??
      (source.outputs.length > 1 ? null : source.shape);
    return [
      {
        key: placeKey([...place.origin, edge.id]),
        id: edge.id,
        scope: place.scope,
        from: from.key,
        fromPort: edge.fromPort,
        to: to.key,
        toPort: edge.toPort,
        slot: edge.slot,
        fromIndex: from.index,
        fromCount: from.count,
        toIndex: to.index,
        toCount: to.count,
        shape,
        problem,
      },
    ];
  });
}

/** The wires of one graph as a picture shows them: with the shape of what flows and what is wrong with it. */
import type { Edge, Graph, NodeId } from "../../document/types.ts";
import type { GraphPlace } from "./graphPlace.ts";
import { type NodeFacts, placeKey, shapeAt } from "./nodeView.ts";
import type { NodeView, PortView, ProblemView, WireView } from "./scene.ts";

interface End {
  readonly key: string;
  readonly index: number;
  readonly count: number;
}

function endOf(view: NodeView, ports: readonly PortView[], port: string, slot: number): End {
  const index = ports.findIndex(
    (candidate) => candidate.name === port && (!view.variadic || candidate.slot === slot),
  );
  return { key: view.key, index: Math.max(0, index), count: Math.max(1, ports.length) };
}

const concerns = (problem: ProblemView, edge: Edge): boolean =>
  problem.port === edge.toPort && (problem.slots === undefined || problem.slots.includes(edge.slot));

/** From the ports of an expanded block's frame to the port nodes inside, so that the way in and out can be followed. */
export function boundaryLinks(frame: NodeView, inside: readonly NodeView[]): readonly WireView[] {
  const boundary = inside.filter((view) => view.type === "port" && view.boundaryOf === frame.key);
  return boundary.map((view) => {
    const direction = view.kind === "in" ? "in" : "out";
    const ports = direction === "in" ? frame.inputs : frame.outputs;
    const outer = endOf(frame, ports, view.name, 0);
    const inner: End = { key: view.key, index: 0, count: 1 };
    const [from, to] = direction === "in" ? [outer, inner] : [inner, outer];
    return {
      key: `${view.key}#link`,
      id: "",
      scope: view.scope,
      from: from.key,
      fromPort: view.name,
      to: to.key,
      toPort: view.name,
      slot: 0,
      fromIndex: from.index,
      fromCount: from.count,
      toIndex: to.index,
      toCount: to.count,
      shape: null,
      problem: null,
      bend: 0,
      link: direction === "in" ? "left" : "right",
    };
  });
}

export function wireViews(
  graph: Graph,
  views: ReadonlyMap<NodeId, NodeView>,
  place: GraphPlace,
  facts: NodeFacts,
): readonly WireView[] {
  return graph.edges.flatMap((edge) => {
    const source = views.get(edge.from);
    const target = views.get(edge.to);
    if (source === undefined || target === undefined) return [];
    const from = endOf(source, source.outputs, edge.fromPort, 0);
    const to = endOf(target, target.inputs, edge.toPort, edge.slot);
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
        bend: 0,
        link: null,
      },
    ];
  });
}

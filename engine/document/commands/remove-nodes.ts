import { edgesInto, graphOf } from "../graph.ts";
import type { Edge, Graph, NodeId } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand } from "./define.ts";
import { withEdges, removeNodes as withoutNodes } from "./edits.ts";
import { idsSchema, requireGraph, requireNodes, scopeSchema } from "./lookup.ts";

/** With `bridge`, what came before a removed node of one input is connected to what came after it. */
export const removeNodes = defineCommand({
  id: "remove-nodes",
  label: "Remove",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, bridge: z.exactOptional(z.boolean()) }),
  edit(document, { scope, ids, bridge = false }) {
    const graph = requireGraph(document, scope);
    const gone = new Set(requireNodes(graph, ids).map(({ id }) => id));
    const bridges = bridge ? bridgesOver(graph, gone) : [];
    const next = withoutNodes(document, scope, gone);
    return bridges.length === 0 ? next : withEdges(next, scope, [...graphOf(next, scope).edges, ...bridges]);
  },
});

/** The wires out of removed nodes, beginning where the chain of removed nodes before them began. */
function bridgesOver(graph: Graph, gone: ReadonlySet<NodeId>): readonly Edge[] {
  return graph.edges.flatMap((edge): readonly Edge[] => {
    if (!gone.has(edge.from) || gone.has(edge.to)) return [];
    let { from, fromPort } = edge;
    const passed = new Set<NodeId>();
    while (gone.has(from)) {
      const [before, ...others] = edgesInto(graph, from);
      // Circles can be in files; a node that joins several has no one predecessor.
      if (before === undefined || others.length > 0 || passed.has(from)) return [];
      passed.add(from);
      ({ from, fromPort } = before);
    }
    return [{ ...edge, from, fromPort }];
  });
}

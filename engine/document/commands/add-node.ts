import { positionSchema } from "../schema.ts";
import { z } from "../zod.ts";
import { defineCommand } from "./define.ts";
import { insertAll } from "./edits.ts";
import { requireGraph, scopeSchema } from "./lookup.ts";
import { makeNode, newNodeSchema } from "./new-node.ts";

/** A layer, a block or a port, at a place on the canvas. */
export const addNode = defineCommand({
  id: "add-node",
  label: "Add node",
  args: z.strictObject({ scope: scopeSchema, node: newNodeSchema, at: z.exactOptional(positionSchema) }),
  edit(document, { scope, node: spec, at }, context) {
    const node = makeNode(document, scope, requireGraph(document, scope), spec, context);
    const positions = at === undefined ? {} : { [node.id]: at };
    return { document: insertAll(document, scope, { nodes: [node], positions }), created: [node.id] };
  },
});

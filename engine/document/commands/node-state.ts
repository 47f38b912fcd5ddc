/** Name, muting, freezing and repeat of nodes. */
import { freeName, namesOf } from "../names.ts";
import { inputPorts } from "../ports.ts";
import { nameSchema } from "../schema.ts";
import type { GraphDocument, GraphNode } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { mapInstanceWires, mapNodes } from "./edits.ts";
import {
  idSchema,
  idsSchema,
  requireBlockNode,
  requireGraph,
  requireNode,
  requireNodes,
  scopeSchema,
} from "./lookup.ts";
import { mutedSchema, repeatSchema, requireReadable } from "./repeat.ts";

/** The name of a port is the port: wires to it follow, wherever the block is used. */
export const rename = defineCommand({
  id: "rename",
  label: "Rename",
  args: z.strictObject({ scope: scopeSchema, id: idSchema, name: nameSchema }),
  edit(document, { scope, id, name }) {
    const graph = requireGraph(document, scope);
    const node = requireNode(graph, id);
    if (node.name === name && graph.nodes.filter((other) => other.name === name).length === 1)
      return document;
    const taken = namesOf(graph.nodes.filter((other) => other.id !== id));
    if (taken.has(name)) refuse("edit/name-taken", node.name, { name, free: freeName(name, taken) });
    const renamed = mapNodes(document, scope, new Set([id]), (old) => ({ ...old, name }));
    if (node.type !== "port") return renamed;
    return mapInstanceWires(renamed, scope, node.direction, (port) => (port === node.name ? name : port));
  },
});

export const setMuted = defineCommand({
  id: "set-muted",
  label: "Mute or unmute",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, muted: mutedSchema }),
  edit(document, { scope, ids, muted }) {
    requireNodes(requireGraph(document, scope), ids);
    requireReadable(muted, "");
    return mapNodes(document, scope, new Set(ids), (node) => {
      if (muted !== false) requireMutable(document, node);
      return withMuted(node, muted);
    });
  },
});

function requireMutable(document: GraphDocument, node: GraphNode): void {
  if (node.type === "port" || inputPorts(document, node).length === 0) {
    refuse("edit/cannot-mute", node.name, { name: node.name });
  }
}

/** Not muted is not stored. */
export function withMuted(node: GraphNode, muted: boolean | string): GraphNode {
  if ((node.muted ?? false) === muted) return node;
  const { muted: _, ...rest } = node;
  return muted === false ? rest : { ...rest, muted };
}

/** Only layers and blocks have weights. */
export const setFrozen = defineCommand({
  id: "set-frozen",
  label: "Freeze or unfreeze",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, frozen: z.boolean() }),
  edit(document, { scope, ids, frozen }) {
    requireNodes(requireGraph(document, scope), ids);
    return mapNodes(document, scope, new Set(ids), (node) => withFrozen(node, frozen));
  },
});

/** Not frozen is not stored. */
export function withFrozen<N extends GraphNode>(node: N, frozen: boolean): N {
  if ((node.type !== "layer" && node.type !== "block") || (node.frozen === true) === frozen) return node;
  const { frozen: _, ...rest } = node;
  return (frozen ? { ...rest, frozen: true } : rest) as N;
}

/** `null` removes the repeat, and with it the index in the paths of what is inside. */
export const setRepeat = defineCommand({
  id: "set-repeat",
  label: "Change repeat",
  args: z.strictObject({
    scope: scopeSchema,
    id: idSchema,
    repeat: z.union([repeatSchema, z.null()], { error: () => "a whole number, an expression, or null" }),
  }),
  edit(document, { scope, id, repeat }) {
    const node = requireBlockNode(requireGraph(document, scope), id);
    if ((node.repeat ?? null) === repeat) return document;
    const { repeat: _, ...rest } = node;
    const next = repeat === null ? rest : { ...rest, repeat: requireReadable(repeat, node.name) };
    return mapNodes(document, scope, new Set([id]), () => next);
  },
});

/** Fragments into a document: fresh ids, names that are free, and the block definitions they need. */
import type { CommandContext } from "../commands.ts";
import { copyFragment, type Fragment, parseFragment } from "../fragment.ts";
import { blockOf, graphOf, usedBlocks, withBlock, withLayout } from "../graph.ts";
import { freeName, namesOf } from "../names.ts";
import { isPort } from "../ports.ts";
import { positionSchema } from "../schema.ts";
import { blockJson } from "../serialize.ts";
import type { BlockDefinition, GraphDocument, GraphNode, NodeId, Position, Scope } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, type Edited, refuse, refuseWith } from "./define.ts";
import { insertAll, requireRoom } from "./edits.ts";
import { add, boundsOf } from "./geometry.ts";
import { idsSchema, requireGraph, requireNoRecursion, scopeSchema } from "./lookup.ts";

const OFFSET: Position = { x: 32, y: 32 };

export const pasteFragment = defineCommand({
  id: "paste-fragment",
  label: "Paste",
  args: z.strictObject({
    scope: scopeSchema,
    text: z.string(),
    /** Where its upper left corner goes; a little beside the original where absent. */
    at: z.exactOptional(positionSchema),
  }),
  edit(document, { scope, text, at }, context) {
    requireGraph(document, scope);
    const parsed = parseFragment(text);
    if (!parsed.ok) {
      const [first] = parsed.problems;
      return first === undefined ? document : refuseWith(first);
    }
    return paste(document, scope, parsed.value, at, context);
  },
});

export const duplicate = defineCommand({
  id: "duplicate",
  label: "Duplicate",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, at: z.exactOptional(positionSchema) }),
  edit(document, { scope, ids, at }, context) {
    requireGraph(document, scope);
    const parsed = parseFragment(copyFragment(document, scope, ids));
    if (!parsed.ok) {
      const [first] = parsed.problems;
      return first === undefined ? document : refuseWith(first);
    }
    return paste(document, scope, parsed.value, at, context);
  },
});

function paste(
  document: GraphDocument,
  scope: Scope,
  fragment: Fragment,
  at: Position | undefined,
  context: CommandContext,
): Edited {
  const { document: withBlocks, renamed } = defineBlocks(document, fragment, context);
  // The graph of a document has no boundary.
  const nodes = fragment.graph.nodes.filter((node) => scope !== null || !isPort(node));
  if (nodes.length === 0 && fragment.layout.notes.length === 0) return refuse("edit/nothing-selected", "");
  for (const node of nodes) {
    if (node.type !== "block") continue;
    const block = renamed.get(node.block) ?? node.block;
    if (blockOf(withBlocks, block) !== undefined) requireNoRecursion(withBlocks, block, scope);
  }
  const ids = new Map(nodes.map((node) => [node.id, context.newId()]));
  const taken = namesOf(graphOf(document, scope).nodes);
  const pasted = nodes.map((node): GraphNode => {
    const name = freeName(node.name, taken);
    taken.add(name);
    const own = { ...node, id: ids.get(node.id) ?? node.id, name };
    return own.type === "block" ? { ...own, block: renamed.get(own.block) ?? own.block } : own;
  });
  const edges = fragment.graph.edges.flatMap((edge) => {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ ...edge, id: context.newId(), from, to }];
  });
  const corners = [...Object.values(fragment.layout.nodes), ...fragment.layout.notes];
  const bounds = boundsOf(corners);
  const by =
    at === undefined || bounds === null ? OFFSET : { x: at.x - bounds.min.x, y: at.y - bounds.min.y };
  const positions: Record<NodeId, Position> = {};
  for (const [old, id] of ids) {
    const position = Object.hasOwn(fragment.layout.nodes, old) ? fragment.layout.nodes[old] : at;
    if (position !== undefined) positions[id] = position === at ? at : add(position, by);
  }
  const notes = fragment.layout.notes.map((note) => ({ ...note, id: context.newId(), ...add(note, by) }));
  const next = insertAll(withBlocks, scope, { nodes: pasted, edges, positions, notes });
  return { document: next, created: [...ids.values(), ...notes.map((note) => note.id)] };
}

/**
 * Takes over the definitions of a fragment. One that the document has already, down to the blocks inside it, is used as
 * it is there; another of the same id gets a new id.
 */
export function defineBlocks(
  document: GraphDocument,
  fragment: Pick<Fragment, "blocks" | "blockLayouts">,
  context: CommandContext,
): { readonly document: GraphDocument; readonly renamed: ReadonlyMap<string, string> } {
  const source: GraphDocument = { ...document, blocks: fragment.blocks };
  const renamed = new Map<string, string>();
  const missing = Object.values(fragment.blocks).filter((block) => {
    const there = blockOf(document, block.id);
    if (there !== undefined && closureText(document, there) === closureText(source, block)) return false;
    if (there !== undefined) renamed.set(block.id, context.newId());
    return true;
  });
  const count = (of: (block: BlockDefinition) => number) =>
    missing.reduce((sum, block) => sum + of(block), 0);
  requireRoom(
    document,
    count(({ graph }) => graph.nodes.length),
    count(({ graph }) => graph.edges.length),
  );
  let next = document;
  for (const block of missing) {
    const id = renamed.get(block.id) ?? block.id;
    next = withBlock(next, {
      ...block,
      id,
      graph: { ...block.graph, nodes: withBlocksRenamed(block.graph.nodes, renamed) },
    });
    const layout = Object.hasOwn(fragment.blockLayouts, block.id)
      ? fragment.blockLayouts[block.id]
      : undefined;
    if (layout !== undefined) next = withLayout(next, id, layout);
  }
  return { document: next, renamed };
}

const withBlocksRenamed = (
  nodes: readonly GraphNode[],
  renamed: ReadonlyMap<string, string>,
): readonly GraphNode[] =>
  nodes.map((node) =>
    node.type === "block" ? { ...node, block: renamed.get(node.block) ?? node.block } : node,
  );

/** A definition and all it needs as one text. */
export function closureText(document: GraphDocument, block: BlockDefinition): string {
  const inner = [...usedBlocks(document, block.graph)].sort();
  const definitions = [block, ...inner.flatMap((id) => blockOf(document, id) ?? [])];
  return JSON.stringify(definitions.map((definition) => blockJson(definition, document)));
}

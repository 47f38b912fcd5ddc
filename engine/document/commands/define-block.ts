/** Definitions of blocks as a whole: adding, describing, dropping. */

import { repeatedIds } from "../consistency.ts";
import { blockOf, graphOf, scopesOf, usedBlocks, withBlock, withLayout } from "../graph.ts";
import { namesOf } from "../names.ts";
import { blockPorts } from "../ports.ts";
import { blockSchema, layoutSchema } from "../schema.ts";
import type { BlockDefinition, BlockId, GraphDocument } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse, refuseWith } from "./define.ts";
import { mapInstanceWires, requireRoom } from "./edits.ts";
import { idSchema, requireBlock, requireNoRecursion } from "./lookup.ts";
import { closureText } from "./paste.ts";

/** Adds a definition. The same one again changes nothing; another of its id is refused unless `replace` is set. */
export const defineBlock = defineCommand({
  id: "define-block",
  label: "Define block",
  args: z.strictObject({
    block: blockSchema,
    layout: z.exactOptional(layoutSchema),
    replace: z.exactOptional(z.boolean()),
  }),
  edit(document, { block, layout, replace = false }) {
    const [repeated] = repeatedIds(block.graph, ["block", "graph"]);
    if (repeated !== undefined) return refuseWith(repeated);
    const there = blockOf(document, block.id);
    if (there !== undefined && closureText(document, there) === closureText(document, block)) return document;
    if (there !== undefined && !replace) return refuse("edit/block-differs", "", { id: block.id });
    requireRoom(
      document,
      block.graph.nodes.length - (there?.graph.nodes.length ?? 0),
      block.graph.edges.length - (there?.graph.edges.length ?? 0),
    );
    const next = withBlock(document, block);
    for (const node of block.graph.nodes) {
      if (node.type === "block" && blockOf(next, node.block) !== undefined)
        requireNoRecursion(next, node.block, block.id);
    }
    const wired = there === undefined ? next : withoutLostPorts(next, block);
    return layout === undefined ? wired : withLayout(wired, block.id, layout);
  },
});

/** Wires to ports that the new definition does not have go with them. */
function withoutLostPorts(document: GraphDocument, block: BlockDefinition): GraphDocument {
  return (["in", "out"] as const).reduce((next, direction) => {
    const names = namesOf(blockPorts(block, direction));
    return mapInstanceWires(next, block.id, direction, (port) => (names.has(port) ? port : null));
  }, document);
}

export const setBlock = defineCommand({
  id: "set-block",
  label: "Describe block",
  args: z.strictObject({
    block: idSchema,
    title: z.exactOptional(z.string().min(1).max(200)),
    summary: z.exactOptional(z.string()),
    drawing: z.exactOptional(z.string()),
  }),
  edit(document, { block: id, ...changes }) {
    const block = requireBlock(document, id);
    const next = { ...block, ...changes };
    return JSON.stringify(next) === JSON.stringify(block) ? document : withBlock(document, next);
  },
});

function withoutBlocks(document: GraphDocument, gone: ReadonlySet<BlockId>): GraphDocument {
  if (gone.size === 0) return document;
  const kept = <T>(table: Readonly<Record<BlockId, T>>): Readonly<Record<BlockId, T>> =>
    Object.fromEntries(Object.entries(table).filter(([id]) => !gone.has(id)));
  const layout = { ...document.layout, blocks: kept(document.layout.blocks) };
  return { ...document, blocks: kept(document.blocks), layout };
}

export const removeBlock = defineCommand({
  id: "remove-block",
  label: "Remove block",
  args: z.strictObject({ block: idSchema }),
  edit(document, { block: id }) {
    const { title } = requireBlock(document, id);
    const isUsed = scopesOf(document).some((scope) =>
      graphOf(document, scope).nodes.some((node) => node.type === "block" && node.block === id),
    );
    return isUsed ? refuse("edit/block-used", "", { title }) : withoutBlocks(document, new Set([id]));
  },
});

/** Definitions that the document's graph does not need, directly or inside other blocks. */
export const removeUnusedBlocks = defineCommand({
  id: "remove-unused-blocks",
  label: "Remove unused blocks",
  args: z.strictObject({}),
  edit(document) {
    const used = usedBlocks(document, document.graph);
    return withoutBlocks(document, new Set(Object.keys(document.blocks).filter((id) => !used.has(id))));
  },
});

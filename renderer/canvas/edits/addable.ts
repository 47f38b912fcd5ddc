/** What can be put on a canvas: a layer, a block of the document, a block from outside it, a port. */
import { closureText } from "../../../engine/document/commands/paste.ts";
import { blockOf, graphOf, layoutOf, usedBlocks } from "../../../engine/document/graph.ts";
import { blockPorts } from "../../../engine/document/ports.ts";
import type { BlockDefinition, GraphDocument } from "../../../engine/document/types.ts";
import { type LayerKind, layerSpec } from "../../../engine/layers/index.ts";
import type { ParamValue } from "../../../engine/layers/param.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";
import { call } from "./dispatch.ts";

export type Addable =
  | {
      readonly type: "layer";
      readonly kind: LayerKind;
      readonly params?: Readonly<Record<string, ParamValue>>;
    }
  | { readonly type: "block"; readonly block: string }
  /** A block of another document: a template, or one's own palette. */
  | { readonly type: "foreign"; readonly source: GraphDocument; readonly block: string }
  | { readonly type: "port"; readonly direction: "in" | "out" };

/** How a new node can be wired. */
export interface AddablePorts {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const blockEnds = (block: BlockDefinition | undefined): AddablePorts => ({
  inputs: block === undefined ? [] : blockPorts(block, "in").map(({ name }) => name),
  outputs: block === undefined ? [] : blockPorts(block, "out").map(({ name }) => name),
});

export function addablePorts(item: Addable, document: GraphDocument): AddablePorts {
  switch (item.type) {
    case "layer":
      return {
        inputs: layerSpec(item.kind).inputs.map(({ name }) => name),
        outputs: item.kind === "output" ? [] : ["out"],
      };
    case "block":
      return blockEnds(blockOf(document, item.block));
    case "foreign":
      return blockEnds(blockOf(item.source, item.block));
    case "port":
      return item.direction === "in" ? { inputs: [], outputs: ["out"] } : { inputs: ["in"], outputs: [] };
  }
}

export interface Prepared {
  /** Calls that come first, so that the block is there. */
  readonly calls: readonly CommandCall[];
  /** The `node` argument of the commands that add. */
  readonly node: Readonly<Record<string, unknown>>;
}

/** Definitions that a block from outside needs; one that the document has under its id, but edited, gets a new id. */
function defineForeign(
  document: GraphDocument,
  source: GraphDocument,
  block: BlockDefinition,
  newId: () => string,
): { readonly calls: readonly CommandCall[]; readonly id: string } {
  const needed = [...usedBlocks(source, block.graph), block.id].flatMap((id) => blockOf(source, id) ?? []);
  const renamed = new Map<string, string>();
  const missing = needed.filter((definition) => {
    const there = blockOf(document, definition.id);
    if (there === undefined) return true;
    if (closureText(document, there) === closureText(source, definition)) return false;
    renamed.set(definition.id, newId());
    return true;
  });
  const idOf = (id: string): string => renamed.get(id) ?? id;
  // Innermost first: a definition may only speak of blocks that are there.
  const ordered = [...missing].sort(
    (a, b) => usedBlocks(source, graphOf(source, a.id)).size - usedBlocks(source, graphOf(source, b.id)).size,
  );
  const calls = ordered.map((definition) => {
    const nodes = definition.graph.nodes.map((node) =>
      node.type === "block" ? { ...node, block: idOf(node.block) } : node,
    );
    const own = { ...definition, id: idOf(definition.id), graph: { ...definition.graph, nodes } };
    return call("define-block", { block: own, layout: layoutOf(source, definition.id) });
  });
  return { calls, id: idOf(block.id) };
}

/** `id` becomes the id of the new node, so that later calls of the same step can refer to it. */
export function prepare(item: Addable, document: GraphDocument, id: string, newId: () => string): Prepared {
  switch (item.type) {
    case "layer":
      return {
        calls: [],
        node: {
          type: "layer",
          kind: item.kind,
          id,
          ...(item.params === undefined ? {} : { params: item.params }),
        },
      };
    case "block":
      return { calls: [], node: { type: "block", block: item.block, id } };
    case "port":
      return { calls: [], node: { type: "port", direction: item.direction, id } };
    case "foreign": {
      const block = blockOf(item.source, item.block);
      if (block === undefined) return { calls: [], node: { type: "block", block: item.block, id } };
      const defined = defineForeign(document, item.source, block, newId);
      return { calls: defined.calls, node: { type: "block", block: defined.id, id } };
    }
  }
}

/** Parameters of layers and arguments of blocks. */
import { layerSpec } from "../../layers/index.ts";
import type { ParamTable, ParamValue } from "../../layers/param.ts";
import { blockOf } from "../graph.ts";
import { identifierSchema, paramValueSchema } from "../schema.ts";
import type { BlockNode, GraphNode, LayerNode } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { mapNodes } from "./edits.ts";
import { idsSchema, requireGraph, requireNodes, scopeSchema } from "./lookup.ts";
import { blockTable, requireParams } from "./new-node.ts";

/** `null` goes back to the default. */
const changesSchema = z.record(
  identifierSchema,
  z.union([paramValueSchema, z.null()], { error: () => "a value, or null for the default" }),
);
type Changes = z.output<typeof changesSchema>;
type Stored = Readonly<Record<string, ParamValue>>;

/** What is stored afterwards; a value equal to the default is not stored. */
function merged(table: ParamTable, stored: Stored, changes: Changes, path: string): Stored {
  const given = Object.entries(changes).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  requireParams(table, Object.fromEntries(given), path);
  const next = new Map(Object.entries(stored));
  for (const [name, value] of Object.entries(changes)) {
    const initial = Object.hasOwn(table, name) ? table[name]?.default : undefined;
    if (value === null || sameValue(value, initial)) next.delete(name);
    else if (!sameValue(value, next.get(name))) next.set(name, value);
  }
  const result = Object.fromEntries(next);
  return sameTable(stored, result) ? stored : result;
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameTable = (a: Stored, b: Stored): boolean => {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
  );
};

const isLayer = (node: GraphNode): node is LayerNode =>
  node.type === "layer" || refuse("edit/not-a-layer", node.name, { name: node.name });
const isBlock = (node: GraphNode): node is BlockNode =>
  node.type === "block" || refuse("edit/not-a-block", node.name, { name: node.name });

export const setParams = defineCommand({
  id: "set-params",
  label: "Change parameters",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, params: changesSchema }),
  edit(document, { scope, ids, params: changes }) {
    requireNodes(requireGraph(document, scope), ids);
    return mapNodes(document, scope, new Set(ids), (node) => {
      if (!isLayer(node)) return node;
      const params = merged(layerSpec(node.kind).params, node.params, changes, node.name);
      return params === node.params ? node : { ...node, params };
    });
  },
});

export const setArgs = defineCommand({
  id: "set-args",
  label: "Change arguments",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema, args: changesSchema }),
  edit(document, { scope, ids, args: changes }) {
    requireNodes(requireGraph(document, scope), ids);
    return mapNodes(document, scope, new Set(ids), (node) => {
      if (!isBlock(node)) return node;
      const definition = blockOf(document, node.block);
      const args = merged(
        definition === undefined ? {} : blockTable(definition),
        node.args,
        changes,
        node.name,
      );
      return args === node.args ? node : { ...node, args };
    });
  },
});

/** The parameters of a block. What is inside and what uses it follow. */
import type { ParamSpec, ParamValue } from "../../layers/param.ts";
import { graphOf, scopesOf, withBlock, withGraph } from "../graph.ts";
import { identifierSchema } from "../schema.ts";
import { paramSpecSchema } from "../schema-params.ts";
import type { BlockDefinition, BlockParameter, GraphDocument } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { idSchema, requireBlock } from "./lookup.ts";
import { type Replacements, replacementOf, substituteInNode } from "./substitute.ts";

const byName = { block: idSchema, name: identifierSchema };

const known = (block: BlockDefinition): string =>
  block.parameters.map(({ name }) => name).join(", ") || "none";

function requireParameter(block: BlockDefinition, name: string): BlockParameter {
  const found = block.parameters.find((parameter) => parameter.name === name);
  return found ?? refuse("edit/no-parameter", "", { title: block.title, name, known: known(block) });
}
function requireFree(block: BlockDefinition, name: string): void {
  if (block.parameters.some((parameter) => parameter.name === name))
    refuse("edit/parameter-taken", "", { name });
}

const inside = (block: BlockDefinition, by: Replacements): BlockDefinition => ({
  ...block,
  graph: { ...block.graph, nodes: block.graph.nodes.map((node) => substituteInNode(node, by)) },
});

type Args = Readonly<Record<string, ParamValue>>;

/** Applies a change to the arguments of every node of a block, in all graphs. */
function mapArguments(document: GraphDocument, block: string, change: (args: Args) => Args): GraphDocument {
  let next = document;
  for (const scope of scopesOf(document)) {
    const graph = graphOf(next, scope);
    if (!graph.nodes.some((node) => node.type === "block" && node.block === block)) continue;
    const nodes = graph.nodes.map((node) =>
      node.type === "block" && node.block === block ? { ...node, args: change(node.args) } : node,
    );
    next = withGraph(next, scope, { ...graph, nodes });
  }
  return next;
}

export const addBlockParameter = defineCommand({
  id: "add-block-parameter",
  label: "Add parameter",
  args: z.strictObject({ ...byName, spec: paramSpecSchema }),
  edit(document, { block: id, name, spec }) {
    const block = requireBlock(document, id);
    requireFree(block, name);
    return withBlock(document, { ...block, parameters: [...block.parameters, { name, spec }] });
  },
});

/** Its type, default and limits; arguments that no longer fit are reported by `expand`. */
export const setBlockParameter = defineCommand({
  id: "set-block-parameter",
  label: "Change parameter",
  args: z.strictObject({ ...byName, spec: paramSpecSchema }),
  edit(document, { block: id, name, spec }) {
    const block = requireBlock(document, id);
    requireParameter(block, name);
    const parameters = block.parameters.map((old): { name: string; spec: ParamSpec } =>
      old.name === name ? { name, spec } : old,
    );
    return withBlock(document, { ...block, parameters });
  },
});

export const renameBlockParameter = defineCommand({
  id: "rename-block-parameter",
  label: "Rename parameter",
  args: z.strictObject({ ...byName, to: identifierSchema }),
  edit(document, { block: id, name, to }) {
    const block = requireBlock(document, id);
    requireParameter(block, name);
    if (name === to) return document;
    requireFree(block, to);
    const parameters = block.parameters.map((old) => (old.name === name ? { ...old, name: to } : old));
    const renamed = inside({ ...block, parameters }, new Map([[name, { value: `=${to}`, whole: false }]]));
    return mapArguments(withBlock(document, renamed), id, (args) =>
      Object.fromEntries(Object.entries(args).map(([key, value]) => [key === name ? to : key, value])),
    );
  },
});

/** Inside, its default takes its place. */
export const removeBlockParameter = defineCommand({
  id: "remove-block-parameter",
  label: "Remove parameter",
  args: z.strictObject(byName),
  edit(document, { block: id, name }) {
    const block = requireBlock(document, id);
    const { spec } = requireParameter(block, name);
    const parameters = block.parameters.filter((old) => old.name !== name);
    const fixed = inside({ ...block, parameters }, new Map([[name, replacementOf(spec, undefined)]]));
    return mapArguments(withBlock(document, fixed), id, (args) =>
      Object.fromEntries(Object.entries(args).filter(([key]) => key !== name)),
    );
  },
});

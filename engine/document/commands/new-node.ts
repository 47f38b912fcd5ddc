/** Nodes that do not exist yet, as arguments describe them. */
import { layerKinds, layerSpec } from "../../layers/index.ts";
import type { ParamTable, ParamValue } from "../../layers/param.ts";
import type { CommandContext } from "../commands.ts";
import { idsOf } from "../ids.ts";
import { freeName, nameBase, namesOf, uniqueName } from "../names.ts";
import { checkForm, knownParams, paramProblem } from "../params.ts";
import { idSchema, nameSchema, paramsSchema } from "../schema.ts";
import type { BlockDefinition, Graph, GraphDocument, GraphNode, Scope } from "../types.ts";
import { z } from "../zod.ts";
import { refuse, refuseWith } from "./define.ts";
import { requireBlock, requireNoRecursion } from "./lookup.ts";
import { repeatSchema, requireReadable } from "./repeat.ts";

const given = { name: z.exactOptional(nameSchema), id: z.exactOptional(idSchema) };

/** Without a name it gets the next free one of its kind; an id may be given so that further calls can refer to it. */
export const newNodeSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("layer"),
    kind: z.enum(layerKinds),
    params: z.exactOptional(paramsSchema),
    ...given,
  }),
  z.strictObject({
    type: z.literal("block"),
    block: idSchema,
    args: z.exactOptional(paramsSchema),
    repeat: z.exactOptional(repeatSchema),
    ...given,
  }),
  z.strictObject({ type: z.literal("port"), direction: z.enum(["in", "out"]), ...given }),
]);
export type NewNode = z.output<typeof newNodeSchema>;

/** The parameters of a block as a table. */
export const blockTable = (definition: BlockDefinition): ParamTable =>
  Object.fromEntries(definition.parameters.map(({ name, spec }) => [name, spec]));

/** Ends the edit where a value cannot be right: an unknown name, a wrong type, a literal beyond its limits. */
export function requireParams(
  table: ParamTable,
  values: Readonly<Record<string, ParamValue>>,
  path: string,
): void {
  for (const [name, value] of Object.entries(values)) {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    const issue =
      spec === undefined
        ? ({ code: "param/unknown", values: { known: knownParams(table) } } as const)
        : checkForm(spec, value);
    if (issue !== null) refuseWith(paramProblem(issue, name, { path }));
  }
}

export function makeNode(
  document: GraphDocument,
  scope: Scope,
  graph: Graph,
  spec: NewNode,
  context: CommandContext,
): GraphNode {
  const taken = namesOf(graph.nodes);
  if (spec.id !== undefined && idsOf(document).has(spec.id)) refuse("edit/id-taken", "", { id: spec.id });
  if (spec.name !== undefined && taken.has(spec.name)) {
    refuse("edit/name-taken", spec.name, { name: spec.name, free: freeName(spec.name, taken) });
  }
  const id = spec.id ?? context.newId();
  const named = (base: string) => ({ id, name: spec.name ?? uniqueName(base, taken) });
  switch (spec.type) {
    case "layer": {
      const node = named(nameBase(spec.kind));
      requireParams(layerSpec(spec.kind).params, spec.params ?? {}, node.name);
      return { ...node, type: "layer", kind: spec.kind, params: spec.params ?? {} };
    }
    case "block": {
      requireNoRecursion(document, spec.block, scope);
      const definition = requireBlock(document, spec.block);
      const node = named(nameFromTitle(definition.title));
      requireParams(blockTable(definition), spec.args ?? {}, node.name);
      const repeat = spec.repeat === undefined ? {} : { repeat: requireReadable(spec.repeat, node.name) };
      return { ...node, type: "block", block: spec.block, args: spec.args ?? {}, ...repeat };
    }
    case "port": {
      if (scope === null) refuse("edit/port-outside", "");
      const { direction } = spec;
      const name = spec.name ?? (taken.has(direction) ? uniqueName(direction, taken) : direction);
      return { id, name, type: "port", direction };
    }
  }
}

/** A title as a name: `Residual block` becomes `residual_block`. */
export function nameFromTitle(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  return name === "" ? "block" : name;
}

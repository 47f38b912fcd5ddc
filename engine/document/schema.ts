/** The strict form of a document. What passes is rebuilt, so that nothing foreign comes in with it. */
import { isLayerKind, layerKinds, layerSpec } from "../layers/index.ts";
import { isExpression, type ParamSpec, type ParamValue } from "../layers/param.ts";
import { ID_RULE, IDENTIFIER_RULE, NAME_RULE } from "./messages.ts";
import { isId, isIdentifier, isNodeName } from "./names.ts";
import { checkParam, knownParams, type ParamIssue } from "./params.ts";
import { paramSpecSchema } from "./schema-params.ts";
import { trainingSchema } from "./schema-training.ts";
import {
  type BlockNode,
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type Edge,
  type Graph,
  type GraphDocument,
  type GraphNode,
  type LayerNode,
  type Note,
  type PortNode,
  type ScopeLayout,
} from "./types.ts";
import { z } from "./zod.ts";

const named = (what: string, rule: string, test: (text: string) => boolean) =>
  z.string().refine(test, { params: { code: "file/bad-name", values: { what, rule } } });

export const idSchema = named("an id", ID_RULE, isId);
export const nameSchema = named("the name of a node", NAME_RULE, isNodeName);
export const identifierSchema = named("a name in expressions", IDENTIFIER_RULE, isIdentifier);
export const finite = z.number();
export const scopeSchema = z.union([idSchema, z.null()]);

const scalar = z.union([z.number(), z.boolean(), z.string()]);
export const paramValueSchema: z.ZodType<ParamValue> = z.union([scalar, z.array(scalar).max(64)], {
  error: () => "a number, true or false, a text, or a list of those",
});
export const paramsSchema = z.record(identifierSchema, paramValueSchema);
const mutedSchema = z.union([z.boolean(), z.string()], { error: () => "true, false or an expression" });

const frozenSchema = z.literal(true, { error: () => "true, or nothing at all" });

const base = { id: idSchema, name: nameSchema };
const blockNode: z.ZodType<BlockNode> = z.strictObject({
  ...base,
  type: z.literal("block"),
  block: idSchema,
  args: paramsSchema,
  repeat: z.exactOptional(z.union([z.number(), z.string()], { error: () => "a number or an expression" })),
  muted: z.exactOptional(mutedSchema),
  frozen: z.exactOptional(frozenSchema),
});
const portNode: z.ZodType<PortNode> = z.strictObject({
  ...base,
  type: z.literal("port"),
  direction: z.enum(["in", "out"]),
  muted: z.exactOptional(mutedSchema),
});
const layerNode: z.ZodType<LayerNode> = z
  .strictObject({
    ...base,
    type: z.literal("layer"),
    kind: z.enum(layerKinds),
    params: paramsSchema,
    muted: z.exactOptional(mutedSchema),
    frozen: z.exactOptional(frozenSchema),
  })
  .superRefine((node, context) => {
    const table = layerSpec(node.kind).params;
    for (const [name, value] of Object.entries(node.params)) {
      const issue = judgeStored(
        Object.hasOwn(table, name) ? table[name] : undefined,
        value,
        knownParams(table),
      );
      if (issue === null) continue;
      const params = { code: issue.code, values: { ...issue.values, param: name } };
      context.addIssue({ code: "custom", path: ["params", name], params });
    }
  });
/** Of an unknown kind: only what the editor itself needs is checked, the rest is kept as it is. */
const unknownNode = z.looseObject({ ...base, muted: z.exactOptional(mutedSchema) });

/** Names and types only: a value beyond its limits can be mended in the editor, one of another type cannot be shown. */
function judgeStored(spec: ParamSpec | undefined, value: ParamValue, known: string): ParamIssue | null {
  if (spec === undefined) return { code: "param/unknown", values: { known } };
  const expressions = Array.isArray(value) ? value.some(isExpression) : isExpression(value);
  if (expressions) return null;
  const result = checkParam(spec, value);
  if (result.ok || result.issue.code === "param/out-of-range" || !result.issue.code.startsWith("param/"))
    return null;
  return result.issue as ParamIssue;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Each type by its own schema, so that what is refused is named at its own place. */
export const nodeSchema: z.ZodType<GraphNode> = z.unknown().transform((raw, context): GraphNode => {
  const quarantined =
    isObject(raw) && raw.type === "layer" && typeof raw.kind === "string" && !isLayerKind(raw.kind);
  const schema = quarantined ? unknownNode : schemaOf(isObject(raw) ? raw.type : undefined);
  const result = schema.safeParse(raw, { reportInput: true });
  if (!result.success) {
    for (const issue of result.error.issues) context.issues.push({ ...issue } as z.core.$ZodRawIssue);
    return z.NEVER;
  }
  if (!quarantined) return result.data as GraphNode;
  const { id, name, muted } = result.data as z.infer<typeof unknownNode>;
  return { id, name, type: "unknown", ...(muted === undefined ? {} : { muted }), raw };
});

function schemaOf(type: unknown): z.ZodType {
  if (type === "layer") return layerNode;
  if (type === "block") return blockNode;
  if (type === "port") return portNode;
  return z.looseObject({ type: z.enum(["layer", "block", "port"]) });
}

export const edgeSchema: z.ZodType<Edge> = z.strictObject({
  id: idSchema,
  from: idSchema,
  fromPort: nameSchema,
  to: idSchema,
  toPort: nameSchema,
  slot: z.int().min(0).max(100_000),
});
export const graphSchema: z.ZodType<Graph> = z.strictObject({
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
});

const coordinate = z.number().min(-1e7).max(1e7);
export const positionSchema = z.strictObject({ x: coordinate, y: coordinate });
const side = z.number().min(1).max(1e6);
export const noteSchema = z.strictObject({
  id: idSchema,
  type: z.enum(["note", "frame"]),
  text: z.string(),
  x: coordinate,
  y: coordinate,
  width: side,
  height: side,
}) satisfies z.ZodType<Note>;
export const layoutSchema: z.ZodType<ScopeLayout> = z.strictObject({
  nodes: z.record(idSchema, positionSchema),
  notes: z.array(noteSchema),
});

export const parameterSchema = z.strictObject({ name: identifierSchema, spec: paramSpecSchema });
export const blockSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  summary: z.string(),
  drawing: z.exactOptional(z.string()),
  parameters: z.array(parameterSchema).max(256),
  graph: graphSchema,
});

export const aboutSchema = z.strictObject({
  title: z.string(),
  summary: z.string(),
  year: z.exactOptional(z.int().min(1900).max(2200)),
  authors: z.exactOptional(z.string()),
  source: z.exactOptional(z.string()),
});

export const documentSchema: z.ZodType<GraphDocument> = z.strictObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  about: aboutSchema,
  variables: z.record(identifierSchema, finite),
  graph: graphSchema,
  blocks: z.record(idSchema, blockSchema),
  layout: z.strictObject({ root: layoutSchema, blocks: z.record(idSchema, layoutSchema) }),
  training: trainingSchema,
});

/** A piece of a graph as text: what goes over the clipboard, between windows, and into a palette of one's own. */
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { repeatedIds } from "./consistency.ts";
import { graphOf, layoutOf, usedBlocks } from "./graph.ts";
import { inspectCounts } from "./inspect.ts";
import { fileMessages } from "./messages.ts";
import { showValue } from "./params.ts";
import { parseJson } from "./parse.ts";
import { isPort } from "./ports.ts";
import { prettyJson } from "./pretty.ts";
import { blockSchema, graphSchema, idSchema, layoutSchema } from "./schema.ts";
import { schemaProblems } from "./schema-issues.ts";
import { blockJson, graphJson, layoutJson } from "./serialize.ts";
import type { BlockDefinition, Graph, GraphDocument, Scope, ScopeLayout } from "./types.ts";
import { z } from "./zod.ts";

export const FRAGMENT_FORMAT = "layerloom/fragment";
export const FRAGMENT_VERSION = 1;

export interface Fragment {
  readonly graph: Graph;
  readonly layout: ScopeLayout;
  /** Every definition that the nodes need, directly or inside other blocks. */
  readonly blocks: Readonly<Record<string, BlockDefinition>>;
  readonly blockLayouts: Readonly<Record<string, ScopeLayout>>;
}

const fragmentSchema = z.strictObject({
  format: z.literal(FRAGMENT_FORMAT),
  version: z.literal(FRAGMENT_VERSION),
  graph: graphSchema,
  layout: layoutSchema,
  blocks: z.record(idSchema, blockSchema),
  blockLayouts: z.record(idSchema, layoutSchema),
});

/** The nodes and notes of `ids` with the wires between them; ports of a block stay with their block. */
export function copyFragment(document: GraphDocument, scope: Scope, ids: Iterable<string>): string {
  const wanted = new Set(ids);
  const all = graphOf(document, scope);
  const nodes = all.nodes.filter((node) => wanted.has(node.id) && !isPort(node));
  const kept = new Set(nodes.map(({ id }) => id));
  const graph = { nodes, edges: all.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)) };
  const layout = layoutOf(document, scope);
  const used = [...usedBlocks(document, graph)].sort();
  const positions = Object.fromEntries(Object.entries(layout.nodes).filter(([id]) => kept.has(id)));
  const notes = layout.notes.filter((note) => wanted.has(note.id));
  const blocks = used.map((id) => [id, graphOf(document, id), document.blocks[id]] as const);
  return prettyJson({
    format: FRAGMENT_FORMAT,
    version: FRAGMENT_VERSION,
    graph: graphJson(graph, document),
    layout: layoutJson({ nodes: positions, notes }),
    blocks: Object.fromEntries(
      blocks.flatMap(([id, , block]) => (block ? [[id, blockJson(block, document)]] : [])),
    ),
    blockLayouts: Object.fromEntries(used.map((id) => [id, layoutJson(layoutOf(document, id))])),
  });
}

/** Strict as a document; text that is something else is refused with the reason. */
export function parseFragment(text: string): Result<Fragment> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const { value } = json;
  const header =
    typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (header.format !== FRAGMENT_FORMAT) {
    const values = { got: showValue(header.format), expected: FRAGMENT_FORMAT };
    return fail(problem(fileMessages, "file/wrong-format", { path: "format" }, values));
  }
  if (typeof header.version === "number" && header.version > FRAGMENT_VERSION) {
    const values = { got: showValue(header.version), known: FRAGMENT_VERSION };
    return fail(problem(fileMessages, "file/newer-version", { path: "version" }, values));
  }
  const tooMany = inspectCounts(header);
  if (tooMany !== null) return fail(tooMany);
  const result = fragmentSchema.safeParse(value, { reportInput: true });
  if (!result.success) return fail(...schemaProblems(result.error.issues));
  const problems = [
    ...repeatedIds(result.data.graph, ["graph"]),
    ...Object.entries(result.data.blocks).flatMap(([id, block]) =>
      repeatedIds(block.graph, ["blocks", id, "graph"]),
    ),
  ];
  return problems.length === 0 ? ok(result.data) : fail(...problems);
}

/** Whether text from a clipboard is meant to be a fragment; cheap. */
export const looksLikeFragment = (text: string): boolean => text.includes(`"${FRAGMENT_FORMAT}"`);

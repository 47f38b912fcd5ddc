/** The built-in documents, parsed, for the tests about them. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseDocument } from "../../engine/document/parse.ts";
import type { GraphDocument } from "../../engine/document/types.ts";

const root = join(import.meta.dirname, "..", "..", "templates");

export type TemplateFolder = "models" | "blocks";

export const templateFile = (folder: TemplateFolder, id: string): string => join(root, folder, `${id}.json`);

export const templateIds = (folder: TemplateFolder): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"))
    .sort();

export function readTemplate(folder: TemplateFolder, id: string): GraphDocument {
  const parsed = parseDocument(readFileSync(templateFile(folder, id)));
  if (!parsed.ok)
    throw new Error(`${id}: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`);
  return parsed.value;
}

/** The document with arguments of one block node of the top graph replaced. */
export function withArgs(
  document: GraphDocument,
  name: string,
  change: { readonly args?: Readonly<Record<string, number>>; readonly repeat?: number },
): GraphDocument {
  const nodes = document.graph.nodes.map((node) =>
    node.type === "block" && node.name === name
      ? {
          ...node,
          args: { ...node.args, ...change.args },
          ...(change.repeat === undefined ? {} : { repeat: change.repeat }),
        }
      : node,
  );
  if (nodes.every((node, i) => node === document.graph.nodes[i])) throw new Error(`no block named ${name}`);
  return { ...document, graph: { ...document.graph, nodes } };
}

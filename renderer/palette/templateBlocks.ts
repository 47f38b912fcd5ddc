/** The blocks that come with the program. In a chunk of its own: the first screen needs none of them. */
import { parseDocumentJson } from "../../engine/document/parse.ts";
import type { BlockSource } from "./entries.ts";

const files = import.meta.glob<unknown>("../../templates/blocks/*.json", { eager: true, import: "default" });

export const templateBlocks: readonly BlockSource[] = Object.entries(files).map(([path, json]) => {
  const id = path.replace(/^.*\/|\.json$/g, "");
  const parsed = parseDocumentJson(json);
  if (!parsed.ok) throw new Error(`${id}: ${parsed.problems[0]?.message ?? ""}`);
  return { id, document: parsed.value };
});

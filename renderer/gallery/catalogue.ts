/** The templates: cards at once, documents when they are opened. */
import { parseDocumentJson } from "../../engine/document/parse.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Result } from "../../engine/tensor/problem.ts";
import type { TemplateCard } from "./describe.ts";

export interface Catalogue {
  readonly cards: readonly TemplateCard[];
  load(id: string): Promise<Result<GraphDocument>>;
}

/** `files` loads the JSON of a template by its id. */
export const createCatalogue = (
  cards: readonly TemplateCard[],
  files: Readonly<Record<string, () => Promise<unknown>>>,
): Catalogue => ({
  cards,
  async load(id) {
    const load = files[id];
    if (load === undefined) throw new Error(`There is no template ${id}`);
    return parseDocumentJson(await load());
  },
});

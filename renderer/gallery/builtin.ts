/** The catalogue of this build. */
import { cards } from "virtual:templates";
import { type Catalogue, createCatalogue } from "./catalogue.ts";

const modules = import.meta.glob<unknown>("../../templates/models/*.json", { import: "default" });
const idOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.json$/, "");

export const builtinCatalogue = (): Catalogue =>
  createCatalogue(
    cards,
    Object.fromEntries(Object.entries(modules).map(([path, load]) => [idOf(path), load])),
  );

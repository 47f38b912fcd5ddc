/** The network drawn for the formats that hold a picture of it: here, where its words are known in every language. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { graphSvg } from "../../engine/targets/svg/svg.ts";
import { pictureWords } from "../canvas/words.ts";
import type { Texts } from "../i18n/i18n.ts";
import type { OfferedFormat } from "./formats.ts";

/** A card is read on white pages. */
const themeOf = (format: OfferedFormat, theme: "light" | "dark"): "light" | "dark" =>
  format === "card" ? "light" : theme;

/** SVG text as `picture`; nothing for a format without one. */
export function pictureFor(
  format: OfferedFormat,
  document: GraphDocument,
  texts: Texts,
  theme: "light" | "dark",
): { readonly picture?: string } {
  if (format !== "svg" && format !== "png" && format !== "card") return {};
  const analysis = createAnalyser().analyse(document);
  return {
    picture: graphSvg(document, [], analysis, { theme: themeOf(format, theme), words: pictureWords(texts) }),
  };
}

/** A picture of the top graph as SVG, as the canvas draws it. */
import { ok } from "../../tensor/problem.ts";
import { textFile } from "../support/files.ts";
import type { Target } from "../support/types.ts";
import { graphSvg } from "../svg/svg.ts";

export const pictureTarget: Target = {
  layout: "file",
  // What is unfinished can be shown too.
  check: () => [],
  write: async ({ document, analysis, theme = "light", picture }) =>
    ok([textFile("model.svg", picture ?? graphSvg(document, [], analysis, { theme }))]),
};

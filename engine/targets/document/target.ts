/** The document itself: what the editor opens. It has no weights. */
import { serializeDocument } from "../../document/serialize.ts";
import { ok } from "../../tensor/problem.ts";
import { textFile } from "../support/files.ts";
import type { Target } from "../support/types.ts";

export const documentTarget: Target = {
  layout: "file",
  // Also an unfinished document can be kept.
  check: () => [],
  write: async ({ document }) => ok([textFile("model.json", serializeDocument(document))]),
};

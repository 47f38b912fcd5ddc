/** What can be wrong with files that were exported. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const checkMessages = {
  "check/unreadable": {
    message: "{by} does not load what was written: {reason}",
    remedy: "Export again; if it happens again, please report it with the document.",
  },
  "check/nothing-to-check": {
    message: "This format holds nothing that can be loaded and compared.",
    remedy: "Open the file and look at it.",
  },
} as const satisfies MessageTable;

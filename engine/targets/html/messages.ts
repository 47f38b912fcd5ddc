/** What a single page cannot hold. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const pageMessages = {
  "html/too-large": {
    message: "The weights take {bytes} bytes; a page in a browser holds at most {limit}.",
    remedy: "Export to ONNX or TensorFlow.js, or make the largest dense layer smaller.",
  },
} as const satisfies MessageTable;

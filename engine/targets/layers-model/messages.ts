/** What stock tfjs layers cannot say. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const layersModelMessages = {
  "tfjs/local-response-norm": {
    message: "No stock layer of TensorFlow.js computes local response normalisation.",
    remedy: "Replace it by batch normalisation and train again, or export to ONNX.",
  },
  "tfjs/dilated-pooling": {
    message: "Max pooling with dilation {dilation} has no stock layer in TensorFlow.js.",
    remedy: "Set the dilation to 1, or export to ONNX.",
  },
  "tfjs/grouped-too-large": {
    message:
      "TensorFlow.js has no grouped convolution; written as a full one, this kernel grows to {elements} numbers.",
    remedy: "Use fewer channels or fewer groups here, or export to ONNX.",
  },
} as const satisfies MessageTable;

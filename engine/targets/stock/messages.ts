/** What stock layers cannot say. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const stockMessages = {
  "stock/local-response-norm": {
    message: "No stock layer of {target} computes local response normalisation.",
    remedy: "Replace it by batch normalisation and train again, or export to ONNX or PyTorch.",
  },
  "stock/dilated-pooling": {
    message: "Max pooling with a dilation above 1 has no stock layer in {target}.",
    remedy: "Set the dilation to 1, or export to ONNX or PyTorch.",
  },
  "stock/grouped-too-large": {
    message:
      "{target} has no grouped convolution everywhere; written as a full one, this kernel grows to {elements} numbers.",
    remedy: "Use fewer channels or fewer groups here, or export to ONNX or PyTorch.",
  },
} as const satisfies MessageTable;

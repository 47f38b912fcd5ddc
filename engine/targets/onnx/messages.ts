/** What an ONNX file cannot hold. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const onnxMessages = {
  "onnx/too-large": {
    message: "The file would take {bytes} bytes; ONNX files end at 1.9 GB.",
    remedy: "Export as safetensors, or make the largest dense layer smaller.",
  },
} as const satisfies MessageTable;

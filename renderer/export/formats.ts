/** The formats as the dialog shows them, in groups. */
import type { ExportFormat } from "../../engine/worker/protocol.ts";

export interface FormatGroup {
  readonly id: "run" | "train" | "share";
  readonly formats: readonly ExportFormat[];
}

/** To run the network elsewhere, to go on training it, to show it. */
export const FORMAT_GROUPS: readonly FormatGroup[] = [
  { id: "run", formats: ["onnx", "tfjs", "keras"] },
  { id: "train", formats: ["pytorch", "keras-code", "safetensors"] },
  { id: "share", formats: ["html", "card", "json", "svg"] },
];

/** Names of products and formats are the same in every language. */
export const FORMAT_NAMES: Readonly<Record<ExportFormat, string | null>> = {
  tfjs: "TensorFlow.js LayersModel",
  onnx: "ONNX",
  keras: "Keras 3",
  safetensors: "safetensors",
  pytorch: null,
  "keras-code": null,
  html: null,
  card: null,
  json: null,
  svg: "SVG",
};

/** Formats that say how the network is, not what it has learned. */
export const withoutWeights = (format: ExportFormat): boolean => ["card", "json", "svg"].includes(format);

/** What becomes of frozen layers; `null` where there is nothing to say about it. */
export const FREEZING: Readonly<Record<ExportFormat, "kept" | "named" | "statistics" | "unsaid" | null>> = {
  tfjs: "statistics",
  onnx: "unsaid",
  keras: "kept",
  safetensors: "unsaid",
  pytorch: "kept",
  "keras-code": "kept",
  html: null,
  card: "named",
  json: "kept",
  svg: null,
};

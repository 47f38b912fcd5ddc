/** The formats as the dialog shows them, in groups. */
import type { ExportFormat } from "../../engine/worker/values.ts";

/** The engine's formats, and what the page makes of one of them: a PNG is drawn from the SVG. */
export type OfferedFormat = ExportFormat | "png";

export const engineFormat = (format: OfferedFormat): ExportFormat => (format === "png" ? "svg" : format);

export interface FormatGroup {
  readonly id: "run" | "train" | "share";
  readonly formats: readonly OfferedFormat[];
}

/** To run the network elsewhere, to go on training it, to show it. */
export const FORMAT_GROUPS: readonly FormatGroup[] = [
  { id: "run", formats: ["onnx", "tfjs", "keras"] },
  { id: "train", formats: ["pytorch", "keras-code", "safetensors"] },
  { id: "share", formats: ["html", "card", "json", "svg", "png"] },
];

/** Names of products and formats are the same in every language. */
export const FORMAT_NAMES: Readonly<Record<OfferedFormat, string | null>> = {
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
  png: "PNG",
};

/** Formats that say how the network is, not what it has learned. */
export const withoutWeights = (format: OfferedFormat): boolean =>
  ["card", "json", "svg", "png"].includes(format);

/** What becomes of frozen layers; `null` where there is nothing to say about it. */
export const FREEZING: Readonly<Record<OfferedFormat, "kept" | "named" | "statistics" | "unsaid" | null>> = {
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
  png: null,
};

/** Names of the formats alone, for menus and help that need no target. */
export const EXPORT_FORMATS = [
  "tfjs",
  "onnx",
  "keras",
  "safetensors",
  "pytorch",
  "keras-code",
  "html",
  "card",
  "json",
  "svg",
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const WITHOUT_WEIGHTS: readonly ExportFormat[] = ["card", "json", "svg"];

/** Formats that hold no weights need none to be drawn or read. */
export const holdsWeights = (format: ExportFormat): boolean => !WITHOUT_WEIGHTS.includes(format);

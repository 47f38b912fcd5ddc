/** Names of the formats alone, for menus and help that need no target. */
export const EXPORT_FORMATS = ["tfjs", "onnx", "keras", "safetensors", "pytorch", "json", "svg"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const WITHOUT_WEIGHTS: readonly ExportFormat[] = ["json", "svg"];

/** Formats that hold no weights can be written of an unfinished network too. */
export const holdsWeights = (format: ExportFormat): boolean => !WITHOUT_WEIGHTS.includes(format);

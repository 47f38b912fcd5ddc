/** Names of the formats alone, for menus and help that need no target. */
export const EXPORT_FORMATS = ["tfjs", "onnx", "keras", "safetensors", "pytorch", "json", "svg"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

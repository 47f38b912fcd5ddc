/** Bounds on everything that comes from outside. One table, so that every reader refuses alike. */
export const LIMITS = {
  documentBytes: 32 * 1024 * 1024,
  nodes: 5_000,
  edges: 20_000,
  blockDepth: 64,
  stringBytes: 10_000,
  dimension: 65_536,
  /** Length of a vector; a flattened image is longer than any one axis of a map may be. */
  features: 16_777_216,
  /** Primitive layers after blocks and repeats are expanded. */
  expandedNodes: 20_000,
  imagePixels: 64_000_000,
  zipEntries: 10_000,
  zipRatio: 200,
  safetensorsHeaderBytes: 100 * 1024 * 1024,
} as const;

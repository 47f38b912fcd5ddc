/** Names of nodes: parts of canonical paths, and so of the names of weights. */
import type { GraphNode } from "./types.ts";

const NAME = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u;
/** Letters and digits of any script, `_`, `-`, and dots between them; at most 100 characters. */
export const isNodeName = (name: string): boolean =>
  name.length <= 100 && NAME.test(name) && name !== "__proto__";

/** Names in expressions: variables of the document and parameters of blocks. */
export const isIdentifier = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) && !RESERVED.has(name);
/** Have a meaning of their own in expressions; functions are told apart by their parenthesis. */
const RESERVED: ReadonlySet<string> = new Set(["true", "false", "i", "n"]);

export const isId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id);

/** Short names that the field uses; other kinds go by their own name without `2d`. */
const BASES: ReadonlyMap<string, string> = new Map([
  ["convTranspose2d", "deconv"],
  ["depthwiseConv2d", "dwconv"],
  ["maxPool2d", "pool"],
  ["avgPool2d", "pool"],
  ["globalAvgPool2d", "gap"],
  ["globalMaxPool2d", "gmp"],
  ["adaptiveAvgPool2d", "avgpool"],
  ["dense", "fc"],
  ["batchNorm", "bn"],
  ["layerNorm", "ln"],
  ["groupNorm", "gn"],
  ["localResponseNorm", "lrn"],
  ["zeroPad2d", "pad"],
  ["channelShuffle", "shuffle"],
]);
export const nameBase = (kind: string): string =>
  BASES.get(kind) ??
  kind
    .replace(/2d$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");

/** `input` and `output` as they are while free, `conv1`, `conv2`, ... for the rest. */
export function uniqueName(base: string, taken: ReadonlySet<string>): string {
  const alone = base === "input" || base === "output" || /\d$/.test(base);
  if (alone && !taken.has(base)) return base;
  const stem = /\d$/.test(base) ? `${base}_` : base;
  for (let count = 1; ; count++) {
    if (!taken.has(`${stem}${count}`)) return `${stem}${count}`;
  }
}

/** `name` while it is free, otherwise the next of its kind: `conv1` becomes `conv2`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/\d+$/, "");
  return uniqueName(stem === "" ? `${name}_` : stem, taken);
}

export const namesOf = (nodes: readonly GraphNode[]): Set<string> => new Set(nodes.map((node) => node.name));

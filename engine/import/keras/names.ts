/** Where a layer of Keras stands, by its name. */
import { isNodeName } from "../../document/names.ts";
import type { Wish } from "../draft.ts";

/** Keras's applications number their blocks in the names of layers: `conv2_block1_1_conv`, `block_3_expand`, `block2a_dwconv`. */
const IN_BLOCK = /^(.*?block_?\d+[a-z]?)_(.+)$/;

export function wishOf(name: string): Wish {
  const clean = name
    .replace(/[^\p{L}\p{N}_.-]+/gu, "_")
    .replace(/\.{2,}/g, ".")
    .replace(/^[._]+|\.+$/g, "");
  const [, block, part] = IN_BLOCK.exec(clean) ?? [];
  const path = block === undefined || part === undefined ? clean : `${block}.${part}`;
  return isNodeName(path) ? { path } : {};
}

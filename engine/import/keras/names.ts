/** Where a layer of Keras stands, by its name. */
import { isNodeName } from "../../document/names.ts";
import type { Wish } from "../draft.ts";

/** Keras's applications number their blocks in the names of layers: `conv2_block1_1_conv`, `block_3_expand`, `block2a_dwconv`. */
const IN_BLOCK = /^(.*?block_?\d+[a-z]?)_(.+)$/;

/** What our own export adds to the name of a layer that it writes as several. */
const OWN_PARTS =
  /\.(flat|map|channels_last|gather|affine|affine_flat|scale|scale_flat|columns|rows|crop|stride)$/;

/** The name of the layer of ours that a layer is a part of. */
export const ownName = (name: string): string => name.replace(OWN_PARTS, "");

export function wishOf(name: string): Wish {
  const clean = ownName(name)
    .replace(/[^\p{L}\p{N}_.-]+/gu, "_")
    .replace(/\.{2,}/g, ".")
    .replace(/^[._]+|\.+$/g, "");
  const [, block, part] = IN_BLOCK.exec(clean) ?? [];
  const path = block === undefined || part === undefined ? clean : `${block}.${part}`;
  return isNodeName(path) ? { path } : {};
}

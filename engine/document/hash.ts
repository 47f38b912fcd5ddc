/** The identity of a network: what weights belong to. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { usedBlocks } from "./graph.ts";
import { blockJson, graphJson } from "./serialize.ts";
import type { GraphDocument } from "./types.ts";

/**
 * SHA-256 (hex) over the graph, the blocks it uses and the variables. Layout, texts, training settings and blocks that
 * are not used do not change it.
 */
export function graphHash(document: GraphDocument): string {
  const used = [...usedBlocks(document, document.graph)].sort();
  const blocks = used.map((id) => {
    const block = document.blocks[id];
    if (block === undefined) return null;
    const { parameters, graph } = blockJson(block, document);
    return { id, parameters, graph };
  });
  const variables = Object.entries(document.variables).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({ graph: graphJson(document.graph, document), blocks, variables });
  return bytesToHex(sha256(utf8ToBytes(text)));
}

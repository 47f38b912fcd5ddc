/** Words and colour of a node of the document. */
import { blockOf } from "../../../engine/document/graph.ts";
import type { GraphDocument, GraphNode } from "../../../engine/document/types.ts";
import { layerSpec } from "../../../engine/layers/index.ts";
import type { Tone } from "../../../engine/targets/svg/scene.ts";
import type { Texts } from "../../i18n/i18n.ts";

export function toneOf(node: GraphNode): Tone {
  return node.type === "layer" ? layerSpec(node.kind).family : node.type;
}

export const unknownKind = (raw: Readonly<Record<string, unknown>>): string =>
  typeof raw.kind === "string" ? raw.kind : "";

/** `Conv 2D`, the title of a block, `Input of the block`. */
export function kindOf(
  document: GraphDocument,
  node: GraphNode,
  { t, engine }: Pick<Texts, "t" | "engine">,
): string {
  switch (node.type) {
    case "layer":
      return engine.kindTitle(node.kind);
    case "block":
      return engine.block(blockOf(document, node.block)?.title ?? node.block);
    case "port":
      return t(node.direction === "in" ? "inspector:port.in" : "inspector:port.out");
    case "unknown":
      return unknownKind(node.raw) || t("inspector:unknown.heading");
  }
}

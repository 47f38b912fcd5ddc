import { isLayerKind, layerSpec } from "../../layers/index.ts";
import type { Words } from "./scene.ts";

const layerTitle = (kind: string): string => (isLayerKind(kind) ? layerSpec(kind).title : kind);

/** A picture in English, for the command line. */
export const englishWords: Words = {
  layerTitle,
  shortTitle: (kind) => layerTitle(kind).replace(/ 2D$/, ""),
  brief: (text) => text,
  problem: ({ message, remedy }) => ({ message, remedy }),
  port: (direction) => (direction === "in" ? "Block input" : "Block output"),
  block: (title) => title,
  unknown: "Unknown layer",
};

import { isLayerKind, layerSpec } from "../../layers/index.ts";
import type { Words } from "./scene.ts";

/** A picture in English, for the command line. */
export const englishWords: Words = {
  layerTitle: (kind) => (isLayerKind(kind) ? layerSpec(kind).title : kind),
  brief: (text) => text,
  problem: ({ message, remedy }) => ({ message, remedy }),
  port: (direction) => (direction === "in" ? "Block input" : "Block output"),
  unknown: "Unknown layer",
};

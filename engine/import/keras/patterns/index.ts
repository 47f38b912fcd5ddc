/** Chains of stock layers that are one layer of ours, found before any layer is read. */
import type { WeightArray } from "../../../targets/weights/types.ts";
import type { LayerJson, ModelJson } from "../config.ts";
import { geluTanh, hardSigmoid, hardSwish, scaledElu } from "./activations.ts";
import { LayerGraph, type Pattern } from "./graph.ts";
import { clippedMaximum } from "./maximum.ts";
import {
  channelShuffle,
  croppedTranspose,
  groupNorm,
  layerScale,
  mapOfVector,
  resampling,
} from "./structure.ts";

const FINDERS = [
  hardSwish,
  geluTanh,
  scaledElu,
  hardSigmoid,
  groupNorm,
  layerScale,
  channelShuffle,
  resampling,
  mapOfVector,
  clippedMaximum,
  croppedTranspose,
] as const;

export interface Patterns {
  /** By the name of the layer that gives the value. */
  readonly ends: ReadonlyMap<string, Pattern>;
  /** Names of layers that are inside of one and are not read by themselves. */
  readonly covered: ReadonlySet<string>;
}

export function findPatterns(
  model: ModelJson,
  weightsOf: (layer: LayerJson) => readonly WeightArray[],
): Patterns {
  const graph = new LayerGraph(model, weightsOf);
  const ends = new Map<string, Pattern>();
  for (const layer of model.layers) {
    if (layer.uses.length !== 1) continue;
    for (const find of FINDERS) {
      const found = find(graph, layer);
      if (found === null) continue;
      ends.set(layer.name, found);
      break;
    }
  }
  // What is a part of a larger one is none by itself.
  for (const { covers } of [...ends.values()]) for (const name of covers) ends.delete(name);
  return { ends, covered: new Set([...ends.values()].flatMap(({ covers }) => covers)) };
}

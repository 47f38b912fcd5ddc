/** TensorFlow.js LayersModel: `model.json` with its shards. */
import type { WeightArray } from "../../targets/weights/types.ts";
import type { Result } from "../../tensor/problem.ts";
import { attempt, refuse } from "../fault.ts";
import { isObject, type Json } from "../keras/config.ts";
import { kerasNetwork, type WeightSource } from "../keras/network.ts";
import type { ImportedNetwork } from "../network.ts";
import type { ForeignFile } from "../open.ts";
import { readManifest, readShards } from "./shards.ts";

export function readLayersModel(
  bytes: Uint8Array,
  shards: readonly ForeignFile[],
  title: string,
): Result<ImportedNetwork> {
  const manifest = readManifest(bytes);
  if (!manifest.ok) return manifest;
  const { json, groups } = manifest.value;
  return attempt(() => {
    const topology = isObject(json.modelTopology)
      ? json.modelTopology
      : refuse("tfjs/no-topology", "modelTopology");
    // Converted files wrap the model; those that tfjs saved do not.
    const model = isObject(topology.model_config) ? topology.model_config : topology;
    const version = topology.keras_version;
    const isThird = typeof version === "string" && /^3\./.test(version);
    const producer = typeof json.generatedBy === "string" ? json.generatedBy.slice(0, 100) : "";
    const facts = factsOf(json);
    return kerasNetwork(model, weightsByName(readShards(groups, shards)), {
      title: facts.title ?? title,
      producer,
      isThird,
      size: shards.reduce((sum, shard) => sum + shard.bytes.length, bytes.length),
      ...(facts.classes === undefined ? {} : { classes: facts.classes }),
    });
  });
}

/** The order in which Keras lists the weights of a layer; converted files may have them in another. */
const KERAS_ORDER = [
  "kernel",
  "depthwise_kernel",
  "pointwise_kernel",
  "alpha",
  "gamma",
  "bias",
  "beta",
  "moving_mean",
  "moving_variance",
];

/** Weights are named after their layer: `conv1/kernel`, with more in front in some files. */
function weightsByName(arrays: ReadonlyMap<string, () => WeightArray>): WeightSource {
  const byLayer = new Map<string, { readonly place: number; readonly read: () => WeightArray }[]>();
  for (const [name, read] of arrays) {
    const [layer = "", own = ""] = name.split("/").slice(-2);
    const place = KERAS_ORDER.indexOf(own.replace(/:\d+$/, ""));
    const list = byLayer.get(layer);
    if (list === undefined) byLayer.set(layer, [{ place, read }]);
    else list.push({ place, read });
  }
  const source: WeightSource = {
    of(_model, { name }) {
      const list = byLayer.get(name) ?? [];
      const isKnown = list.every(({ place }) => place >= 0);
      const inOrder = isKnown ? [...list].sort((a, b) => a.place - b.place) : list;
      return inOrder.map(({ read }) => read());
    },
    inside: () => source,
  };
  return source;
}

/** What our own export leaves in the file for those who read it. */
function factsOf(json: Json): { readonly title?: string; readonly classes?: readonly string[] } {
  const own = isObject(json.userDefinedMetadata) ? json.userDefinedMetadata.layerloom : undefined;
  if (!isObject(own)) return {};
  const { title, classes } = own;
  const isNames =
    Array.isArray(classes) && classes.length <= 65_536 && classes.every((name) => typeof name === "string");
  return {
    ...(typeof title === "string" ? { title: title.slice(0, 200) } : {}),
    ...(isNames ? { classes: classes as readonly string[] } : {}),
  };
}

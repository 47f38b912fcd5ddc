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

/** Weights are named after their layer: `conv1/kernel`, with more in front in some files. */
function weightsByName(arrays: ReadonlyMap<string, () => WeightArray>): WeightSource {
  const byLayer = new Map<string, (() => WeightArray)[]>();
  for (const [name, array] of arrays) {
    const layer = name.split("/").slice(0, -1).at(-1) ?? "";
    const list = byLayer.get(layer);
    if (list === undefined) byLayer.set(layer, [array]);
    else list.push(array);
  }
  const source: WeightSource = {
    of: (_model, { name }) => (byLayer.get(name) ?? []).map((read) => read()),
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

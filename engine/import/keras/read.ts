/** `.keras` files of Keras 3: an archive of the model's JSON and an HDF5 file of weights. */
import { parseJson } from "../../document/parse.ts";
import { snakeCase } from "../../targets/keras/render.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import type { Result } from "../../tensor/problem.ts";
import { attempt, FileFault, refuse } from "../fault.ts";
import type { ImportedNetwork } from "../network.ts";
import { isObject, type LayerJson } from "./config.ts";
import { type Hdf5File, openHdf5 } from "./hdf5.ts";
import { kerasNetwork, type WeightSource } from "./network.ts";
import { openArchive } from "./zip.ts";

const MOST_WEIGHTS = 16;

export const readKeras = (bytes: Uint8Array, title: string): Result<ImportedNetwork> =>
  attempt(() => {
    const archive = openArchive(bytes);
    const json = (name: string): unknown => {
      const parsed = parseJson(archive.read(name));
      if (parsed.ok) return parsed.value;
      const [first] = parsed.problems;
      throw first === undefined ? new Error(`${name} cannot be read.`) : new FileFault(first);
    };
    const metadata = archive.has("metadata.json") ? json("metadata.json") : null;
    const version =
      isObject(metadata) && typeof metadata.keras_version === "string" ? metadata.keras_version : "";
    const weights = archive.has("model.weights.h5")
      ? h5Weights(openHdf5(archive.read("model.weights.h5")), "")
      : refuse("keras/no-weights", "the archive");
    const producer = `Keras ${version.slice(0, 40)}`.trim();
    return kerasNetwork(json("config.json"), weights, { title, producer, isThird: true, size: bytes.length });
  });

/** Weights go by the class of their layer and its count: `layers/conv2d_1/vars/0`. */
function h5Weights(file: Hdf5File, base: string): WeightSource {
  const names = new Map<readonly LayerJson[], ReadonlyMap<string, string>>();
  const groupOf = (model: readonly LayerJson[], layer: LayerJson): string => {
    const known = names.get(model) ?? groupNames(model);
    names.set(model, known);
    return `${base}layers/${known.get(layer.name) ?? layer.name}`;
  };
  return {
    of(model, layer) {
      const group = `${groupOf(model, layer)}/vars`;
      const members = file.group(group) ?? [];
      const count = Math.min(members.length, MOST_WEIGHTS);
      return Array.from({ length: count }, (_, index): WeightArray => file.array(`${group}/${index}`));
    },
    inside: (model, layer) => h5Weights(file, `${groupOf(model, layer)}/`),
  };
}

function groupNames(model: readonly LayerJson[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { className, name } of model) {
    const stem = snakeCase(className);
    const count = counts.get(stem) ?? 0;
    counts.set(stem, count + 1);
    names.set(name, count === 0 ? stem : `${stem}_${count}`);
  }
  return names;
}

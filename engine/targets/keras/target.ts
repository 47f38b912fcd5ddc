/** Keras 3 `.keras`: a stored zip of `metadata.json`, `config.json` and `model.weights.h5`, of stock layers alone. */
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { stockModel } from "../stock/build.ts";
import type { PlacedLayer } from "../stock/place.ts";
import { floatBytes } from "../support/files.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { ExportInput, Target } from "../support/types.ts";
import { kerasConfig } from "./config.ts";
import { type Hdf5Array, type Hdf5Group, hdf5 } from "./hdf5.ts";
import { kerasKinds } from "./kinds.ts";
import { kerasOrder } from "./order.ts";
import { kerasLayer, snakeCase } from "./render.ts";
import { storedZip } from "./zip.ts";

/** The form of the files is that of this version and later ones. */
const KERAS_VERSION = "3.5.0";

export const kerasTarget: Target = {
  layout: "file",
  check: (analysis) => checkKinds(kerasKinds, analysis),

  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const built = answers(kerasKinds, network.value);
    if (!built.ok) return built;
    const problems = checkWeights(input.analysis, input.weights);
    if (problems.length > 0) return { ok: false, problems };
    const model = stockModel(network.value, built.value, input.weights);
    const order = kerasOrder(model).flatMap((index) => model.layers[index] ?? []);
    const arrays = await arraysOf(order, (done) => turn(input, 0.9 * done));
    const json = (value: unknown): readonly Uint8Array[] => [new TextEncoder().encode(JSON.stringify(value))];
    const chunks = storedZip([
      { name: "metadata.json", chunks: json(metadataOf(input)) },
      { name: "config.json", chunks: json(kerasConfig(model)) },
      { name: "model.weights.h5", chunks: hdf5(weightGroups(order, arrays)) },
    ]);
    input.progress?.(1);
    return ok([{ path: "model.keras", chunks }]);
  },
};

const metadataOf = ({ document, classes, normalization }: ExportInput): object => ({
  keras_version: KERAS_VERSION,
  date_saved: "1980-01-01@00:00:00",
  layerloom: {
    title: document.about.title,
    graph: graphHash(document),
    ...(classes === undefined ? {} : { classes }),
    ...(normalization === undefined ? {} : { normalization }),
  },
});

const groupOf = (entries: readonly (readonly [string, Hdf5Group | Hdf5Array])[]): Hdf5Group => ({
  children: new Map(entries),
});

/** What each layer holds, worked out layer by layer. */
async function arraysOf(
  order: readonly PlacedLayer[],
  breath: (done: number) => Promise<void>,
): Promise<readonly (readonly Hdf5Array[])[]> {
  const arrays: (readonly Hdf5Array[])[] = [];
  for (const [index, { weights }] of order.entries()) {
    arrays.push(
      weights.map(({ shape, data }) => {
        const values = typeof data === "function" ? data() : data;
        return { shape, bytes: floatBytes(values) };
      }),
    );
    if (weights.length > 0) await breath((index + 1) / order.length);
  }
  return arrays;
}

/** `layers/conv2d_1/vars/0`: layers go by their class and a counter, in the order in which Keras meets them. */
function weightGroups(order: readonly PlacedLayer[], arrays: readonly (readonly Hdf5Array[])[]): Hdf5Group {
  const counts = new Map<string, number>();
  const groups = order.map(({ layer }, place): [string, Hdf5Group] => {
    const base = snakeCase(kerasLayer(layer).className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const own = (arrays[place] ?? []).map((array, index): [string, Hdf5Array] => [String(index), array]);
    return [count === 0 ? base : `${base}_${count}`, groupOf([["vars", groupOf(own)]])];
  });
  return groupOf([
    ["layers", groupOf(groups)],
    ["vars", groupOf([])],
  ]);
}

/**
 * TensorFlow.js LayersModel: `model.json` and shards of weights, of stock layers alone, built and described by tfjs itself.
 * Needs a tfjs backend to be current; the numbers do not depend on which.
 */
import type { io } from "@tensorflow/tfjs-core";
import { type LayersModel, version_layers } from "@tensorflow/tfjs-layers";
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { elements } from "../../tensor/shape.ts";
import { channelsLast, stockModel } from "../stock/build.ts";
import { floatBytes, textFile } from "../support/files.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { ExportFile, ExportInput, Target } from "../support/types.ts";
import { buildLayersModel, type Fills } from "./build.ts";
import { layersModelKinds } from "./kinds.ts";

/** As the converters of TensorFlow.js cut weights, so that browsers can cache them. */
const SHARD_BYTES = 4 * 1024 * 1024;

export const layersModelTarget: Target = {
  layout: "folder",
  check: (analysis) => checkKinds(layersModelKinds, analysis),

  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const built = answers(layersModelKinds, network.value);
    if (!built.ok) return built;
    const problems = checkWeights(input.analysis, input.weights);
    if (problems.length > 0) return { ok: false, problems };
    const stock = stockModel(network.value, built.value, input.weights);
    const { model, fills } = await buildLayersModel(stock, (count) =>
      turn(input, (0.4 * count) / stock.layers.length),
    );
    const described = describe(model);
    // Its zeros are given back before the weights themselves are gathered.
    model.dispose();
    const shape = network.value.input.facts.output;
    const userDefinedMetadata = { layerloom: metadataOf(input, shape) };
    const breath = (done: number): Promise<void> => turn(input, 0.4 + 0.6 * done);
    return ok(await modelFiles({ ...described, userDefinedMetadata }, fills, breath));
  },
};

/** What a program that shows pictures to the model needs to know. */
const metadataOf = ({ document, classes, normalization }: ExportInput, shape: readonly number[]): object => ({
  title: document.about.title,
  graph: graphHash(document),
  inputShape: channelsLast(shape),
  ...(classes === undefined ? {} : { classes: [...classes] }),
  ...(normalization === undefined
    ? {}
    : { normalization: { mean: [...normalization.mean], std: [...normalization.std] } }),
});

interface Described {
  readonly json: Readonly<Record<string, unknown>>;
  readonly specs: readonly io.WeightsManifestEntry[];
}

/** What `LayersModel.save` writes of a model, but for the zeros that it holds as weights. */
function describe(model: LayersModel): Described {
  const json = {
    modelTopology: model.toJSON(null, false),
    format: "layers-model",
    generatedBy: `TensorFlow.js tfjs-layers v${version_layers}`,
    convertedBy: null,
  };
  const specs = model.weights.map(({ originalName, shape }) => ({
    name: originalName,
    shape: shape.map((size) => size ?? 0),
    dtype: "float32" as const,
  }));
  return { json, specs };
}

type Breath = (done: number) => Promise<void>;

async function modelFiles(
  { json, specs, userDefinedMetadata }: Described & { readonly userDefinedMetadata: object },
  fills: Fills,
  breath: Breath,
): Promise<readonly ExportFile[]> {
  const parts = shards(await gathered(specs, fills, breath));
  const paths = parts.map((_, index) => `group1-shard${index + 1}of${parts.length}.bin`);
  const weightsManifest = [{ paths, weights: specs }];
  return [
    textFile("model.json", JSON.stringify({ ...json, userDefinedMetadata, weightsManifest })),
    ...parts.map((chunks, index) => ({ path: paths[index] ?? "", chunks })),
  ];
}

/** The bytes of all weights in the order of `specs`; all are 32-bit floats, one after the other. */
async function gathered(
  specs: Described["specs"],
  fills: Fills,
  breath: Breath,
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (const [index, { name, shape }] of specs.entries()) {
    const weight = fills.get(name);
    if (weight === undefined) throw new Error(`Nothing belongs in ${name}.`);
    const values = typeof weight.data === "function" ? weight.data() : weight.data;
    if (values.length !== elements(shape)) throw new Error(`${name} has another size.`);
    all.push(floatBytes(values));
    await breath((index + 1) / specs.length);
  }
  return all;
}

/** Views of the weights, cut to the size of a shard. */
function shards(all: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const parts: Uint8Array[][] = [];
  let room = 0;
  for (const bytes of all) {
    for (let at = 0; at < bytes.length; ) {
      if (room === 0) {
        parts.push([]);
        room = SHARD_BYTES;
      }
      const piece = bytes.subarray(at, at + room);
      parts.at(-1)?.push(piece);
      at += piece.length;
      room -= piece.length;
    }
  }
  return parts;
}

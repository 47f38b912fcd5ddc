/**
 * TensorFlow.js LayersModel: `model.json` and shards of weights, of stock layers alone, built and saved by tfjs itself.
 * Needs a tfjs backend to be current; the numbers do not depend on which.
 */
import { io } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { channelsLast, stockModel } from "../stock/build.ts";
import { textFile } from "../support/files.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
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
    const turn = async (count: number): Promise<void> => {
      input.signal?.throwIfAborted();
      input.progress?.((0.5 * count) / stock.layers.length);
      // Lets messages in between large layers.
      await new Promise((resolve) => setTimeout(resolve, 0));
    };
    const { model, fills } = await buildLayersModel(stock, turn);
    try {
      model.setUserDefinedMetadata({ layerloom: metadataOf(input, network.value.input.facts.output) });
      const files = await saved(model, fills);
      input.progress?.(1);
      return ok(files);
    } finally {
      model.dispose();
    }
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

async function saved(model: LayersModel, fills: Fills): Promise<readonly ExportFile[]> {
  let files: readonly ExportFile[] = [];
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      files = artifactFiles(artifacts, fills);
      const modelArtifactsInfo = { dateSaved: new Date(0), modelTopologyType: "JSON" } as const;
      return { modelArtifactsInfo };
    }),
  );
  return files;
}

function artifactFiles(
  { weightData = new ArrayBuffer(0), weightSpecs = [], ...rest }: io.ModelArtifacts,
  fills: Fills,
): readonly ExportFile[] {
  const whole = weightData instanceof ArrayBuffer ? weightData : io.concatenateArrayBuffers(weightData);
  fill(new Float32Array(whole), weightSpecs, fills);
  const parts = shards(new Uint8Array(whole));
  const paths = parts.map((_, index) => `group1-shard${index + 1}of${parts.length}.bin`);
  const json = {
    modelTopology: rest.modelTopology,
    format: rest.format,
    generatedBy: rest.generatedBy,
    convertedBy: rest.convertedBy,
    userDefinedMetadata: rest.userDefinedMetadata,
    weightsManifest: [{ paths, weights: weightSpecs }],
  };
  return [
    textFile("model.json", JSON.stringify(json)),
    ...parts.map((chunk, index) => ({ path: paths[index] ?? "", chunks: [chunk] })),
  ];
}

/** Puts the weights in the place of the zeros they were saved with; all are 32-bit floats, one after the other. */
function fill(saved: Float32Array, specs: readonly io.WeightsManifestEntry[], fills: Fills): void {
  let at = 0;
  for (const { name, shape, dtype } of specs) {
    const weight = fills.get(name);
    if (weight === undefined || dtype !== "float32") throw new Error(`Nothing belongs in ${name}.`);
    saved.set(typeof weight.data === "function" ? weight.data() : weight.data, at);
    at += shape.reduce((product, size) => product * size, 1);
  }
  if (at !== saved.length) throw new Error("The saved weights have another length than their list.");
}

/** Views of the weights, cut to the size of a shard. */
const shards = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / SHARD_BYTES) }, (_, i) =>
    bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES),
  );

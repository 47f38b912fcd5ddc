/** Runs an exported LayersModel with stock TensorFlow.js, on the current backend. */
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { fileBytes } from "../support/files.ts";
import type { ExportFile } from "../support/types.ts";
import { type Batch, channelsFirst, channelsLast } from "./numbers.ts";

export const layersModelRuntime = (): string => `TensorFlow.js ${tf.version_core}`;

function artifactsOf(files: readonly ExportFile[]): tf.io.ModelArtifacts {
  const bytesAt = (path: string): Uint8Array => {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) throw new Error(`${path} is missing`);
    return fileBytes(file);
  };
  const json = JSON.parse(new TextDecoder().decode(bytesAt("model.json"))) as tf.io.ModelJSON;
  const paths = json.weightsManifest.flatMap((group) => group.paths);
  // Shards as they are: tfjs joins them as it reads.
  const weightData = paths.map((path) => bytesAt(path).slice().buffer as ArrayBuffer);
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  return { modelTopology: json.modelTopology, weightSpecs, weightData };
}

/** Channels first in and out. */
export async function runLayersModel(files: readonly ExportFile[], input: Batch): Promise<Batch> {
  const model = await loadLayersModel(tf.io.fromMemory(artifactsOf(files)));
  try {
    const x = channelsLast(input);
    const y = tf.tidy(() => model.predict(tf.tensor(x.data, [...x.shape])) as tf.Tensor);
    const data = new Float32Array(await y.data<"float32">());
    const output = channelsFirst({ shape: y.shape, data });
    y.dispose();
    return output;
  } finally {
    model.dispose();
  }
}

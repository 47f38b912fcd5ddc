/** Loads an exported LayersModel with stock tfjs and runs it. */
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportFile } from "../../../engine/targets/support/types.ts";
import { type Sample, toNchw, toNhwc } from "../support/numbers.ts";

export function contentOf(files: readonly ExportFile[], path: string): Uint8Array {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`${path} is not among the files.`);
  return fileBytes(file);
}

export function handlerOf(files: readonly ExportFile[]): tf.io.IOHandler {
  const json = JSON.parse(new TextDecoder().decode(contentOf(files, "model.json"))) as tf.io.ModelJSON;
  const paths = json.weightsManifest.flatMap((group) => group.paths);
  const weightData = tf.io.concatenateArrayBuffers(
    paths.map((path) => contentOf(files, path).slice().buffer as ArrayBuffer),
  );
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  return tf.io.fromMemory({ ...json, weightSpecs, weightData });
}

/** `input` and result channels first. */
export async function runLayersModel(files: readonly ExportFile[], input: Sample): Promise<Sample> {
  const model = await loadLayersModel(handlerOf(files));
  const output = tf.tidy(() => {
    const x = toNhwc(input);
    const y = model.predict(tf.tensor(x.data, [...x.shape])) as tf.Tensor;
    return { shape: y.shape, data: y.dataSync<"float32">().slice() };
  });
  model.dispose();
  return toNchw(output);
}

/** What every node of a network says about one sample. */
import * as tf from "@tensorflow/tfjs-core";
import type { Path } from "../blocks/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { elements, type Shape } from "../tensor/shape.ts";
import { inputTensor } from "../training/images.ts";
import { type Statistics, statisticsOf } from "./statistics.ts";

export interface Activation extends Statistics {
  readonly path: Path;
  /** `[C, H, W]` or `[N]`, also where only the first channels were read. */
  readonly shape: Shape;
  /** Channels first; of the first `channels` where that was asked for. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** `pixels` is one normalised sample, channels last. The figures are over all values, whatever `channels` says. */
export async function captureActivations(
  model: Model,
  pixels: Float32Array,
  paths: readonly Path[],
  channels = Number.POSITIVE_INFINITY,
): Promise<readonly Activation[]> {
  if (pixels.length !== elements(model.inputShape))
    throw new Error("The sample is not of the network's input shape.");
  const kept = tf.tidy(() => {
    const x = inputTensor(pixels, 1, model.inputShape);
    const { captured } = model.forward(x, { training: false, capture: new Set(paths) });
    return [...captured].map(([path, tensor]) => {
      const first = tensor.rank === 4 ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor;
      const sample = tf.keep(tf.reshape(first, first.shape.slice(1)));
      tensor.dispose();
      return { path, tensor: sample };
    });
  });
  const activations: Activation[] = [];
  for (const { path, tensor } of kept) {
    const all = await tensor.data<"float32">();
    const shape: Shape = tensor.shape;
    tensor.dispose();
    const wanted = shape.length === 3 ? Math.min(channels, shape[0] as number) : Number.POSITIVE_INFINITY;
    const length = shape.length === 3 ? wanted * elements(shape.slice(1)) : all.length;
    activations.push({ path, shape, values: all.slice(0, length), ...statisticsOf(all) });
  }
  return activations;
}

/**
 * Gradient-weighted class activation mapping (Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391): the channels of a
 * map, weighted by the mean gradient of a class score, summed and cut off at zero.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Path } from "../blocks/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import type { Shape } from "../tensor/shape.ts";
import { argMaxRow } from "../training/evaluation/rows.ts";
import { inputTensor } from "../training/images.ts";

export interface GradCamOptions {
  readonly model: Model;
  /** One normalised sample, channels last. */
  readonly pixels: Float32Array;
  /** A node that the output depends on, with the shape `[C, H, W]` of what it gives. */
  readonly path: Path;
  readonly shape: Shape;
  /** The class in question; `null` for the most probable one. */
  readonly label: number | null;
}
export interface GradCam {
  readonly label: number;
  readonly height: number;
  readonly width: number;
  /** At least 0, not scaled, row by row. */
  readonly values: Float32Array<ArrayBuffer>;
}

export async function gradCam({ model, pixels, path, shape, label }: GradCamOptions): Promise<GradCam> {
  const [channels, height, width] = shape;
  if (channels === undefined || height === undefined || width === undefined)
    throw new Error(`${path} gives no map.`);
  const scores = tf.tidy(() => {
    const x = inputTensor(pixels, 1, model.inputShape);
    return tf.reshape(model.forward(x, { training: false }).logits, [-1]);
  });
  const chosen = label ?? argMaxRow(await scores.data<"float32">());
  scores.dispose();
  const map = tf.tidy(() => {
    const x = inputTensor(pixels, 1, model.inputShape);
    let activation: tf.Tensor | undefined;
    const score = (probe: tf.Tensor): tf.Tensor => {
      const probes = new Map([[path, probe]]);
      const { logits, captured } = model.forward(x, { training: false, capture: new Set([path]), probes });
      activation = captured.get(path);
      return tf.sum(tf.slice(tf.reshape(logits, [-1]), [chosen], [1]));
    };
    const gradient = tf.grad(score)(tf.zeros([1, height, width, channels]));
    if (activation === undefined) throw new Error(`${path} is no node of the network.`);
    const weights = tf.mean(gradient, [1, 2], true);
    const evidence = tf.relu(tf.sum(tf.mul(activation, weights), 3));
    activation.dispose();
    return evidence;
  });
  const values = (await map.data<"float32">()).slice();
  map.dispose();
  return { label: chosen, height, width, values };
}

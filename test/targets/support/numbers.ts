/** The executor's numbers as the reference of every export, and weights and inputs to try them with. */
import * as tf from "@tensorflow/tfjs-core";
import type { Analysis } from "../../../engine/analysis/types.ts";
import { weightEntries } from "../../../engine/targets/support/network.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { initialWeight } from "../../../engine/targets/weights/initialise.ts";
import type { WeightArray, Weights } from "../../../engine/targets/weights/types.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import { elements, type Shape } from "../../../engine/tensor/shape.ts";

/** As after some training: no scale is exactly one, no shift and no running mean zero. */
export function trainedWeights(analysis: Analysis, seed: number): Weights {
  return new Map(
    weightEntries(analysis).map(({ path, spec }): [string, WeightArray] => {
      const first = initialWeight(spec, path, seed);
      const random = createRandom(seed, `trained/${path}`);
      const isConstant = spec.init.type === "constant";
      const data = first.data.map((value) => {
        if (spec.name === "running_var") return 0.5 + random.next();
        return isConstant ? value + 0.3 * random.normal() : value;
      });
      return [path, { shape: first.shape, data }];
    }),
  );
}

/** `[batch, C, H, W]` or `[batch, N]`, standard normal. */
export interface Sample {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
export function randomInput(shape: Shape, batch: number, seed: number): Sample {
  const random = createRandom(seed, "input");
  const data = Float32Array.from({ length: batch * elements(shape) }, () => random.normal());
  return { shape: [batch, ...shape], data };
}

export const toNhwc = ({ shape, data }: Sample): Sample => {
  const moved = moveAxes(shape, data, [0, 2, 3, 1]);
  return shape.length === 4 ? moved : { shape, data };
};
export const toNchw = ({ shape, data }: Sample): Sample =>
  shape.length === 4 ? moveAxes(shape, data, [0, 3, 1, 2]) : { shape, data };

function moveAxes(shape: readonly number[], data: Float32Array, axes: readonly number[]): Sample {
  if (shape.length !== 4) return { shape, data };
  return tf.tidy(() => {
    const moved = tf.transpose(tf.tensor(data, [...shape]), [...axes]);
    return { shape: moved.shape, data: moved.dataSync<"float32">().slice() };
  });
}

/** What the network computes for `input` (channels first), channels first, on the current backend. */
export function reference(analysis: Analysis, weights: Weights, input: Sample): Sample {
  const model = buildModel({ expanded: analysis.expanded, shapes: analysis.shapes, seed: 0 });
  const report = model.writeWeights(weights);
  if (report.missing.length + report.mismatched.length > 0) throw new Error("The weights do not fit.");
  const output = tf.tidy(() => {
    const x = toNhwc(input);
    const y = model.predict(tf.tensor(x.data, [...x.shape]), model.endsInSoftmax ? "probabilities" : "raw");
    return { shape: y.shape, data: y.dataSync<"float32">().slice() };
  });
  model.dispose();
  return toNchw(output);
}

export const inputShapeOf = (analysis: Analysis): Shape => {
  const input = analysis.expanded.nodes.find(({ kind }) => kind === "input");
  return analysis.shapes.get(input?.path ?? "")?.output ?? [];
};

/** Largest difference, relative to the largest expected value where that is above 1. NaN counts as infinite. */
export function difference(expected: Sample, actual: Sample): number {
  if (expected.shape.join() !== actual.shape.join())
    throw new Error(`shape [${actual.shape}] instead of [${expected.shape}]`);
  let worst = 0;
  let scale = 1;
  for (let i = 0; i < expected.data.length; i++) {
    const [a = Number.NaN, b = Number.NaN] = [expected.data[i], actual.data[i]];
    scale = Math.max(scale, Math.abs(a));
    const apart = Math.abs(a - b);
    worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(worst, apart);
  }
  return worst / scale;
}

/** Normalisations and the layers that only scale. */
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { hasKernel, runKernels } from "../ops/fused.ts";
import {
  type BatchMoments,
  batchNormInference,
  batchNormTraining,
  localResponseNorm,
  standardiseRows,
} from "../ops/normalisation.ts";
import { asMap } from "../ops/rearrange.ts";
import { type EmitContext, type EmitTable, only, vectorOf } from "./emit.ts";

/**
 * `running = (1 - momentum) running + momentum batch`, where the batch's variance is the unbiased one, as in PyTorch,
 * while normalising uses the biased one.
 */
function updateRunning(moments: BatchMoments, count: number, momentum: number, context: EmitContext): void {
  if (hasKernel("BatchNormRunning")) {
    const running = {
      runningMean: context.weight("running_mean"),
      runningVariance: context.weight("running_var"),
    };
    const [mean, variance] = runKernels("BatchNormRunning", { ...moments, ...running }, { momentum, count });
    context.setBuffer("running_mean", mean as Tensor);
    context.setBuffer("running_var", variance as Tensor);
    tf.dispose([moments.mean, moments.variance]);
    return;
  }
  const blend = (name: string, batch: Tensor): void => {
    const kept = tf.mul(context.weight(name), 1 - momentum);
    context.setBuffer(name, tf.add(kept, tf.mul(batch, momentum)));
  };
  blend("running_mean", moments.mean);
  blend("running_var", tf.mul(moments.variance, count / Math.max(1, count - 1)));
  tf.dispose([moments.mean, moments.variance]);
}

const affine = (y: Tensor, learned: boolean, context: EmitContext): Tensor =>
  learned ? tf.add(tf.mul(y, context.weight("weight")), context.weight("bias")) : y;

/** Each sample's groups of channels as rows, standardised and put back. A vector is a map of one position. */
function groupStandardised(x: Tensor, groups: number, epsilon: number): Tensor {
  const channels = x.shape[x.rank - 1] as number;
  const [batch = 0] = x.shape;
  const positions = x.size / (batch * channels);
  const parts = [batch, positions, groups, channels / groups];
  const rowLength = (positions * channels) / groups;
  if (positions === 1 || groups === 1) {
    const rows = tf.reshape(x, [batch * groups, rowLength]) as Tensor2D;
    return tf.reshape(standardiseRows(rows, epsilon), x.shape);
  }
  const grouped = tf.transpose(tf.reshape(x, parts), [0, 2, 1, 3]);
  const rows = standardiseRows(tf.reshape(grouped, [batch * groups, rowLength]) as Tensor2D, epsilon);
  const back = tf.transpose(tf.reshape(rows, [batch, groups, positions, channels / groups]), [0, 2, 1, 3]);
  return tf.reshape(back, x.shape);
}

export const normalisationKinds: EmitTable<
  "batchNorm" | "layerNorm" | "groupNorm" | "localResponseNorm" | "layerScale"
> = {
  batchNorm(inputs, p, context) {
    const x = only(inputs);
    const channels = x.shape[x.rank - 1] as number;
    const learned = p.affine
      ? { scale: vectorOf(context, "weight"), shift: vectorOf(context, "bias") }
      : null;
    if (!context.training) {
      const [mean, variance] = [vectorOf(context, "running_mean"), vectorOf(context, "running_var")];
      return batchNormInference(x, mean, variance, learned, p.epsilon);
    }
    const count = x.size / channels;
    const rows = tf.reshape(x, [count, channels]) as Tensor2D;
    const scale = learned?.scale ?? (tf.ones([channels]) as Tensor1D);
    const shift = learned?.shift ?? (tf.zeros([channels]) as Tensor1D);
    const { value, moments } = batchNormTraining(rows, scale, shift, p.epsilon);
    updateRunning(moments, count, p.momentum, context);
    return tf.reshape(value, x.shape);
  },
  layerNorm(inputs, p, context) {
    const x = only(inputs);
    const last = x.shape[x.rank - 1] as number;
    const rowLength = p.axes === "channels" ? last : x.size / (x.shape[0] as number);
    const rows = tf.reshape(x, [x.size / rowLength, rowLength]) as Tensor2D;
    return affine(tf.reshape(standardiseRows(rows, p.epsilon), x.shape), p.affine, context);
  },
  groupNorm: (inputs, p, context) =>
    affine(groupStandardised(only(inputs), p.groups, p.epsilon), p.affine, context),
  localResponseNorm: (inputs, p) => localResponseNorm(asMap(only(inputs)), p),
  layerScale: (inputs, _p, context) => tf.mul(only(inputs), context.weight("weight")),
};

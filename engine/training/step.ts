/** Loss and gradients of one batch. */
import {
  keep,
  reshape,
  scalar,
  softmax,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { Batch, DatasetInfo } from "../data/types.ts";
import type { TrainingSettings } from "../document/types.ts";
import type { Model, WeightPath } from "../targets/tfjs/types.ts";
import type { Shape } from "../tensor/shape.ts";
import { classTargets, meanSquaredError, smooth, softmaxCrossEntropy } from "./losses.ts";
import { correctCount } from "./metrics.ts";

/** What is minimised. */
export type Objective = Pick<TrainingSettings, "loss" | "labelSmoothing"> &
  Pick<DatasetInfo, "task" | "classes">;

export interface Gradients {
  /** `[loss, number of right answers]`. */
  readonly readout: Tensor1D;
  readonly grads: ReadonlyMap<WeightPath, Tensor>;
  /** See `ForwardResult.applyUpdates`. */
  readonly applyUpdates: () => void;
}

/** `[batch, H, W, C]` for maps, `[batch, N]` for vectors. */
export function inputTensor(pixels: Float32Array, count: number, shape: Shape): Tensor {
  const [channels, height, width] = shape as readonly [number, number?, number?];
  return height === undefined || width === undefined
    ? tensor2d(pixels, [count, channels])
    : tensor(pixels, [count, height, width, channels]);
}

function targetsOf(batch: Batch, labels: Tensor1D, objective: Objective): Tensor2D {
  const classes = objective.classes.length;
  if (objective.task === "regression") {
    const values = batch.targets ?? new Float32Array();
    return tensor2d(values, [batch.count, values.length / batch.count]);
  }
  const smoothing = objective.loss === "cross-entropy" ? objective.labelSmoothing : 0;
  if (batch.softLabels !== undefined) {
    return smooth(tensor2d(batch.softLabels, [batch.count, classes]), smoothing);
  }
  return classTargets(labels, classes, smoothing);
}

/** The training pass over a batch and back. Call inside `tf.tidy`. */
export function computeGradients(
  model: Model,
  batch: Batch,
  objective: Objective,
  dropoutSeed: number,
): Gradients {
  const x = inputTensor(batch.pixels, batch.count, model.inputShape);
  const labels = tensor1d(batch.labels, "int32");
  const targets = targetsOf(batch, labels, objective);
  const paths = new Map([...model.variables].map(([path, variable]) => [variable.name, path]));
  let correct: Tensor | undefined;
  let applyUpdates: (() => void) | undefined;
  const { value, grads } = variableGrads(() => {
    const forward = model.forward(x, { training: true, dropoutSeed });
    applyUpdates = forward.applyUpdates;
    if (objective.task === "regression") return meanSquaredError(forward.logits, targets);
    const logits = reshape(forward.logits, targets.shape) as Tensor2D;
    correct = keep(correctCount(logits, labels));
    if (objective.loss === "cross-entropy") return softmaxCrossEntropy(logits, targets);
    return meanSquaredError(model.endsInSoftmax ? softmax(logits) : logits, targets);
  }, [...model.variables.values()]);
  const readout = stack([value, correct ?? scalar(0)]) as Tensor1D;
  correct?.dispose();
  return {
    readout,
    grads: new Map(Object.entries(grads).map(([name, gradient]) => [paths.get(name) ?? name, gradient])),
    applyUpdates: applyUpdates ?? (() => {}),
  };
}

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
  tensor1d,
  tensor2d,
} from "@tensorflow/tfjs-core";
import type { Batch, DatasetInfo } from "../data/types.ts";
import type { TrainingSettings } from "../document/types.ts";
import type { DropoutDraw } from "../targets/tfjs/dropout.ts";
import { variableGrads } from "../targets/tfjs/gradients/variable-grads.ts";
import type {
  BufferUpdate,
  ForwardOptions,
  ForwardResult,
  Model,
  WeightPath,
} from "../targets/tfjs/types.ts";
import { type HealthProbe, measure, withMeasure } from "./health/probe.ts";
import { batchInput } from "./images.ts";
import { classTargets, meanSquaredError, smooth, softmaxCrossEntropy } from "./losses.ts";
import { correctCount } from "./metrics.ts";

/** What is minimised. */
export type Objective = Pick<TrainingSettings, "loss" | "labelSmoothing"> &
  Pick<DatasetInfo, "task" | "classes">;

export interface Gradients {
  /** `[loss, number of right answers]`, and behind it what the probe measures. */
  readonly readout: Tensor1D;
  readonly grads: ReadonlyMap<WeightPath, Tensor>;
  /** See `ForwardResult.applyUpdates`. */
  readonly applyUpdates: () => void;
  /** See `ForwardResult.updates`. */
  readonly updates: readonly BufferUpdate[];
  readonly dropUpdates: () => void;
}

/** A batch on the device. */
export interface StepInputs {
  /** As `batchInput` makes it. */
  readonly x: Tensor;
  readonly labels: Tensor1D;
  /** `[batch, values]` of a regression, or `[batch, classes]` soft labels; `null` for plain labels. */
  readonly given: Tensor2D | null;
}

/** What a batch gives beside plain labels: the values of a regression, or soft labels. */
export function givenTargets(batch: Batch, { task }: Objective): Float32Array | null {
  if (task === "regression") return batch.targets ?? new Float32Array();
  return batch.softLabels ?? null;
}

function targetsOf({ labels, given }: StepInputs, objective: Objective): Tensor2D {
  if (given !== null && objective.task === "regression") return given;
  const smoothing = objective.loss === "cross-entropy" ? objective.labelSmoothing : 0;
  return given === null
    ? classTargets(labels, objective.classes.length, smoothing)
    : smooth(given, smoothing);
}

/** The training pass over a batch and back, measured where there is a probe. Call inside `tf.tidy`. */
export function computeGradients(
  model: Model,
  batch: Batch,
  objective: Objective,
  dropout: DropoutDraw,
  probe: HealthProbe | null = null,
): Gradients {
  const given = givenTargets(batch, objective);
  const inputs = {
    x: batchInput(batch, model.inputShape),
    labels: tensor1d(batch.labels, "int32"),
    given: given === null ? null : tensor2d(given, [batch.count, given.length / batch.count]),
  };
  return gradientsOf(model, inputs, objective, { training: true, dropout }, probe);
}

/** The same for a batch that is on the device. Call inside `tf.tidy`. */
export function gradientsOf(
  model: Model,
  inputs: StepInputs,
  objective: Objective,
  options: ForwardOptions,
  probe: HealthProbe | null = null,
): Gradients {
  const { x, labels } = inputs;
  const targets = targetsOf(inputs, objective);
  const paths = new Map([...model.variables].map(([path, variable]) => [variable.name, path]));
  let correct: Tensor | undefined;
  let passed: ForwardResult | undefined;
  let captured: ReadonlyMap<string, Tensor> = new Map();
  const { value, grads } = variableGrads(() => {
    const capture = probe?.capture ?? new Set<string>();
    const forward = model.forward(x, { ...options, capture });
    captured = forward.captured;
    passed = forward;
    if (objective.task === "regression") return meanSquaredError(forward.logits, targets);
    const logits = reshape(forward.logits, targets.shape) as Tensor2D;
    correct = keep(correctCount(logits, labels));
    if (objective.loss === "cross-entropy") return softmaxCrossEntropy(logits, targets);
    return meanSquaredError(model.endsInSoftmax ? softmax(logits) : logits, targets);
  }, [...model.variables.values()]);
  const byPath = new Map(
    Object.entries(grads).map(([name, gradient]) => [paths.get(name) ?? name, gradient]),
  );
  const plain = stack([value, correct ?? scalar(0)]) as Tensor1D;
  const readout = probe === null ? plain : withMeasure(plain, measure(probe, byPath, captured));
  correct?.dispose();
  for (const activation of captured.values()) activation.dispose();
  return {
    readout,
    grads: byPath,
    applyUpdates: passed?.applyUpdates ?? (() => {}),
    updates: passed?.updates ?? [],
    dropUpdates: passed?.dropUpdates ?? (() => {}),
  };
}

/** A network's figures over a split. */
import { tidy } from "@tensorflow/tfjs-core";
import { createBatches } from "../../data/batches.ts";
import type { DatasetInfo, Normalization, Split } from "../../data/types.ts";
import type { TrainingSettings } from "../../document/types.ts";
import type { Model } from "../../targets/tfjs/types.ts";
import { elements } from "../../tensor/shape.ts";
import { compact } from "../compact.ts";
import { inputTensor } from "../images.ts";
import { createTally, type EvaluationReport, type Predictions } from "./tally.ts";

export interface EvaluateOptions {
  readonly model: Model;
  readonly info: DatasetInfo;
  readonly split: Split;
  readonly normalization: Normalization;
  readonly loss: TrainingSettings["loss"];
  readonly batchSize?: number;
  /** Called after each batch with samples done and in all; `false` breaks off. A good place to let the event loop run. */
  readonly onBatch?: (done: number, total: number) => Promise<boolean>;
}
export interface Evaluation {
  readonly report: EvaluationReport;
  /** Empty for regression. */
  readonly predictions: Predictions;
}

/** Raw outputs (before a final softmax) of normalised samples, row by row, `elements(outputShape)` each. */
export async function outputsOf(model: Model, pixels: Float32Array, count: number): Promise<Float32Array> {
  const output = compact(() =>
    tidy(() => model.forward(inputTensor(pixels, count, model.inputShape), { training: false }).logits),
  );
  try {
    return await output.data<"float32">();
  } finally {
    output.dispose();
  }
}

/** Over all samples in file order. `null` where `onBatch` broke it off. The data must fit: see `checkData`. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation | null> {
  const { model, info, split, normalization, loss, batchSize = 100, onBatch } = options;
  const width = elements(model.outputShape);
  const tally = createTally({ classes: info.classes, loss, endsInSoftmax: model.endsInSoftmax });
  const batches = createBatches({
    info,
    split,
    batchSize,
    order: "sequential",
    seed: 0,
    epoch: 0,
    normalization,
  });
  let done = 0;
  for await (const { pixels, labels, targets, indices, count } of batches) {
    const outputs = await outputsOf(model, pixels, count);
    for (let row = 0; row < count; row++) {
      const part = (values: Float32Array): Float32Array => values.subarray(row * width, (row + 1) * width);
      tally.add({
        index: indices[row] as number,
        output: part(outputs),
        label: labels[row] ?? 0,
        ...(targets === undefined ? {} : { target: part(targets) }),
      });
    }
    done += count;
    if (onBatch !== undefined && !(await onBatch(done, split.length))) return null;
  }
  return { report: tally.report(), predictions: tally.predictions() };
}

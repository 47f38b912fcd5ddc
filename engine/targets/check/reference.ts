/** What the executor itself answers, on the current tfjs backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { ExportInput } from "../support/types.ts";
import { buildModel } from "../tfjs/model.ts";
import { type Batch, channelsFirst, channelsLast, isClasses } from "./numbers.ts";

export interface Reference {
  /** As the exported network answers, channels first. */
  readonly output: Batch;
  /** What the numbers are: softmax is the network's own, is left to the reader, or has no meaning. */
  readonly as: "probabilities" | "logits" | "outputs";
}

export async function referenceOutputs(
  { analysis, weights, document }: ExportInput,
  input: Batch,
): Promise<Reference> {
  const { expanded, shapes } = analysis;
  const model = buildModel({ expanded, shapes, seed: 0 });
  try {
    const report = model.writeWeights(weights);
    if (report.missing.length + report.mismatched.length > 0) throw new Error("The weights do not fit.");
    const x = channelsLast(input);
    const y = tf.tidy(() =>
      model.predict(tf.tensor(x.data, [...x.shape]), model.endsInSoftmax ? "probabilities" : "raw"),
    );
    const data = new Float32Array(await y.data<"float32">());
    const output = channelsFirst({ shape: y.shape, data });
    y.dispose();
    const classes = isClasses(model.outputShape) && document.training.loss === "cross-entropy";
    return { output, as: model.endsInSoftmax ? "probabilities" : classes ? "logits" : "outputs" };
  } finally {
    model.dispose();
  }
}

/** Looking at networks on the page's behalf: evaluation, prediction, activations. */
import * as tf from "@tensorflow/tfjs-core";
import { normalize } from "../data/process/normalize.ts";
import type { GraphDocument } from "../document/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { fail, ok, type Result } from "../tensor/problem.ts";
import { elements, type Shape } from "../tensor/shape.ts";
import { checkData } from "../training/checks.ts";
import { evaluate } from "../training/evaluation/evaluate.ts";
import { predict } from "../training/evaluation/predict.ts";
import { loadRunWeights, prepareModel } from "../training/prepare.ts";
import { readRunRecord } from "../training/run-folder.ts";
import { inputTensor } from "../training/step.ts";
import { needBackend, needDataset, type WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import type { ActivationReply, SampleRef } from "./protocol.ts";

type Names = "evaluate" | "predict" | "inspect";

export function lookMethods(context: WorkerContext): Pick<Handlers, Names> {
  /** The model of a run with its stored weights, for one use. */
  async function withRun<T>(
    runId: string,
    use: (model: Model, document: GraphDocument, classes: readonly string[]) => Promise<T>,
  ): Promise<Result<T>> {
    const store = context.store(runId);
    const record = await readRunRecord(store);
    if (!record.ok) return record;
    const { document, data } = record.value;
    return withModel(document, runId, (model) => use(model, document, data.classes));
  }

  async function withModel<T>(
    document: GraphDocument,
    runId: string | null,
    use: (model: Model) => Promise<T>,
  ): Promise<Result<T>> {
    const { batchSize, seed } = document.training;
    const prepared = prepareModel(document, needBackend(context), batchSize, seed);
    if (!prepared.ok) return prepared;
    const { model } = prepared.value;
    try {
      if (runId !== null) {
        const loaded = await loadRunWeights(context.store(runId), document, model);
        if (!loaded.ok) return loaded;
      }
      return ok(await use(model));
    } finally {
      model.dispose();
    }
  }

  /** Normalised values of one sample, channels last. */
  async function readSample(sample: SampleRef, runId: string | null): Promise<Float32Array> {
    const pixels =
      "pixels" in sample
        ? sample.pixels.slice()
        : (await needDataset(context)[sample.part].read([sample.index])).pixels;
    const record = runId === null ? null : await readRunRecord(context.store(runId));
    if (record?.ok === true) normalize(pixels, record.value.data.normalization);
    return pixels;
  }

  return {
    async evaluate({ runId }) {
      const { info, test } = needDataset(context);
      const record = await readRunRecord(context.store(runId));
      if (!record.ok) return record;
      const { normalization } = record.value.data;
      const result = await withRun(runId, async (model, document) => {
        const { loss } = document.training;
        const problems = checkData(model, info, loss);
        if (problems.length > 0) return fail(...problems);
        const onBatch = async (done: number, total: number): Promise<boolean> => {
          context.emit({ type: "progress", done, total });
          await new Promise((resolve) => setTimeout(resolve, 0));
          return true;
        };
        const done = await evaluate({ model, info, split: test, normalization, loss, onBatch });
        if (done === null) throw new Error("The evaluation was broken off by nobody.");
        const { report, predictions } = done;
        const { labels, predicted, confidences } = predictions;
        return ok({ ...report, labels, predicted, confidences });
      });
      return result.ok ? result.value : result;
    },

    async predict({ runId, sample }) {
      const pixels = await readSample(sample, runId);
      const result = await withRun(runId, async (model, _document, classes) => {
        const [prediction] = await predict({ model, pixels, count: 1, classes });
        if (prediction === undefined) throw new Error("The network gave no answer.");
        return prediction;
      });
      return result;
    },

    async inspect({ document, runId, sample, paths }) {
      const pixels = await readSample(sample, runId);
      return withModel(document, runId, (model) => captureActivations(model, pixels, paths));
    },
  };
}

async function captureActivations(
  model: Model,
  pixels: Float32Array,
  paths: readonly string[],
): Promise<readonly ActivationReply[]> {
  if (pixels.length !== elements(model.inputShape))
    throw new Error("The sample is not of the network's input shape.");
  const kept = tf.tidy(() => {
    const { captured } = model.forward(inputTensor(pixels, 1, model.inputShape), {
      training: false,
      capture: new Set(paths),
    });
    return [...captured].map(([path, tensor]) => {
      const channelsFirst = tensor.rank === 4 ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor;
      const sample = tf.keep(tf.reshape(channelsFirst, channelsFirst.shape.slice(1)));
      return { path, tensor: sample };
    });
  });
  const replies: ActivationReply[] = [];
  for (const { path, tensor } of kept) {
    const values = (await tensor.data<"float32">()).slice();
    replies.push({ path, shape: tensor.shape as Shape, values, ...statistics(values) });
    tensor.dispose();
  }
  return replies;
}

function statistics(values: Float32Array): Omit<ActivationReply, "path" | "shape" | "values"> {
  let [sum, squares, zeros] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    squares += value * value;
    if (value === 0) zeros += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / values.length;
  const std = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  return { mean, std, min, max, zeros: zeros / values.length };
}

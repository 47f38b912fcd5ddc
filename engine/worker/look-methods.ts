/** Looking at networks on the page's behalf: evaluation, prediction, activations, weights, Grad-CAM. */
import { createAnalyser } from "../analysis/analyse.ts";
import { normalize } from "../data/process/normalize.ts";
import type { Normalization } from "../data/types.ts";
import { captureActivations } from "../inspect/activations.ts";
import { gradCam } from "../inspect/grad-cam.ts";
import { fail, ok, type Result } from "../tensor/problem.ts";
import { checkData } from "../training/checks.ts";
import { evaluate } from "../training/evaluation/evaluate.ts";
import { predict } from "../training/evaluation/predict.ts";
import { needDataset, type WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import { createModelSource } from "./model-source.ts";
import type { SampleRef, WeightReply } from "./values.ts";

type Names = "evaluate" | "predict" | "inspect" | "readWeights" | "gradCam";

const flat = <T>(result: Result<Result<T>>): Result<T> => (result.ok ? result.value : result);

export function lookMethods(context: WorkerContext): Pick<Handlers, Names> {
  const { runModel, documentModel } = createModelSource(context);

  /** Normalised values of one sample, channels last. */
  async function readSample(sample: SampleRef, normalization: Normalization | null): Promise<Float32Array> {
    const pixels =
      "pixels" in sample
        ? sample.pixels.slice()
        : (await needDataset(context)[sample.part].read([sample.index])).pixels;
    if (normalization !== null) normalize(pixels, normalization);
    return pixels;
  }

  return {
    async evaluate({ runId }) {
      const { info, test } = needDataset(context);
      const result = await runModel(runId, async ({ model, document, normalization }) => {
        const { loss } = document.training;
        const problems = checkData(model, info, loss);
        if (problems.length > 0) return fail(...problems);
        const onBatch = async (done: number, total: number): Promise<boolean> => {
          context.emit({ type: "progress", task: "evaluation", done, total });
          await new Promise((resolve) => setTimeout(resolve, 0));
          return true;
        };
        const done = await evaluate({ model, info, split: test, normalization, loss, onBatch });
        if (done === null) throw new Error("The evaluation was broken off by nobody.");
        const { report, predictions } = done;
        const { labels, predicted, confidences, indices } = predictions;
        return ok({ ...report, labels, predicted, confidences, indices });
      });
      return flat(result);
    },

    predict: ({ runId, sample }) =>
      runModel(runId, async ({ model, classes, normalization }) => {
        const pixels = await readSample(sample, normalization);
        const [prediction] = await predict({ model, pixels, count: 1, classes });
        if (prediction === undefined) throw new Error("The network gave no answer.");
        return prediction;
      }),

    inspect: ({ document, runId, sample, paths, channels }) =>
      documentModel(document, runId, async ({ model, normalization }) =>
        captureActivations(model, await readSample(sample, normalization), paths, channels),
      ),

    readWeights: ({ document, runId, path }) =>
      documentModel(document, runId, async ({ model }) => {
        const replies: WeightReply[] = [];
        for (const [name, { shape, data }] of await model.readWeights()) {
          const own = name.slice(path.length + 1);
          if (name !== `${path}.${own}` || own.includes(".")) continue;
          replies.push({ name: own, shape, values: new Float32Array(data) });
        }
        return replies;
      }),

    gradCam: ({ document, runId, sample, path, label }) =>
      documentModel(document, runId, async ({ model, normalization }) => {
        const shape = createAnalyser().analyse(document).shapes.get(path)?.output;
        if (shape === undefined) throw new Error(`${path} is no node of the network.`);
        return gradCam({ model, pixels: await readSample(sample, normalization), path, shape, label });
      }),
  };
}

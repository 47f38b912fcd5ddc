/** What training would cost, and which learning rate suits: asked before a run starts. */
import { createAnalyser } from "../analysis/analyse.ts";
import { createBatches } from "../data/batches.ts";
import type { GraphDocument } from "../document/types.ts";
import { fail, ok, type Result } from "../tensor/problem.ts";
import { fittingBatchSize, forecastMemory, readImageBytes } from "../training/forecast.ts";
import { finishesImages } from "../training/images.ts";
import { findLearningRate } from "../training/lr-finder.ts";
import { createOptimizer } from "../training/optimizers/optimizer.ts";
import { type PreparedRun, prepareRun } from "../training/prepare.ts";
import { createStepper } from "../training/stepper.ts";
import { needBackend, needDataset, type WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";

type Names = "forecast" | "timeSteps" | "findRate" | "stopFinding";

/** No browser tells how much memory a GPU has; half of what small ones have leaves room for the display. */
const LIMIT_BYTES = 2 ** 31;
const WARM_UP = 2;
const MEASURED = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export function forecastMethods(context: WorkerContext): Pick<Handlers, Names> {
  let searching = 0;

  async function withPrepared<T>(
    document: GraphDocument,
    use: (prepared: PreparedRun) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const prepared = await prepareRun(document, needDataset(context), needBackend(context));
    if (!prepared.ok) return prepared;
    try {
      return await use(prepared.value);
    } finally {
      prepared.value.model.dispose();
    }
  }

  return {
    async forecast({ document }) {
      const analysis = createAnalyser().analyse(document);
      if (!analysis.valid) return fail(...analysis.problems);
      const { optimizer, batchSize, augment } = document.training;
      const { totals, expanded, shapes } = analysis;
      const backend = context.backend?.name ?? null;
      const input = expanded.nodes.find(({ kind }) => kind === "input");
      const shape = (input === undefined ? undefined : shapes.get(input.path)?.output) ?? [];
      const images = readImageBytes(shape, augment, backend);
      const { totalBytes, activationBytes } = forecastMemory(totals, optimizer, batchSize, backend, images);
      const fitting = fittingBatchSize(totals, optimizer, LIMIT_BYTES, backend, images);
      return ok({ totalBytes, activationBytes, fittingBatchSize: fitting, limitBytes: LIMIT_BYTES });
    },

    timeSteps: ({ document }) =>
      withPrepared(document, async ({ model, normalization }) => {
        const { info, train } = needDataset(context);
        const {
          optimizer: settings,
          batchSize,
          seed,
          loss,
          labelSmoothing,
          clipNorm,
          augment,
        } = document.training;
        const optimizer = createOptimizer(settings);
        const objective = { loss, labelSmoothing, task: info.task, classes: info.classes };
        const stepper = createStepper({ model, optimizer, objective, clipNorm });
        const options = {
          info,
          split: train,
          batchSize,
          order: "shuffled" as const,
          seed,
          normalization,
          augment,
          leaveImages: finishesImages(),
        };
        const taken: number[] = [];
        try {
          let before = performance.now();
          for (let epoch = 0; taken.length < WARM_UP + MEASURED; epoch++) {
            for await (const batch of createBatches({ ...options, epoch })) {
              await stepper.take({ batch, lr: settings.lr, dropout: { seed, step: taken.length } });
              await stepper.drain();
              const now = performance.now();
              taken.push(now - before);
              before = now;
              if (taken.length >= WARM_UP + MEASURED) break;
            }
          }
        } finally {
          stepper.dispose();
          optimizer.dispose();
        }
        return ok({ stepMs: median(taken.slice(WARM_UP)), batchSize: Math.min(batchSize, train.length) });
      }),

    findRate: ({ document }) =>
      withPrepared(document, ({ model, normalization }) => {
        searching += 1;
        const own = searching;
        return findLearningRate({
          model,
          dataset: needDataset(context),
          settings: document.training,
          normalization,
          onPoint(point) {
            context.emit({ type: "rate", point });
            return searching === own;
          },
        });
      }),

    async stopFinding() {
      searching += 1;
      return null;
    },
  };
}

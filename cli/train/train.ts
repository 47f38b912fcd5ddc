/** Runs a plan to its end: prints its lines, obeys Ctrl+C, writes the run folder. */
import { stepsPerEpoch } from "../../engine/data/batches.ts";
import { prepareRun } from "../../engine/training/prepare.ts";
import { createRun } from "../../engine/training/run.ts";
import type { DoneEvent, EpochEvent, TrainEvent } from "../../engine/training/types.ts";
import { openBackendFor } from "../backend/options.ts";
import { nodeTuning } from "../backend/tuning.ts";
import { EXIT, formatProblem, note, ProblemError, printJson, printLine } from "../output.ts";
import { createProgress, createTicker } from "../progress.ts";
import { ENGINE_VERSION } from "../version.ts";
import { startWeights } from "../weights.ts";
import type { TrainPlan } from "./plan.ts";

export async function trainPlan(plan: TrainPlan, json: boolean): Promise<void> {
  const { document, dataset, store, resume, resize, folder } = plan;
  const backend = await openBackendFor(plan.backend);
  const prepared = await prepareRun(document, dataset, backend);
  if (!prepared.ok) throw new ProblemError(prepared.problems);
  const { model, normalization, analysis } = prepared.value;
  if (plan.weights !== undefined)
    model.writeWeights(startWeights(plan.weights, analysis, document.training.seed));
  const settings = document.training;
  const printer = json
    ? { event: printJson, close() {} }
    : createPrinter(settings.epochs, dataset.train.length, settings.batchSize);
  const tuning = nodeTuning(backend);
  const run = createRun({
    model,
    dataset,
    settings,
    store,
    normalization,
    document,
    backend: backend.name,
    engineVersion: ENGINE_VERSION,
    resume,
    onEvent: printer.event,
    onWarning: (found) => note(formatProblem(found)),
    ...(resize === undefined ? {} : { resize }),
    ...(tuning === undefined ? {} : { tuning }),
  });
  const stop = stopOnInterrupt(() => void run.stop());
  const started = await run.start();
  stop();
  printer.close();
  model.dispose();
  await dataset.close();
  if (!started.ok) throw new ProblemError(started.problems);
  if (!json) printEnd(started.value, folder);
  if (started.value.problem !== undefined) {
    if (!json) note(formatProblem(started.value.problem));
    process.exitCode = EXIT.problem;
  }
}

/** The first Ctrl+C ends the run at its next step, with a checkpoint; a second ends the program. */
function stopOnInterrupt(stop: () => void): () => void {
  const onSignal = (): void => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    note("stopping after this step; press Ctrl+C again to quit at once");
    stop();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
}

function createPrinter(epochs: number, samples: number, batchSize: number) {
  const steps = epochs * stepsPerEpoch(samples, batchSize);
  let progress = createProgress("training", steps);
  const tick = createTicker(10_000);
  return {
    event(event: TrainEvent): void {
      if (event.type === "step") {
        const text = `loss ${event.loss.toFixed(4)}`;
        progress.update(event.step, text);
        tick(() => `epoch ${event.epoch}/${epochs}, step ${event.step}/${steps}, ${text}`);
      } else if (event.type === "epoch") {
        progress.finish();
        printLine(epochLine(event, epochs));
        if (event.epoch < epochs) {
          progress = createProgress("training", steps);
          progress.update(event.step, "");
        }
      }
    },
    close: () => progress.finish(),
  };
}

const percent = (share: number | null): string => (share === null ? "–" : `${(100 * share).toFixed(2)} %`);

function epochLine(event: EpochEvent, epochs: number): string {
  const seconds = (event.elapsedMs / 1000).toFixed(1);
  const parts = [
    `epoch ${String(event.epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${event.loss.toFixed(4)}`,
    ...(event.trainAccuracy === null ? [] : [`train ${percent(event.trainAccuracy)}`]),
    ...(event.testLoss === null ? [] : [`test loss ${event.testLoss.toFixed(4)}`]),
    ...(event.testAccuracy === null ? [] : [`test ${percent(event.testAccuracy)}`]),
    `${Math.round(event.imagesPerSecond)} images/s`,
    `${seconds} s`,
  ];
  return parts.join("  ");
}

const endings: Readonly<Record<DoneEvent["reason"], string>> = {
  finished: "finished",
  stopped: "stopped; resume it with",
  "early-stopping": "stopped early, because the test loss no longer fell; the best weights are kept",
  "non-finite": "stopped, because the loss was no longer a number; the last good weights are kept",
  failed: "failed",
};

function printEnd(done: DoneEvent, folder: string): void {
  const suffix = done.reason === "stopped" ? ` layerloom train --resume ${folder}` : `: ${folder}`;
  printLine(`${endings[done.reason]}${suffix}`);
}

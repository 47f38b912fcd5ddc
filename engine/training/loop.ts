/** The loop of a run: epochs of steps with their evaluation, until the end or until something ends it. */
import { createBatches, stepsPerEpoch } from "../data/batches.ts";
import type { Cadence } from "./cadence.ts";
import type { RunGate } from "./controls.ts";
import { shouldStop } from "./early-stopping.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import type { EvaluationReport } from "./evaluation/tally.ts";
import { judge, MEASURE_EVERY } from "./health/judge.ts";
import type { HealthEvent } from "./health/types.ts";
import { finishesImages } from "./images.ts";
import type { trainingMessages } from "./messages.ts";
import { type EpochResult, meansOf, withBest, withEpoch, withStep, withTime } from "./progress.ts";
import { lrAt } from "./schedules.ts";
import type { Session, SessionOptions } from "./session.ts";
import type { StepOutcome, Stepper } from "./stepper.ts";
import type { DoneEvent, EpochEvent, StepEvent } from "./types.ts";
import type { Yielder } from "./yield.ts";

/** Why the loop was left. */
export type Ending =
  | { readonly reason: Exclude<DoneEvent["reason"], "non-finite" | "failed"> }
  | {
      readonly reason: "non-finite";
      readonly code: keyof typeof trainingMessages & ("training/non-finite" | "training/non-finite-weights");
      readonly values: {
        readonly loss: string;
        readonly step: number;
        readonly epoch: number;
        readonly lr: number;
      };
    };

export interface Flight {
  readonly options: SessionOptions;
  readonly session: Session;
  readonly stepper: Stepper;
  readonly gate: RunGate;
  readonly yielder: Yielder;
  /** Milliseconds since it was last called. */
  readonly lap: () => number;
  /** The learning rate asked for since the last call, if any. */
  readonly newLearningRate: () => number | null;
  readonly cadence: Cadence;
  readonly onEvent: (event: StepEvent | EpochEvent) => void;
  readonly onHealth: (event: HealthEvent) => void;
  /** Throws once the run was aborted, so that nothing of it is recorded or saved any more. */
  readonly guard: () => void;
}

export async function runLoop(flight: Flight): Promise<Ending> {
  const { session, options, gate } = flight;
  const { settings } = options;
  if (gate.interrupted && !(await rest(flight))) return { reason: "stopped" };
  while (session.progress.epoch < settings.epochs) {
    if (shouldStop(session.progress.stopping, settings.patience)) return { reason: "early-stopping" };
    const ending = (await trainEpoch(flight)) ?? (await closeEpoch(flight));
    if (ending !== null) return ending;
  }
  return { reason: "finished" };
}

/** A pause or a stop was asked for: saves, waits out the pause, and says whether to go on. */
function rest({ session, gate, lap, guard }: Flight): Promise<boolean> {
  return gate
    .pass(async () => {
      guard();
      session.advance(withTime(session.progress, lap()));
      await session.checkpoint();
      await session.recorder.flush();
    })
    .finally(lap);
}

const spe = ({ options: { dataset, settings } }: Flight): number =>
  stepsPerEpoch(dataset.train.length, settings.batchSize);

async function trainEpoch(flight: Flight): Promise<Ending | null> {
  const { options, session, stepper, gate, yielder } = flight;
  const { dataset, settings, normalization } = options;
  const { epoch, stepInEpoch } = session.progress;
  const batches = createBatches({
    info: dataset.info,
    split: dataset.train,
    batchSize: settings.batchSize,
    order: "shuffled",
    seed: settings.seed,
    epoch,
    fromStep: stepInEpoch,
    normalization,
    augment: settings.augment,
    leaveImages: finishesImages(),
  });
  for await (const batch of batches) {
    const step = epoch * spe(flight) + batch.step;
    const request = {
      batch,
      lr: rateAt(flight, step),
      dropout: { seed: settings.seed, step },
      measured: step % MEASURE_EVERY === 0,
    };
    const ending = settle(flight, await stepper.take(request));
    if (ending !== null) return ending;
    await session.recorder.flushIfDue();
    if (flight.cadence.isDue(session.progress.step)) {
      const broken = settle(flight, await stepper.drain()) ?? (await checkpoint(flight));
      if (broken !== null) return broken;
    }
    await yielder.next();
    if (gate.interrupted) {
      const broken = settle(flight, await stepper.drain());
      if (broken !== null) return broken;
      if (!(await rest(flight))) return { reason: "stopped" };
    }
  }
  return settle(flight, await stepper.drain());
}

function rateAt(flight: Flight, step: number): number {
  const { session, options } = flight;
  const { settings } = options;
  const changed = flight.newLearningRate();
  if (changed !== null) session.advance({ ...session.progress, baseLr: changed });
  const lr = session.progress.baseLr ?? settings.optimizer.lr;
  return lrAt({ ...settings, optimizer: { lr } }, step, spe(flight));
}

/** Records the steps whose losses are known. */
function settle(flight: Flight, outcomes: readonly StepOutcome[]): Ending | null {
  const { session, lap, onEvent } = flight;
  flight.guard();
  for (const outcome of outcomes) {
    const { epoch } = session.progress;
    if (!Number.isFinite(outcome.loss)) {
      const step = epoch * spe(flight) + outcome.batchStep + 1;
      const values = { loss: String(outcome.loss), step, epoch: epoch + 1, lr: outcome.lr };
      return { reason: "non-finite", code: "training/non-finite", values };
    }
    session.advance(withStep(session.progress, outcome, spe(flight), lap()));
    const { step, elapsedMs } = session.progress;
    const event: StepEvent = {
      type: "step",
      epoch: epoch + 1,
      step,
      loss: outcome.loss,
      learningRate: outcome.lr,
      elapsedMs,
    };
    session.recorder.step(event);
    onEvent(event);
    if (outcome.health !== null) {
      const { lights, history } = judge(session.progress.health, outcome.health);
      session.advance({ ...session.progress, health: history });
      const health: HealthEvent = { type: "health", epoch: epoch + 1, step, lights, ...outcome.health };
      session.recorder.health(health);
      flight.onHealth(health);
    }
  }
  return null;
}

async function checkpoint(flight: Flight): Promise<Ending | null> {
  const { session, lap, cadence } = flight;
  flight.guard();
  session.advance(withTime(session.progress, lap()));
  if (await session.checkpoint()) {
    cadence.saved(session.progress.step);
    return null;
  }
  const { step, epoch } = session.progress;
  const values = { loss: "", step, epoch: epoch + 1, lr: rateAt(flight, step) };
  return { reason: "non-finite", code: "training/non-finite-weights", values };
}

async function saveEpoch(flight: Flight): Promise<Ending | null> {
  const { session } = flight;
  session.advance(withBest(session.progress));
  const broken = await checkpoint(flight);
  if (broken === null) await session.saveWeights();
  return broken;
}

/** Evaluates, records the epoch, saves where it is worth it. */
async function closeEpoch(flight: Flight): Promise<Ending | null> {
  const { options, session, gate, yielder, lap, onEvent } = flight;
  const { model, dataset, settings, normalization } = options;
  await session.recorder.flush();
  let report: EvaluationReport | null = null;
  if (dataset.test.length > 0) {
    const evaluation = await evaluate({
      model,
      info: dataset.info,
      split: dataset.test,
      normalization,
      loss: settings.loss,
      batchSize: settings.batchSize,
      onBatch: async () => {
        await yielder.next();
        return !gate.interrupted || (await rest(flight));
      },
    });
    if (evaluation === null) return { reason: "stopped" };
    flight.guard();
    report = evaluation.report;
  }
  session.advance(withTime(session.progress, lap()));
  const { progress } = session;
  const means = meansOf(progress.totals);
  const result: EpochResult = {
    loss: means?.loss ?? Number.NaN,
    trainAccuracy: dataset.info.task === "classification" ? (means?.accuracy ?? null) : null,
    testLoss: report?.loss ?? null,
    testAccuracy: report?.accuracy ?? null,
  };
  if (report !== null && !Number.isFinite(report.loss)) {
    const values = { loss: String(report.loss), step: progress.step, epoch: progress.epoch + 1, lr: 0 };
    return { reason: "non-finite", code: "training/non-finite", values };
  }
  session.advance(withEpoch(progress, result, spe(flight)));
  const event: EpochEvent = {
    type: "epoch",
    epoch: session.progress.epoch,
    step: session.progress.step,
    ...result,
    testTop5: report?.top5 ?? null,
    imagesPerSecond: (1000 * progress.totals.samples) / Math.max(progress.totals.milliseconds, 0.001),
    elapsedMs: session.progress.elapsedMs,
  };
  session.recorder.epoch(event);
  onEvent(event);
  const { epoch, stopping } = session.progress;
  const improved = settings.patience > 0 && stopping.bestEpoch === epoch;
  const wanted = improved || epoch === settings.epochs || flight.cadence.isDueAtEpoch();
  const broken = wanted ? await saveEpoch(flight) : null;
  session.advance(withTime(session.progress, lap()));
  return broken;
}

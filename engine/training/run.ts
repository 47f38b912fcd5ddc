/** A training run: starts or resumes, obeys pause, resume and stop, and always ends in one `done`. */
import { createAnalyser } from "../analysis/analyse.ts";
import { OutOfMemory } from "../kernels/out-of-memory.ts";
import { fail, ok, type Problem, problem, type Result } from "../tensor/problem.ts";
import { type CheckpointEvery, createCadence } from "./cadence.ts";
import { checkRun } from "./checks.ts";
import { type Controls, createGate, type RunStatus } from "./controls.ts";
import { createProbe } from "./health/probe.ts";
import type { HealthEvent } from "./health/types.ts";
import { type Ending, type Flight, runLoop } from "./loop.ts";
import { trainingMessages } from "./messages.ts";
import { meansOf, type Progress } from "./progress.ts";
import { encodeJson, runFiles } from "./run-folder.ts";
import { resumeSession, type Session, type SessionOptions, startSession } from "./session.ts";
import { createStepper } from "./stepper.ts";
import { type KernelChooser, kernelsForNew, kernelsForResumed, withKernels } from "./tuning/kernels.ts";
import type { Tuning } from "./tuning/types.ts";
import type { DoneEvent, TrainEvent } from "./types.ts";
import { createYielder } from "./yield.ts";

export interface RunOptions extends Omit<SessionOptions, "now" | "onWarning" | "kernels"> {
  /** Go on from the newest usable checkpoint in the store; otherwise the store is cleared of an earlier run. */
  readonly resume?: boolean;
  readonly checkpointEvery?: CheckpointEvery;
  readonly onEvent?: (event: TrainEvent) => void;
  /** Told of each measurement of gradients and activations, every 25 steps. */
  readonly onHealth?: (event: HealthEvent) => void;
  readonly onStatus?: (status: RunStatus) => void;
  readonly onWarning?: (problem: Problem) => void;
  /** Where kernels are to be chosen by measuring them on this device, at the start of a new run; else all go by the rule. */
  readonly tuning?: Tuning;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number;
}

export interface Run extends Controls {
  /**
   * Runs to the end, once. Problems come back where the run cannot start; nothing is written then. All that happens
   * later ends in the `done` event, which is returned too.
   */
  start(): Promise<Result<DoneEvent>>;
  /** The base learning rate from the next step on; schedule and warm-up go on over it. Recorded with each step. */
  setLearningRate(lr: number): void;
  /**
   * Breaks the run off as failed with this problem, where its results cannot be trusted any more (a lost or faulty
   * device): nothing further is recorded or saved.
   */
  abort(problem: Problem): void;
  /** The error that broke the run off, where its `done` says `failed` and it was not aborted. */
  readonly error: unknown;
}

const systemClock = (): number => performance.timeOrigin + performance.now();

export function createRun(options: RunOptions): Run {
  const { model, dataset, settings, store, normalization, onEvent = () => {} } = options;
  const now = options.now ?? systemClock;
  const gate = createGate(options.onStatus);
  let wantedLr: number | null = null;
  let broken: unknown;
  let aborted: Problem | null = null;
  const guard = (): void => {
    if (aborted !== null) throw new RunAborted(aborted);
  };

  const onWarning = options.onWarning ?? (() => {});
  const sessionOptions: SessionOptions = {
    ...options,
    now,
    onWarning,
    kernels(earlier) {
      const { tuning } = options;
      const chooser: KernelChooser = {
        network: createAnalyser().analyse(options.document),
        batchSize: settings.batchSize,
        tuning,
        now,
        stopped: () => gate.interrupted,
        onWarning,
      };
      return earlier === undefined ? kernelsForNew(chooser) : kernelsForResumed(chooser, earlier.record);
    },
  };

  const fly = async (session: Session): Promise<DoneEvent> => {
    const yielder = createYielder();
    const { task, classes } = dataset.info;
    const objective = { loss: settings.loss, labelSmoothing: settings.labelSmoothing, task, classes };
    const plain = createStepper({
      model,
      optimizer: session.optimizer,
      objective,
      clipNorm: settings.clipNorm,
      probe: createProbe(createAnalyser().analyse(options.document).expanded.nodes, model.variables),
      onRefusal: (reason) =>
        options.onWarning?.(
          problem(trainingMessages, "training/not-replayed", { path: "", severity: "warning" }, { reason }),
        ),
    });
    const stepper = withKernels(plain, session.kernels);
    const flight: Flight = {
      options: sessionOptions,
      session,
      stepper,
      gate,
      yielder,
      lap: createLap(now),
      newLearningRate() {
        const lr = wantedLr;
        wantedLr = null;
        return lr;
      },
      cadence: createCadence(now, session.progress.step, options.checkpointEvery),
      onEvent,
      onHealth: options.onHealth ?? (() => {}),
      guard,
    };
    try {
      if (session.progress.step === 0) await session.checkpoint();
      const ending = await runLoop(flight);
      gate.ending();
      return await bringHome(flight, ending);
    } catch (error) {
      gate.ending();
      const unexpected = error instanceof RunAborted ? undefined : error;
      broken = await orBoth(unexpected, () => session.recorder.flush());
      return failedEvent(session.progress, error);
    } finally {
      stepper.dispose();
      yielder.close();
      session.dispose();
    }
  };

  return {
    get status() {
      return gate.status;
    },
    pause: gate.pause,
    resume: gate.resume,
    stop: gate.stop,
    get error() {
      return broken;
    },
    setLearningRate(lr) {
      wantedLr = lr;
    },
    abort(problem) {
      aborted ??= problem;
      void gate.stop();
    },
    async start() {
      if (gate.status !== "idle") throw new Error("A run starts once.");
      const problems = checkRun({
        model,
        info: dataset.info,
        trainingSamples: dataset.train.length,
        settings,
        normalization,
      });
      if (problems.length > 0) {
        gate.ended();
        return fail(...problems);
      }
      gate.started();
      const session = await (options.resume === true ? resumeSession : startSession)(sessionOptions);
      if ("code" in session) {
        gate.ended();
        return fail(session);
      }
      const done = await fly(session);
      const write = (): Promise<void> => store.write(runFiles.done, encodeJson(done));
      broken = await orBoth(broken, write);
      gate.ended();
      onEvent(done);
      return ok(done);
    },
  };
}

function createLap(now: () => number): () => number {
  let mark = now();
  return () => {
    const before = mark;
    mark = now();
    return Math.max(0, mark - before);
  };
}

class RunAborted extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What went wrong: `error`, what `last` rejects with, or both. */
async function orBoth(error: unknown, last: () => Promise<void>): Promise<unknown> {
  try {
    await last();
    return error;
  } catch (second) {
    return error === undefined || error === second
      ? second
      : new AggregateError([error, second], "The record could not be completed.");
  }
}

/** Saves what the ending calls for and tells the result. */
async function bringHome({ session, options, guard }: Flight, ending: Ending): Promise<DoneEvent> {
  guard();
  const { settings } = options;
  let keptStep = session.progress.step;
  if (ending.reason === "non-finite") {
    if (!(await session.hasFiniteWeights())) keptStep = (await session.recallWeights()) ?? 0;
  } else if (ending.reason === "early-stopping") {
    keptStep = (await session.recallWeights(session.progress.best?.step)) ?? keptStep;
  } else if (ending.reason === "stopped") {
    await session.checkpoint();
  }
  await session.recorder.flush();
  await session.saveWeights();
  const base = doneEvent(session.progress, keptStep, ending.reason, settings.epochs);
  if (ending.reason !== "non-finite") return base;
  const place = { path: "" };
  return {
    ...base,
    problem: problem(trainingMessages, ending.code, place, { ...ending.values, kept: keptStep }),
  };
}

function doneEvent(
  progress: Progress,
  keptStep: number,
  reason: DoneEvent["reason"],
  epochs: number,
): DoneEvent {
  const { last, totals, epoch, step, elapsedMs } = progress;
  const present = meansOf(totals);
  return {
    type: "done",
    epoch: Math.min(epochs, step === 0 ? 0 : epoch + (present === null ? 0 : 1)),
    step,
    keptStep,
    reason,
    loss: present?.loss ?? last?.loss ?? null,
    trainAccuracy: last?.trainAccuracy ?? null,
    testAccuracy: last?.testAccuracy ?? null,
    elapsedMs,
  };
}

const failedEvent = (progress: Progress, error: unknown): DoneEvent => ({
  ...doneEvent(progress, progress.step, "failed", Number.POSITIVE_INFINITY),
  problem: failureAt(progress.step, error),
});

function failureAt(step: number, error: unknown): Problem {
  if (error instanceof RunAborted) return error.problem;
  if (error instanceof OutOfMemory) {
    const [wanted, used] = [error.wantedBytes, error.usedBytes].map((bytes) => Math.round(bytes / 2 ** 20));
    return problem(trainingMessages, "training/out-of-memory", { path: "" }, { step, wanted, used });
  }
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  return problem(trainingMessages, "training/failed", { path: "" }, { step, reason });
}

/** The state of one run in flight: model, optimiser, record, and where it stands; saved and restored as one. */
import type { Dataset, Normalization } from "../data/types.ts";
import { graphHash } from "../document/hash.ts";
import type { GraphDocument, TrainingSettings } from "../document/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { batchCounters, writeSafetensors } from "../targets/weights/safetensors-write.ts";
import type { Weights } from "../targets/weights/types.ts";
import { type Problem, problem } from "../tensor/problem.ts";
import { COUNTER_GENERATOR } from "../tensor/random-counter.ts";
import {
  type Checkpoint,
  readCheckpoint,
  readNewestCheckpoint,
  saveCheckpoint,
} from "./checkpoint/checkpoint.ts";
import type { LogPosition } from "./checkpoint/manifest.ts";
import { freshHistory } from "./health/judge.ts";
import { trainingMessages } from "./messages.ts";
import { createOptimizer, type Optimizer } from "./optimizers/optimizer.ts";
import { freshProgress, type Progress } from "./progress.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { encodeJson, runFiles } from "./run-folder.ts";
import type { KernelRecord, RunKernels } from "./tuning/types.ts";
import type { RunRecord, RunStore } from "./types.ts";

export interface SessionOptions {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly store: RunStore;
  readonly normalization: Normalization;
  readonly document: GraphDocument;
  readonly backend: string;
  readonly engineVersion: string;
  /** `[height, width]` that the data was resized to. */
  readonly resize?: readonly [number, number];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what was passed over or lost in a resume. */
  readonly onWarning: (problem: Problem) => void;
  /** Chooses the kernels: of a new run, or of one that goes on and was computed by these. */
  readonly kernels: (earlier?: { readonly record: KernelRecord | null }) => Promise<RunKernels>;
}

export interface Session {
  readonly optimizer: Optimizer;
  readonly recorder: Recorder;
  readonly progress: Progress;
  readonly kernels: RunKernels;
  advance(progress: Progress): void;
  /** Saves everything; false, and nothing written, where a weight is not a finite number. */
  checkpoint(): Promise<boolean>;
  /** Writes `weights.safetensors`. */
  saveWeights(): Promise<void>;
  /** Puts the weights of a checkpoint into the model: of that step, or of the newest. Returns its step. */
  recallWeights(step?: number): Promise<number | null>;
  hasFiniteWeights(): Promise<boolean>;
  dispose(): void;
}

const isFiniteArray = (data: Float32Array): boolean => data.every(Number.isFinite);
const areFinite = (weights: Weights): boolean =>
  [...weights.values()].every(({ data }) => isFiniteArray(data));

/** Starts anew: what another run left in the store is removed first. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const { store, settings, dataset, document, backend, engineVersion, normalization, resize, now } = options;
  const kernels = await options.kernels();
  await store.remove(runFiles.done);
  const { checkpoints, metrics, health, tensorboard, weights } = runFiles;
  for (const path of [checkpoints, metrics, health, tensorboard, weights]) {
    await store.remove(path);
  }
  const { source, fingerprint, classes, fit } = dataset.info;
  const record: RunRecord = {
    format: "layerloom/run",
    version: 1,
    document: { ...document, training: settings },
    seed: settings.seed,
    data: {
      source,
      fingerprint,
      classes,
      normalization,
      ...(resize === undefined ? {} : { resize }),
      ...(fit === undefined ? {} : { fit }),
    },
    backend,
    engineVersion,
    ...(kernels.record === null ? {} : { kernels: kernels.record }),
    startedAt: new Date(now()).toISOString(),
  };
  await store.write(runFiles.record, encodeJson(record));
  return createSession(options, createRecorder(store, now), freshProgress, kernels);
}

/** Goes on from the newest usable checkpoint; without one it starts anew. */
export async function resumeSession(options: SessionOptions): Promise<Session | Problem> {
  const { store, settings, model, now, onWarning } = options;
  const { checkpoint, warnings } = await readNewestCheckpoint(store);
  for (const warning of warnings) onWarning(warning);
  if (checkpoint === null) return startSession(options);
  const { state } = checkpoint;
  const misfit = describeMisfit(checkpoint, settings, model);
  if (misfit !== null) {
    const values = { name: `step ${state.progress.step}`, reason: misfit };
    return problem(trainingMessages, "checkpoint/other-network", { path: runFiles.checkpoints }, values);
  }
  if (drawsOtherwise(state, settings, model)) {
    const values = { step: state.progress.step + 1 };
    onWarning(
      problem(
        trainingMessages,
        "checkpoint/other-generator",
        { path: runFiles.checkpoints, severity: "warning" },
        values,
      ),
    );
  }
  const kernels = await options.kernels({ record: state.kernels ?? null });
  await store.remove(runFiles.done);
  const logs = await cutLogs(store, state.logs, onWarning);
  // checkpoints of earlier versions hold no measurements
  const progress = { ...state.progress, health: state.progress.health ?? freshHistory };
  const session = createSession(options, createRecorder(store, now, logs), progress, kernels);
  session.optimizer.writeState({ step: state.optimizer.step, slots: checkpoint.slots });
  return session;
}

/** Whether what was drawn before the checkpoint came from another generator than what will be drawn after it. */
const drawsOtherwise = (
  { generator, progress }: Checkpoint["state"],
  { augment }: TrainingSettings,
  { hasDropout }: Model,
): boolean =>
  generator !== COUNTER_GENERATOR &&
  progress.step > 0 &&
  (hasDropout || Object.values(augment).some((strength) => strength > 0));

/** Writes the weights into the model; the reason where the checkpoint is not of this run. */
function describeMisfit(
  { weights, state }: Checkpoint,
  settings: TrainingSettings,
  model: Model,
): string | null {
  if (state.optimizer.type !== settings.optimizer.type) {
    return `it was trained with ${state.optimizer.type}, not ${settings.optimizer.type}`;
  }
  if (state.seed !== settings.seed) return `its seed is ${state.seed}, not ${settings.seed}`;
  const { missing, unexpected, mismatched } = model.writeWeights(weights);
  const [first] = [...missing, ...unexpected, ...mismatched];
  return first === undefined ? null : `the weight ${first} does not match`;
}

/** Drops what was written after the checkpoint; returns the lengths as they are then. */
async function cutLogs(
  store: RunStore,
  logs: readonly LogPosition[],
  onWarning: (problem: Problem) => void,
): Promise<readonly LogPosition[]> {
  const cut: LogPosition[] = [];
  for (const { path, length } of logs) {
    await store.truncate(path, length);
    const bytes = (await store.read(path))?.length ?? 0;
    cut.push({ path, length: bytes });
    if (bytes === length) continue;
    const values = { file: path, bytes, expected: length };
    onWarning(problem(trainingMessages, "checkpoint/log-short", { path, severity: "warning" }, values));
  }
  return cut;
}

function createSession(
  { model, settings, store, document }: SessionOptions,
  recorder: Recorder,
  from: Progress,
  kernels: RunKernels,
): Session {
  const optimizer = createOptimizer(settings.optimizer);
  const graph = graphHash(document);
  let progress = from;
  return {
    optimizer,
    recorder,
    kernels,
    get progress() {
      return progress;
    },
    advance(next) {
      progress = next;
    },
    async checkpoint() {
      const weights = await model.readWeights();
      const { slots, step } = await optimizer.readState();
      if (!areFinite(weights)) return false;
      await recorder.flush();
      const state = {
        progress,
        optimizer: { type: settings.optimizer.type, step },
        seed: settings.seed,
        generator: COUNTER_GENERATOR,
        ...(kernels.record === null ? {} : { kernels: kernels.record }),
        logs: recorder.positions(),
      };
      await saveCheckpoint(store, { weights, slots, state });
      return true;
    },
    async saveWeights() {
      const weights = await model.readWeights();
      const counters = batchCounters(weights, optimizer.step);
      await store.write(runFiles.weights, writeSafetensors(weights, { metadata: { graph }, counters }));
    },
    async recallWeights(step) {
      const read = step === undefined ? null : await readCheckpoint(store, step);
      const checkpoint =
        read === null || typeof read === "string" ? (await readNewestCheckpoint(store)).checkpoint : read;
      if (checkpoint === null) return null;
      model.writeWeights(checkpoint.weights);
      return checkpoint.state.progress.step;
    },
    hasFiniteWeights: async () => areFinite(await model.readWeights()),
    dispose: () => optimizer.dispose(),
  };
}

/** A small run over made data, for tests of the loop. */
import { memoryDataset } from "../../engine/data/memory.ts";
import type { Dataset } from "../../engine/data/types.ts";
import type { GraphDocument, TrainingSettings } from "../../engine/document/types.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createRun, type Run, type RunOptions } from "../../engine/training/run.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { DoneEvent, RunStore, StepEvent, TrainEvent } from "../../engine/training/types.ts";
import { build, chain } from "./networks.ts";
import { optimizerSettings, trainingSettings } from "./settings.ts";

const CLASSES = ["left", "right", "both"];

/** 1×4×4 images whose bright columns tell the class, under noise. */
export function stripes(train: number, test: number, seed = 3): Dataset {
  const part = (count: number, stream: string) => {
    const random = createRandom(seed, stream);
    const labels = Int32Array.from({ length: count }, () => random.int(CLASSES.length));
    const pixels = Float32Array.from({ length: count * 16 }, (_, i) => {
      const label = labels[Math.floor(i / 16)] as number;
      const column = i % 4;
      const bright = label === 2 || (label === 0 ? column < 2 : column >= 2);
      return (bright ? 0.6 : 0.1) + 0.3 * random.next();
    });
    return { pixels, labels };
  };
  return memoryDataset({
    title: "stripes",
    shape: [1, 4, 4],
    classes: CLASSES,
    train: part(train, "train"),
    test: part(test, "test"),
  });
}

export const smallDocument = (): GraphDocument =>
  chain(
    [1, 4, 4],
    [
      ["conv", "conv2d", { filters: 3, kernel: [3, 3], padding: [1, 1] }],
      ["norm", "batchNorm"],
      ["act", "relu"],
      ["drop", "dropout", { rate: 0.2 }],
      ["flatten", "flatten"],
      ["fc", "dense", { units: 3 }],
    ],
  );

/** Everything that has state: momentum of both kinds, statistics, dropout, augmentation, a schedule. */
export const smallSettings = (changes: Partial<TrainingSettings> = {}): TrainingSettings =>
  trainingSettings({
    optimizer: optimizerSettings({ type: "adam", lr: 0.02 }),
    schedule: { type: "cosine", minLr: 0 },
    warmupSteps: 3,
    labelSmoothing: 0.05,
    clipNorm: 5,
    epochs: 3,
    batchSize: 8,
    augment: { flip: 0, crop: 1, rotation: 0, color: 0, cutout: 0, mixup: 0.2 },
    ...changes,
  });

export interface SmallRun {
  readonly run: Run;
  readonly model: Model;
  readonly store: RunStore;
  readonly dataset: Dataset;
  readonly events: TrainEvent[];
  readonly options: RunOptions;
  /** Starts it, and fails where it could not start. */
  start(): Promise<DoneEvent>;
}

export function smallRun(changes: Partial<RunOptions> = {}): SmallRun {
  const document = changes.document ?? smallDocument();
  const model = changes.model ?? build(document);
  const events: TrainEvent[] = [];
  const options: RunOptions = {
    model,
    dataset: stripes(50, 20),
    settings: smallSettings(),
    store: memoryStore(),
    normalization: { mean: [0.4], std: [0.25] },
    document,
    backend: "cpu",
    engineVersion: "0.0.0",
    checkpointEvery: { steps: 4 },
    ...changes,
    onEvent(event) {
      events.push(event);
      changes.onEvent?.(event);
    },
  };
  const run = createRun(options);
  return {
    run,
    model,
    store: options.store,
    dataset: options.dataset,
    events,
    options,
    async start() {
      const done = await run.start();
      if (!done.ok) throw new Error(done.problems.map(({ message }) => message).join("\n"));
      return done.value;
    },
  };
}

export const stepsOf = (events: readonly TrainEvent[]): readonly StepEvent[] =>
  events.filter((event) => event.type === "step");
export const lossesOf = (events: readonly TrainEvent[]): readonly number[] =>
  stepsOf(events).map(({ loss }) => loss);

/** The parsed lines of `metrics.jsonl`. */
export async function metricsOf(store: RunStore): Promise<readonly TrainEvent[]> {
  const bytes = (await store.read("metrics.jsonl")) ?? new Uint8Array();
  const lines = new TextDecoder().decode(bytes).split("\n");
  if (lines.pop() !== "") throw new Error("metrics.jsonl ends in half a line");
  return lines.map((line) => JSON.parse(line) as TrainEvent);
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await wait(0);
}

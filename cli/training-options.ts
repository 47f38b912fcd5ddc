/** Options of `train` that override the document's own training settings. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type {
  AugmentSettings,
  OptimizerSettings,
  ScheduleSettings,
  TrainingSettings,
} from "../engine/document/types.ts";
import { real, whole } from "./numbers.ts";
import { UsageError } from "./output.ts";

export interface TrainingOptions {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly optimizer?: "sgd" | "momentum" | "nesterov" | "adam" | "adamw" | "rmsprop";
  readonly lr?: number;
  readonly momentum?: number;
  readonly weightDecay?: number;
  readonly schedule?: ScheduleSettings;
  readonly warmup?: number;
  readonly clip?: number;
  readonly labelSmoothing?: number;
  readonly patience?: number;
  readonly augment?: Partial<AugmentSettings>;
  readonly seed?: number;
}

/** `constant`, `step:EPOCHS:GAMMA`, `cosine[:MIN]`, `one-cycle[:PCT]`. */
export function parseSchedule(text: string): ScheduleSettings {
  const [type, ...rest] = text.split(":");
  const numbers = rest.map(Number);
  const [first, second] = numbers;
  if (numbers.some((number) => !Number.isFinite(number) || number < 0)) throw badSchedule();
  if (type === "constant" && rest.length === 0) return { type };
  if (type === "step" && rest.length <= 2)
    return { type, everyEpochs: Math.max(1, first ?? 30), gamma: second ?? 0.1 };
  if (type === "cosine" && rest.length <= 1) return { type, minLr: first ?? 0 };
  if (type === "one-cycle" && rest.length <= 1 && (first ?? 0.3) <= 1) {
    return { type, pctStart: first ?? 0.3, divFactor: 25, finalDivFactor: 1e4 };
  }
  throw badSchedule();
}
const badSchedule = () =>
  new InvalidArgumentError("write constant, step:EPOCHS:GAMMA, cosine[:MINIMUM] or one-cycle[:RISING_PART]");

/** `flip=0.5,crop=4,rotation=10,color=0.2,cutout=8,mixup=0.2`. */
export function parseAugment(text: string): Partial<AugmentSettings> {
  const known = ["flip", "crop", "rotation", "color", "cutout", "mixup"] as const;
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [name = "", value = ""] = part.split("=");
      const number = Number(value);
      if (!known.some((k) => k === name) || value.trim() === "" || !(number >= 0)) {
        throw new InvalidArgumentError(
          `write NAME=NUMBER pairs joined by commas; names: ${known.join(", ")}`,
        );
      }
      return [name, number];
    }),
  );
}

export const addTrainingOptions = (command: Command): Command =>
  command
    .option("--epochs <n>", "passes over the training part", whole(1))
    .option("--batch-size <n>", "samples a step", whole(1))
    .addOption(
      new Option("--optimizer <name>", "how weights follow gradients").choices([
        "sgd",
        "momentum",
        "nesterov",
        "adam",
        "adamw",
        "rmsprop",
      ]),
    )
    .option("--lr <rate>", "learning rate", real(0))
    .option("--momentum <m>", "of sgd and rmsprop", real(0, 1))
    .option("--weight-decay <d>", "pull of the weights towards zero", real(0))
    .option("--schedule <form>", "constant, step:EPOCHS:GAMMA, cosine[:MIN], one-cycle[:PART]", parseSchedule)
    .option("--warmup <steps>", "steps over which the learning rate rises to its value", whole(0))
    .option("--clip <norm>", "largest norm of all gradients together; 0 is off", real(0))
    .option("--label-smoothing <s>", "share of probability spread over all classes", real(0, 1))
    .option("--patience <epochs>", "stop after so many epochs without a lower test loss; 0 is off", whole(0))
    .option("--augment <list>", "flip=0.5,crop=4,rotation=10,color=0.2,cutout=8,mixup=0.2", parseAugment)
    .option("--seed <n>", "of weights, order, dropout and augmentation", whole(0));

/** The document's settings with what was typed in place of them. */
export function overrideSettings(own: TrainingSettings, options: TrainingOptions): TrainingSettings {
  const { epochs, batchSize, schedule, warmup, clip, labelSmoothing, patience, seed, augment } = options;
  return {
    ...own,
    optimizer: overrideOptimizer(own.optimizer, options),
    ...(epochs === undefined ? {} : { epochs }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(warmup === undefined ? {} : { warmupSteps: warmup }),
    ...(clip === undefined ? {} : { clipNorm: clip }),
    ...(labelSmoothing === undefined ? {} : { labelSmoothing }),
    ...(patience === undefined ? {} : { patience }),
    ...(seed === undefined ? {} : { seed }),
    augment: { ...own.augment, ...augment },
  };
}

function overrideOptimizer(own: OptimizerSettings, options: TrainingOptions): OptimizerSettings {
  const { optimizer, lr, momentum, weightDecay } = options;
  const changes: Partial<OptimizerSettings> = {
    ...(lr === undefined ? {} : { lr }),
    ...(momentum === undefined ? {} : { momentum }),
    ...(weightDecay === undefined ? {} : { weightDecay }),
  };
  if (optimizer === undefined) return { ...own, ...changes };
  if (optimizer === "momentum" || optimizer === "nesterov") {
    if (momentum === 0) throw new UsageError(`--optimizer ${optimizer} needs a momentum above 0.`);
    return { ...own, type: "sgd", momentum: 0.9, nesterov: optimizer === "nesterov", ...changes };
  }
  // A momentum of the document belongs to the optimiser it was written for.
  const kept = own.type === optimizer ? {} : { momentum: 0, nesterov: false };
  return { ...own, type: optimizer, ...kept, ...changes };
}

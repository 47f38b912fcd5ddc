/** Pairs of small networks that differ in one thing. */
import { ARCHITECTURES } from "./experiments/architectures.ts";
import { TRAINING } from "./experiments/training.ts";
import type { Experiment } from "./experiments/types.ts";

const ALL = { ...ARCHITECTURES, ...TRAINING } as const;
export type ExperimentId = keyof typeof ALL;

export const EXPERIMENTS: Readonly<Record<ExperimentId, Experiment>> = ALL;
export const EXPERIMENT_IDS = [
  "sigmoid-relu",
  "dropout",
  "two-small",
  "head",
  "paths",
  "residual",
  "joining",
  "rate",
  "momentum",
  "batch",
  "images",
  "decay",
  "augment",
] as const satisfies readonly ExperimentId[];

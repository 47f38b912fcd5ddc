/** What the networks of the experiments are made of. */
import { defaultTraining } from "../../../../engine/document/create.ts";
import type { TrainingSettings } from "../../../../engine/document/types.ts";
import { type Layer, networkOf } from "../network.ts";
import type { Choice, Experiment, Sides } from "./types.ts";

export const source = (train: number): string => `builtin:glyphs?train=${train}&test=400`;

export const sgd = (lr: number, momentum = 0, weightDecay = 0): TrainingSettings["optimizer"] => ({
  ...defaultTraining.optimizer,
  lr,
  momentum,
  weightDecay,
});

const settings = (seed: number, own: Partial<TrainingSettings>): Partial<TrainingSettings> => ({
  optimizer: sgd(0.05, 0.9),
  epochs: 5,
  batchSize: 32,
  data: source(1200),
  seed,
  ...own,
});

/** A rate at which no seed runs away. */
export const GENTLE: Partial<TrainingSettings> = { optimizer: sgd(0.02, 0.9) };
/** So few images that a network can learn each of them by heart. */
export const FEW: Partial<TrainingSettings> = { ...GENTLE, data: source(240), epochs: 40 };

export const IMAGE: Layer = { name: "input", kind: "input", params: { channels: 1, height: 28, width: 28 } };
export const END: readonly Layer[] = [
  { name: "fc", kind: "dense", params: { units: 10 } },
  { name: "output", kind: "output" },
];
export const conv = (
  name: string,
  filters: number,
  kernel: number,
  padding = 0,
  from?: readonly string[],
): Layer => ({
  name,
  kind: "conv2d",
  params: { filters, kernel: [kernel, kernel], padding: [padding, padding], init: "he-normal" },
  ...(from === undefined ? {} : { from }),
});
export const relu = (name: string): Layer => ({ name, kind: "relu" });
export const halved = (name: string): Layer => ({
  name,
  kind: "maxPool2d",
  params: { size: [2, 2], stride: [2, 2] },
});
export const average: Layer = { name: "average", kind: "globalAvgPool2d" };
export const flat: Layer = { name: "flatten", kind: "flatten" };

export const lenet = (act: "sigmoid" | "relu", head: readonly Layer[] = []): readonly Layer[] => [
  IMAGE,
  conv("conv1", 6, 5),
  { name: "act1", kind: act },
  halved("pool1"),
  conv("conv2", 16, 5),
  { name: "act2", kind: act },
  halved("pool2"),
  flat,
  { name: "hidden", kind: "dense", params: { units: 64 } },
  { name: "act3", kind: act },
  ...head,
  ...END,
];

/** A stem to 8×14×14, then what is compared, then a dense layer over all places unless told. */
export const between = (
  middle: readonly Layer[],
  end: readonly Layer[] = [halved("pool1"), flat],
): readonly Layer[] => [
  IMAGE,
  conv("stem", 8, 3, 1),
  relu("act0"),
  halved("pool0"),
  ...middle,
  ...end,
  ...END,
];

export type Side = readonly [title: string, layers: readonly Layer[], training?: Partial<TrainingSettings>];
const documentOf = ([title, layers, training = {}]: Side, seed: number) =>
  networkOf(title, layers, settings(seed, training));

/** Two networks that differ in their layers. */
export const byLayers = (a: Side, b: Side, shows: Experiment["shows"]): Experiment => ({
  data: "glyphs",
  choices: [],
  sides: (seed) => [documentOf(a, seed), documentOf(b, seed)],
  shows,
});

/** One network, trained in two ways; the second can be switched. */
export function bySettings(
  base: Partial<TrainingSettings>,
  choices: readonly Choice[],
  shows: Experiment["shows"],
): Experiment {
  const layers = lenet("relu");
  return {
    data: "glyphs",
    choices,
    sides: (seed, choice = choices[0]): Sides => [
      documentOf(["LeNet", layers, base], seed),
      documentOf(["LeNet", layers, { ...base, ...choice?.training }], seed),
    ],
    shows,
  };
}

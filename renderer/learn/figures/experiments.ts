/** Pairs of small networks that differ in one thing. */
import { defaultTraining } from "../../../engine/document/create.ts";
import type { GraphDocument, TrainingSettings } from "../../../engine/document/types.ts";
import { type Layer, networkOf } from "./network.ts";

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
  "decay",
] as const;
export type ExperimentId = (typeof EXPERIMENT_IDS)[number];

export interface Experiment {
  readonly data: "glyphs" | "scenes";
  readonly sides: (seed: number) => readonly [a: GraphDocument, b: GraphDocument];
}

const source = (train: number): string => `builtin:glyphs?train=${train}&test=400`;
const sgd = (lr: number, momentum = 0): TrainingSettings["optimizer"] => ({
  ...defaultTraining.optimizer,
  lr,
  momentum,
});
const settings = (seed: number, own: Partial<TrainingSettings> = {}): Partial<TrainingSettings> => ({
  optimizer: sgd(0.05, 0.9),
  epochs: 5,
  batchSize: 32,
  data: source(1200),
  seed,
  ...own,
});

const IMAGE: Layer = { name: "input", kind: "input", params: { channels: 1, height: 28, width: 28 } };
const END: readonly Layer[] = [
  { name: "fc", kind: "dense", params: { units: 10 } },
  { name: "output", kind: "output" },
];
const conv = (
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
/** With first weights so small that a plain stack of many lets nothing through. */
const faint = (name: string): Layer => ({
  name,
  kind: "conv2d",
  params: { filters: 8, kernel: [3, 3], padding: [1, 1] },
});
const relu = (name: string): Layer => ({ name, kind: "relu" });
const halved = (name: string): Layer => ({
  name,
  kind: "maxPool2d",
  params: { size: [2, 2], stride: [2, 2] },
});
const average: Layer = { name: "average", kind: "globalAvgPool2d" };
const flat: Layer = { name: "flatten", kind: "flatten" };

const lenet = (act: "sigmoid" | "relu", head: readonly Layer[] = []): readonly Layer[] => [
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

/** A stem to 8×14×14, then what is compared, then the average of each channel. */
const between = (middle: readonly Layer[]): readonly Layer[] => [
  IMAGE,
  conv("stem", 8, 3, 1),
  relu("act0"),
  halved("pool0"),
  ...middle,
  halved("pool1"),
  flat,
  ...END,
];

const DEEP = 20;
const GENTLE = { optimizer: sgd(0.02, 0.9) };
/** Sums grow along the shortcuts; without normalisation the gradient is held in bounds instead. */
const DEEP_SETTINGS = { optimizer: sgd(0.03, 0.9), clipNorm: 1, epochs: 6 };
const deep = (residual: boolean): readonly Layer[] => {
  const middle: Layer[] = [];
  let last = "pool0";
  for (let index = 1; index <= DEEP; index++) {
    const [act, joined] = [`act${index}`, `add${index}`];
    middle.push(faint(`conv${index}`), relu(act));
    if (residual) middle.push({ name: joined, kind: "add", from: [act, last] });
    last = residual ? joined : act;
  }
  // Halved twice before, so that twenty layers stay quick.
  return [
    IMAGE,
    conv("stem", 8, 3, 1),
    relu("act0"),
    halved("poolA"),
    halved("pool0"),
    ...middle,
    flat,
    ...END,
  ];
};

/** Two convolutions, and what turns their maps into a vector. */
const headed = (head: Layer): readonly Layer[] => [
  IMAGE,
  conv("conv1", 16, 5),
  relu("act1"),
  halved("pool1"),
  conv("conv2", 32, 5),
  relu("act2"),
  head,
  ...END,
];

const joined = (kind: "add" | "concat"): readonly Layer[] => {
  const middle: Layer[] = [];
  let last = "pool0";
  for (let index = 1; index <= 4; index++) {
    middle.push(conv(`conv${index}`, 8, 3, 1, [last]), relu(`act${index}`));
    middle.push({ name: `join${index}`, kind, from: [last, `act${index}`] });
    last = `join${index}`;
  }
  return between(middle);
};

const FOUR_PATHS: readonly Layer[] = [
  conv("one", 4, 1, 0, ["pool0"]),
  conv("three", 4, 3, 1, ["pool0"]),
  conv("five", 4, 5, 2, ["pool0"]),
  {
    name: "pool",
    kind: "maxPool2d",
    params: { size: [3, 3], stride: [1, 1], padding: [1, 1] },
    from: ["pool0"],
  },
  conv("mixed", 4, 1),
  { name: "join", kind: "concat", from: ["one", "three", "five", "mixed"] },
  relu("act1"),
];

type Side = readonly [title: string, layers: readonly Layer[], training?: Partial<TrainingSettings>];
const pair =
  (a: Side, b: Side): Experiment["sides"] =>
  (seed) => [networkOf(a[0], a[1], settings(seed, a[2])), networkOf(b[0], b[1], settings(seed, b[2]))];
const bySettings = (a: Partial<TrainingSettings>, b: Partial<TrainingSettings>): Experiment["sides"] =>
  pair(["LeNet", lenet("relu"), a], ["LeNet", lenet("relu"), b]);

const FEW = { ...GENTLE, data: source(240), epochs: 40 };

export const EXPERIMENTS: Readonly<Record<ExperimentId, Experiment>> = {
  "sigmoid-relu": {
    data: "glyphs",
    sides: pair(["Sigmoid", lenet("sigmoid")], ["ReLU", lenet("relu")]),
  },
  dropout: {
    data: "glyphs",
    sides: pair(
      ["Without dropout", lenet("relu"), FEW],
      ["With dropout", lenet("relu", [{ name: "drop", kind: "dropout", params: { rate: 0.5 } }]), FEW],
    ),
  },
  "two-small": {
    data: "glyphs",
    sides: pair(
      ["One 5×5", between([conv("conv1", 8, 5, 2), relu("act1")]), GENTLE],
      [
        "Two 3×3",
        between([conv("conv1", 8, 3, 1), relu("act1"), conv("conv2", 8, 3, 1), relu("act2")]),
        GENTLE,
      ],
    ),
  },
  head: {
    data: "glyphs",
    sides: pair(["Dense head", headed(flat), GENTLE], ["Global average", headed(average), GENTLE]),
  },
  paths: {
    data: "glyphs",
    sides: pair(
      ["One path", between([conv("three", 16, 3, 1), relu("act1")]), GENTLE],
      ["Four paths", between(FOUR_PATHS), GENTLE],
    ),
  },
  residual: {
    data: "glyphs",
    sides: pair(["Plain", deep(false), DEEP_SETTINGS], ["Residual", deep(true), DEEP_SETTINGS]),
  },
  joining: {
    data: "glyphs",
    sides: pair(["Addition", joined("add"), GENTLE], ["Concatenation", joined("concat"), GENTLE]),
  },
  rate: { data: "glyphs", sides: bySettings({ optimizer: sgd(0.05) }, { optimizer: sgd(0.001) }) },
  momentum: { data: "glyphs", sides: bySettings({ optimizer: sgd(0.01) }, { optimizer: sgd(0.01, 0.9) }) },
  batch: {
    data: "glyphs",
    sides: bySettings({ optimizer: sgd(0.05), batchSize: 16 }, { optimizer: sgd(0.05), batchSize: 256 }),
  },
  decay: {
    data: "glyphs",
    sides: bySettings({ data: source(240), epochs: 40 }, { data: source(2400), epochs: 4 }),
  },
};

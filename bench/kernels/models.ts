/** The networks whose training steps are measured. */
import { graphOf, type Layer, lenetModern, type TestGraph } from "../../test/support/graphs.ts";
import { analyse, template } from "../../test/training/networks.ts";

export interface Network {
  readonly name: string;
  readonly batch: number;
  readonly graph: TestGraph;
  /** `[C, H, W]`. */
  readonly input: readonly [number, number, number];
}

const conv = (name: string): Layer => ({
  name,
  kind: "conv2d",
  params: { filters: 64, kernel: [3, 3], padding: [1, 1], bias: false },
});

/** A stem and two residual blocks of two 3x3 convolutions with 64 channels on 32x32, batch norm after each. */
const residualStack: readonly Layer[] = [
  conv("stem"),
  { name: "stem.bn", kind: "batchNorm" },
  { name: "stem.relu", kind: "relu" },
  ...["stem.relu", "a.out"].flatMap((from, block): readonly Layer[] => {
    const at = block === 0 ? "a" : "b";
    return [
      { ...conv(`${at}.conv1`), from: [from] },
      { name: `${at}.bn1`, kind: "batchNorm" },
      { name: `${at}.relu1`, kind: "relu" },
      conv(`${at}.conv2`),
      { name: `${at}.bn2`, kind: "batchNorm" },
      { name: `${at}.add`, kind: "add", from: [`${at}.bn2`, from] },
      { name: `${at}.out`, kind: "relu" },
    ];
  }),
  { name: "pool", kind: "globalAvgPool2d" },
  { name: "flatten", kind: "flatten" },
  { name: "fc", kind: "dense", params: { units: 10 } },
];

const ofTemplate = (id: string): TestGraph => {
  const { expanded, shapes } = analyse(template(id));
  return { expanded, shapes };
};

export const networks: Readonly<Record<string, () => Network>> = {
  lenet: () => ({ name: "LeNet", batch: 64, graph: graphOf([1, 28, 28], lenetModern), input: [1, 28, 28] }),
  "small-vgg": () => ({
    name: "small-vgg",
    batch: 32,
    graph: ofTemplate("small-vgg"),
    input: [3, 32, 32],
  }),
  "small-resnet": () => ({
    name: "small-resnet",
    batch: 32,
    graph: ofTemplate("small-resnet"),
    input: [3, 32, 32],
  }),
  residual: () => ({
    name: "residual stack 32x32x64",
    batch: 32,
    graph: graphOf([3, 32, 32], residualStack),
    input: [3, 32, 32],
  }),
};

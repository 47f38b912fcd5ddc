/** The networks whose training steps are measured. */
import { analyseNetwork } from "../../cli/bench/networks.ts";
import { graphOf, lenetModern, type TestGraph } from "../../test/support/graphs.ts";
import { analyse, template } from "../../test/training/networks.ts";

export interface Network {
  readonly name: string;
  readonly batch: number;
  readonly graph: TestGraph;
  /** `[C, H, W]`. */
  readonly input: readonly [number, number, number];
}

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
  "small-densenet": () => ({
    name: "small-densenet",
    batch: 32,
    graph: ofTemplate("small-densenet"),
    input: [3, 32, 32],
  }),
  alexnet: () => ({
    name: "AlexNet",
    batch: 8,
    graph: ofTemplate("torchvision-alexnet"),
    input: [3, 224, 224],
  }),
  residual: () => ({
    name: "residual stack 32x32x64",
    batch: 32,
    graph: analyseNetwork("residual"),
    input: [3, 32, 32],
  }),
};

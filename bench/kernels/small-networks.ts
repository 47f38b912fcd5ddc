/** The measured networks that need no template and no file, and so run in a browser's page too. */
import { graphOf, type Layer, lenetModern, type TestGraph } from "../../test/support/graphs.ts";

export interface SmallNetwork {
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

/** As `cli/bench/networks.ts` has it: a stem and two residual blocks with 64 channels on 32x32. */
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

export const smallNetworks: Readonly<Record<string, () => SmallNetwork>> = {
  lenet: () => ({ name: "LeNet", batch: 64, graph: graphOf([1, 28, 28], lenetModern), input: [1, 28, 28] }),
  residual: () => ({
    name: "residual stack 32x32x64",
    batch: 32,
    graph: graphOf([3, 32, 32], residualStack),
    input: [3, 32, 32],
  }),
};

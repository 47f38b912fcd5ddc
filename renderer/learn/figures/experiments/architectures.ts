/** One experiment for each idea that a network brought. */
import type { Layer } from "../network.ts";
import {
  average,
  between,
  byLayers,
  conv,
  END,
  FEW,
  flat,
  GENTLE,
  halved,
  IMAGE,
  lenet,
  relu,
  sgd,
} from "./parts.ts";

const sigmoidRelu = byLayers(
  ["Sigmoid", lenet("sigmoid")],
  ["ReLU", lenet("relu")],
  (a, b) => b.testAccuracy > a.testAccuracy + 0.3,
);

const dropout = byLayers(
  ["Without dropout", lenet("relu"), FEW],
  ["With dropout", lenet("relu", [{ name: "drop", kind: "dropout", params: { rate: 0.5 } }]), FEW],
  (a, b) => b.testLoss - b.loss < a.testLoss - a.loss && b.loss > a.loss,
);

const twoSmall = byLayers(
  ["One 5×5", between([conv("conv1", 8, 5, 2), relu("act1")]), GENTLE],
  ["Two 3×3", between([conv("conv1", 8, 3, 1), relu("act1"), conv("conv2", 8, 3, 1), relu("act2")]), GENTLE],
  (a, b) => b.params < a.params && b.testAccuracy > a.testAccuracy,
);

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
const head = byLayers(
  ["Dense head", headed(flat), FEW],
  ["Global average", headed(average), FEW],
  (a, b) => b.params < a.params / 2 && b.testAccuracy > a.testAccuracy,
);

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
/** An average asks what there is and not where: what one unit sees has to tell the digits apart. */
const PATH_SETTINGS = { optimizer: sgd(0.03, 0.9), clipNorm: 1, epochs: 14 };
const paths = byLayers(
  ["One path", between([conv("three", 16, 3, 1), relu("act1")], [average]), PATH_SETTINGS],
  ["Four paths", between(FOUR_PATHS, [average]), PATH_SETTINGS],
  (a, b) => b.testAccuracy > a.testAccuracy,
);

/** With first weights so small that a plain stack of many lets nothing through. */
const faint = (name: string, filters = 8): Layer => ({
  name,
  kind: "conv2d",
  params: { filters, kernel: [3, 3], padding: [1, 1] },
});
const DEEP = 20;
/** Sums grow along the shortcuts; without normalisation the gradient is held in bounds instead. */
const DEEP_SETTINGS = { optimizer: sgd(0.03, 0.9), clipNorm: 1, epochs: 6 };
const deep = (shortcuts: boolean): readonly Layer[] => {
  const middle: Layer[] = [];
  let last = "pool0";
  for (let index = 1; index <= DEEP; index++) {
    const [act, sum] = [`act${index}`, `add${index}`];
    middle.push(faint(`conv${index}`), relu(act));
    if (shortcuts) middle.push({ name: sum, kind: "add", from: [act, last] });
    last = shortcuts ? sum : act;
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
const residual = byLayers(
  ["Plain", deep(false), DEEP_SETTINGS],
  ["Residual", deep(true), DEEP_SETTINGS],
  (a, b) => b.testAccuracy > a.testAccuracy + 0.3,
);

/** What is added has to be as wide as what is there; what is concatenated only adds its own, the growth rate. */
const JOIN_SETTINGS = { ...GENTLE, clipNorm: 1 };
const joined = (kind: "add" | "concat", filters: number): readonly Layer[] => {
  const middle: Layer[] = [];
  let last = "pool0";
  for (let index = 1; index <= 4; index++) {
    middle.push({ ...faint(`conv${index}`, filters), from: [last] }, relu(`act${index}`));
    middle.push({ name: `join${index}`, kind, from: [last, `act${index}`] });
    last = `join${index}`;
  }
  return between(middle);
};
const joining = byLayers(
  ["Addition", joined("add", 8), JOIN_SETTINGS],
  ["Concatenation", joined("concat", 4), JOIN_SETTINGS],
  (a, b) => b.testAccuracy > a.testAccuracy,
);

export const ARCHITECTURES = {
  "sigmoid-relu": sigmoidRelu,
  dropout,
  "two-small": twoSmall,
  head,
  paths,
  residual,
  joining,
} as const;

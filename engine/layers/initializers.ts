/** Initialisers as parameters, shared by every layer with a kernel. */
import type { Shape } from "../tensor/shape.ts";
import { choice, float, type ParamsOf } from "./param.ts";
import type { WeightSpec } from "./spec.ts";

export const initializerParams = {
  init: choice({
    label: "Initialiser",
    help: "How the first weights are drawn.",
    default: "pytorch",
    options: ["pytorch", "xavier-uniform", "xavier-normal", "he-uniform", "he-normal", "normal", "constant"],
  }),
  initStd: float({
    label: "Standard deviation",
    help: "Of the normal initialiser.",
    default: 0.01,
    min: 0,
    max: 10,
  }),
  initValue: float({
    label: "Constant",
    help: "Of the constant initialiser.",
    default: 0,
    min: -100,
    max: 100,
  }),
  biasInit: choice({
    label: "Bias initialiser",
    help: "PyTorch's uniform rule, or zeros.",
    default: "pytorch",
    options: ["pytorch", "zeros"],
  }),
} as const;

type InitParams = ParamsOf<typeof initializerParams>;
interface Fan {
  readonly fanIn: number;
  readonly fanOut: number;
}

export const kernelSpec = (shape: Shape, fan: Fan, p: InitParams): WeightSpec => ({
  name: "weight",
  shape,
  trainable: true,
  ...fan,
  init: { type: p.init, std: p.initStd, value: p.initValue },
});

export const biasSpec = (size: number, fan: Fan, p: InitParams): WeightSpec => ({
  name: "bias",
  shape: [size],
  trainable: true,
  ...fan,
  init: p.biasInit === "zeros" ? { type: "constant", value: 0 } : { type: "pytorch" },
});

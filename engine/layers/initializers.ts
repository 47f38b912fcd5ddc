/**
 * Initialisers as parameters, shared by every layer with a kernel. With the fans of the weight (`WeightSpec`):
 * pytorch (`kaiming_uniform_(a=sqrt(5))`): uniform within 1/sqrt(fanIn), for kernels and biases alike;
 * xavier: uniform within sqrt(6/(fanIn+fanOut)), or normal with deviation sqrt(2/(fanIn+fanOut));
 * he: uniform within sqrt(6/fanIn), or normal with deviation sqrt(2/fanIn).
 * Source: https://pytorch.org/docs/stable/nn.init.html
 */
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

/** A learned scale and shift: ones and zeros of the given shape. */
export const affineSpecs = (shape: Shape): readonly WeightSpec[] => [
  constantSpec("weight", shape, 1),
  constantSpec("bias", shape, 0),
];

export const constantSpec = (name: string, shape: Shape, value: number, trainable = true): WeightSpec => ({
  name,
  shape,
  trainable,
  fanIn: 1,
  fanOut: 1,
  init: { type: "constant", value },
});

export const biasSpec = (size: number, fan: Fan, p: InitParams): WeightSpec => ({
  name: "bias",
  shape: [size],
  trainable: true,
  ...fan,
  init: p.biasInit === "zeros" ? { type: "constant", value: 0 } : { type: "pytorch" },
});

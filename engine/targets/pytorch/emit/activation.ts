/** Activations. */
import { arg, type EmitTable, module } from "../types.ts";

const { position, keyword } = arg;

export const activationKinds: EmitTable<
  | "relu"
  | "relu6"
  | "leakyRelu"
  | "prelu"
  | "elu"
  | "gelu"
  | "silu"
  | "mish"
  | "hardSwish"
  | "hardSigmoid"
  | "sigmoid"
  | "tanh"
  | "softmax"
> = {
  relu: () => module("nn.ReLU"),
  relu6: () => module("nn.ReLU6"),
  leakyRelu: ({ params: p }) => module("nn.LeakyReLU", position("negative_slope", p.slope, "slope")),
  prelu: ({ params: p, inputs: [shape = []] }) =>
    module(
      "nn.PReLU",
      keyword("num_parameters", p.shared ? 1 : (shape[0] ?? 1), 1),
      keyword("init", p.initial, 0.25, "initial"),
    ),
  elu: ({ params: p }) => module("nn.ELU", keyword("alpha", p.alpha, 1)),
  gelu: ({ params: p }) => module("nn.GELU", keyword("approximate", p.approximate, "none")),
  silu: () => module("nn.SiLU"),
  mish: () => module("nn.Mish"),
  hardSwish: () => module("nn.Hardswish"),
  hardSigmoid: () => module("nn.Hardsigmoid"),
  sigmoid: () => module("nn.Sigmoid"),
  tanh: () => module("nn.Tanh"),
  softmax: () => module("nn.Softmax", keyword("dim", 1)),
};

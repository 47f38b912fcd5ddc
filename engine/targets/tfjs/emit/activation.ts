/** Activations: elementwise, but for softmax, which runs over the channels. */
import * as tf from "@tensorflow/tfjs-core";
import { elu, gelu, geluTanh, hardSigmoid, hardSwish, mish, relu6, silu } from "../ops/activation.ts";
import { type EmitTable, only } from "./emit.ts";

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
  relu: (inputs) => tf.relu(only(inputs)),
  relu6: (inputs) => relu6(only(inputs)),
  leakyRelu: (inputs, p) => tf.leakyRelu(only(inputs), p.slope),
  prelu: (inputs, _p, context) => tf.prelu(only(inputs), context.weight("weight")),
  elu: (inputs, p) => elu(only(inputs), p.alpha),
  gelu: (inputs, p) => (p.approximate === "tanh" ? geluTanh : gelu)(only(inputs)),
  silu: (inputs) => silu(only(inputs)),
  mish: (inputs) => mish(only(inputs)),
  hardSwish: (inputs) => hardSwish(only(inputs)),
  hardSigmoid: (inputs) => hardSigmoid(only(inputs)),
  sigmoid: (inputs) => tf.sigmoid(only(inputs)),
  tanh: (inputs) => tf.tanh(only(inputs)),
  softmax: (inputs) => tf.softmax(only(inputs)),
};

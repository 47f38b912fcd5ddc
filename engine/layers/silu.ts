import { activation } from "./elementwise.ts";

export const silu = activation({
  title: "SiLU",
  summary:
    "x·sigmoid(x), also called swish: smooth, close to ReLU for large values, with a small dip below zero. " +
    "EfficientNet uses it throughout.",
  params: {},
});

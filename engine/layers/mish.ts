import { activation } from "./elementwise.ts";

export const mish = activation({
  title: "Mish",
  summary:
    "x·tanh(ln(1 + exp(x))): like SiLU a smooth relative of ReLU with a small dip below zero, a little deeper and rounder. " +
    "YOLOv4 made it known.",
  params: {},
});

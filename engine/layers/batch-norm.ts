import { passThrough } from "./elementwise.ts";
import { formulaLine } from "./format.ts";
import { affineSpecs, constantSpec } from "./initializers.ts";
import { affineParam, epsilonParam } from "./norm-params.ts";
import { float } from "./param.ts";
import { defineLayer } from "./spec.ts";

export const batchNorm = defineLayer({
  family: "normalisation",
  title: "Batch Norm",
  summary:
    "Brings every channel to mean zero and variance one over the batch, then applies a learned scale and shift. " +
    "Training becomes faster and less sensitive to the first weights. Running averages gathered on the way take the batch's place when the network is used.",
  params: {
    epsilon: epsilonParam,
    momentum: float({
      label: "Momentum",
      help: "Share of the new batch in the running averages, as in PyTorch (Keras states one minus this).",
      default: 0.1,
      min: 0,
      max: 1,
      step: 0.01,
    }),
    affine: affineParam,
  },
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights(p, [shape = []]) {
    const channels = [shape[0] ?? 1];
    return [
      ...(p.affine ? affineSpecs(channels) : []),
      constantSpec("running_mean", channels, 0, false),
      constantSpec("running_var", channels, 1, false),
    ];
  },
  macs: () => 0,
  formula: (p, [shape = []]) =>
    p.affine ? [formulaLine("parameters", `2*${shape[0] ?? 0}`, 2 * (shape[0] ?? 0))] : [],
});

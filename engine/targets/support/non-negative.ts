/** Which values can never be below zero, whatever the weights and the data: there zero padding equals minus infinity for a maximum. */
import type { ExpandedNode, Path } from "../../blocks/types.ts";
import type { LayerKind } from "../../layers/index.ts";

/** `always`; `kept` where every input is so; `no`. */
type Sign = "always" | "kept" | "no";

const signs: { readonly [K in LayerKind]: Sign } = {
  input: "no",
  conv2d: "no",
  depthwiseConv2d: "no",
  convTranspose2d: "no",
  maxPool2d: "kept",
  avgPool2d: "kept",
  globalAvgPool2d: "kept",
  globalMaxPool2d: "kept",
  adaptiveAvgPool2d: "kept",
  dense: "no",
  flatten: "kept",
  reshape: "kept",
  dropout: "kept",
  spatialDropout2d: "kept",
  batchNorm: "no",
  layerNorm: "no",
  groupNorm: "no",
  localResponseNorm: "kept",
  layerScale: "no",
  relu: "always",
  relu6: "always",
  leakyRelu: "kept",
  prelu: "kept",
  elu: "kept",
  gelu: "kept",
  silu: "kept",
  mish: "kept",
  hardSwish: "kept",
  hardSigmoid: "always",
  sigmoid: "always",
  tanh: "kept",
  softmax: "always",
  add: "kept",
  multiply: "kept",
  concat: "kept",
  zeroPad2d: "kept",
  upsample2d: "kept",
  channelShuffle: "kept",
  output: "kept",
};

/** Paths of the nodes whose value is never below zero. `nodes` in topological order. */
export function nonNegativeNodes(nodes: readonly ExpandedNode[]): ReadonlySet<Path> {
  const found = new Set<Path>();
  for (const { path, kind, inputs } of nodes) {
    const sign = signs[kind];
    const kept = sign === "kept" && inputs.length > 0 && inputs.every(({ from }) => found.has(from));
    if (sign === "always" || kept) found.add(path);
  }
  return found;
}

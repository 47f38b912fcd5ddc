/** The registry of primitive layer kinds. A new kind is one file and one line here; every target then has to answer. */
import { adaptiveAvgPool2d } from "./adaptive-avg-pool2d.ts";
import { add } from "./add.ts";
import { avgPool2d } from "./avg-pool2d.ts";
import { batchNorm } from "./batch-norm.ts";
import { channelShuffle } from "./channel-shuffle.ts";
import { concat } from "./concat.ts";
import { convTranspose2d } from "./conv-transpose2d.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { dropout } from "./dropout.ts";
import { elu } from "./elu.ts";
import { flatten } from "./flatten.ts";
import { gelu } from "./gelu.ts";
import { globalAvgPool2d } from "./global-avg-pool2d.ts";
import { globalMaxPool2d } from "./global-max-pool2d.ts";
import { groupNorm } from "./group-norm.ts";
import { hardSigmoid } from "./hard-sigmoid.ts";
import { hardSwish } from "./hard-swish.ts";
import { input } from "./input.ts";
import { layerNorm } from "./layer-norm.ts";
import { layerScale } from "./layer-scale.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { localResponseNorm } from "./local-response-norm.ts";
import { maxPool2d } from "./max-pool2d.ts";
import { mish } from "./mish.ts";
import { multiply } from "./multiply.ts";
import { output } from "./output.ts";
import type { ParamsOf } from "./param.ts";
import { prelu } from "./prelu.ts";
import { relu } from "./relu.ts";
import { relu6 } from "./relu6.ts";
import { reshape } from "./reshape.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softmax } from "./softmax.ts";
import { spatialDropout2d } from "./spatial-dropout2d.ts";
import type { LayerSpec } from "./spec.ts";
import { tanh } from "./tanh.ts";
import { upsample2d } from "./upsample2d.ts";
import { zeroPad2d } from "./zero-pad2d.ts";

export const layers = {
  input,
  conv2d,
  depthwiseConv2d,
  convTranspose2d,
  maxPool2d,
  avgPool2d,
  globalAvgPool2d,
  globalMaxPool2d,
  adaptiveAvgPool2d,
  dense,
  flatten,
  reshape,
  dropout,
  spatialDropout2d,
  batchNorm,
  layerNorm,
  groupNorm,
  localResponseNorm,
  layerScale,
  relu,
  relu6,
  leakyRelu,
  prelu,
  elu,
  gelu,
  silu,
  mish,
  hardSwish,
  hardSigmoid,
  sigmoid,
  tanh,
  softmax,
  add,
  multiply,
  concat,
  zeroPad2d,
  upsample2d,
  channelShuffle,
  output,
} as const;

export type LayerKind = keyof typeof layers;
export type ParamsOfKind<K extends LayerKind> = ParamsOf<(typeof layers)[K]["params"]>;

export const layerKinds = Object.keys(layers) as readonly LayerKind[];
export const isLayerKind = (kind: string): kind is LayerKind => Object.hasOwn(layers, kind);

/** The facts of a kind with its parameter types forgotten, for code that treats all kinds alike. */
export const layerSpec = (kind: LayerKind): LayerSpec => layers[kind] as unknown as LayerSpec;

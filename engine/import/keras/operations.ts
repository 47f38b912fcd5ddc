/** Every class of layer that is read. A table of names from outside is a map. */
import { rounded } from "../onnx/attributes.ts";
import { numberIn } from "./config.ts";
import { activated, readActivation, readReLU, readSoftmax } from "./ops/activation.ts";
import { readConv, readDense, readDepthwiseConv, readSeparableConv } from "./ops/convolution.ts";
import {
  plain,
  readDropout,
  readFlatten,
  readGlobalPool,
  readMerge,
  readPermute,
  readPool,
  readPRelu,
  readReshape,
  readUpSampling,
  readZeroPadding,
} from "./ops/layers.ts";
import { readBatchNorm, readGroupNorm, readLayerNorm } from "./ops/normalisation.ts";
import {
  readLayerScale,
  readNormalization,
  readRescaling,
  readScaledSum,
  readStochasticDepth,
} from "./ops/scaling.ts";
import { readConvTranspose } from "./ops/transpose.ts";
import type { Read } from "./value.ts";

/** With the activation that the layer has as a parameter. */
const withActivation =
  (read: Read): Read =>
  (use) =>
    activated(use, read(use));

export const operations: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["Conv2D", withActivation(readConv)],
  ["DepthwiseConv2D", withActivation(readDepthwiseConv)],
  ["SeparableConv2D", withActivation(readSeparableConv)],
  ["Conv2DTranspose", withActivation(readConvTranspose)],
  ["Dense", withActivation(readDense)],
  ["MaxPooling2D", readPool("maxPool2d")],
  ["AveragePooling2D", readPool("avgPool2d")],
  ["GlobalAveragePooling2D", readGlobalPool("globalAvgPool2d")],
  ["GlobalMaxPooling2D", readGlobalPool("globalMaxPool2d")],
  ["BatchNormalization", readBatchNorm],
  ["LayerNormalization", readLayerNorm],
  ["GroupNormalization", readGroupNorm],
  ["Activation", readActivation],
  ["ReLU", readReLU],
  ["Softmax", readSoftmax],
  [
    "LeakyReLU",
    plain("leakyRelu", (config) => ({
      slope: rounded(numberIn(config, "negative_slope", numberIn(config, "alpha", 0.3))),
    })),
  ],
  ["ELU", plain("elu", (config) => ({ alpha: rounded(numberIn(config, "alpha", 1)) }))],
  ["PReLU", readPRelu],
  ["Flatten", readFlatten],
  ["Reshape", readReshape],
  ["Permute", readPermute],
  ["ZeroPadding2D", readZeroPadding],
  ["UpSampling2D", readUpSampling],
  ["Rescaling", readRescaling],
  ["Normalization", readNormalization],
  // Classes of Keras's own networks, whose code is never run: their names say what they compute.
  ["LayerScale", readLayerScale],
  ["CustomScaleLayer", readScaledSum],
  ["StochasticDepth", readStochasticDepth],
  ["Dropout", readDropout("dropout")],
  ["SpatialDropout2D", readDropout("spatialDropout2d")],
  ["Add", readMerge("add")],
  ["Multiply", readMerge("multiply")],
  ["Concatenate", readMerge("concat")],
]);

/** Every class of layer that is read. A table of names from outside is a map. */
import { rounded } from "../onnx/attributes.ts";
import { numberIn } from "./config.ts";
import { activated, readActivation, readReLU, readSoftmax } from "./ops/activation.ts";
import {
  readConv,
  readConvTranspose,
  readDense,
  readDepthwiseConv,
  readSeparableConv,
} from "./ops/convolution.ts";
import {
  plain,
  readBatchNorm,
  readDropout,
  readFlatten,
  readGlobalPool,
  readGroupNorm,
  readLayerNorm,
  readMerge,
  readPermute,
  readPool,
  readPRelu,
  readRescaling,
  readReshape,
  readUpSampling,
  readZeroPadding,
} from "./ops/layers.ts";
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
  ["Dropout", readDropout("dropout")],
  ["SpatialDropout2D", readDropout("spatialDropout2d")],
  ["Add", readMerge("add")],
  ["Multiply", readMerge("multiply")],
  ["Concatenate", readMerge("concat")],
]);

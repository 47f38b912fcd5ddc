/** Stock layers as tfjs makes them. Weights begin as zeros; what belongs in their place is put into the saved file. */
import { layers } from "@tensorflow/tfjs-layers";
import type { Pair } from "../../layers/param.ts";
import type { StockLayer } from "../stock/layer.ts";

const zeroed = {
  kernelInitializer: "zeros",
  depthwiseInitializer: "zeros",
  biasInitializer: "zeros",
} as const;
const constants = { betaInitializer: "zeros", gammaInitializer: "ones" } as const;

const pair = (value: Pair): [number, number] => [...value];
const sides = ([height, width]: readonly [Pair, Pair]): [[number, number], [number, number]] => [
  pair(height),
  pair(width),
];

interface Placed {
  readonly name: string;
  readonly trainable: boolean;
}

export function tfjsLayer(layer: StockLayer, placed: Placed): layers.Layer {
  const { name } = placed;
  switch (layer.type) {
    case "Conv2D": {
      const { filters, useBias, dilation } = layer;
      const size = { kernelSize: pair(layer.kernelSize), strides: pair(layer.strides) };
      return layers.conv2d({ ...placed, filters, useBias, ...size, dilationRate: pair(dilation), ...zeroed });
    }
    case "DepthwiseConv2D": {
      const { multiplier: depthMultiplier, useBias } = layer;
      const size = { kernelSize: pair(layer.kernelSize), strides: pair(layer.strides) };
      return layers.depthwiseConv2d({ ...placed, depthMultiplier, useBias, ...size, ...zeroed });
    }
    case "Conv2DTranspose": {
      const { filters, useBias } = layer;
      const size = { kernelSize: pair(layer.kernelSize), strides: pair(layer.strides) };
      return layers.conv2dTranspose({ ...placed, filters, useBias, ...size, ...zeroed });
    }
    case "Dense": {
      const { units, useBias } = layer;
      return layers.dense({ ...placed, units, useBias, ...zeroed });
    }
    case "MaxPooling2D":
    case "AveragePooling2D": {
      const make = layer.type === "MaxPooling2D" ? layers.maxPooling2d : layers.averagePooling2d;
      const size = { poolSize: pair(layer.poolSize), strides: pair(layer.strides) };
      return make({ name, ...size, padding: layer.padding });
    }
    case "GlobalAveragePooling2D":
      return layers.globalAveragePooling2d({ name });
    case "GlobalMaxPooling2D":
      return layers.globalMaxPooling2d({ name });
    case "Flatten":
      return layers.flatten({ name });
    case "Add":
      return layers.add({ name });
    case "Multiply":
      return layers.multiply({ name });
    case "Softmax":
      return layers.softmax({ name, axis: -1 });
    case "Concatenate":
      return layers.concatenate({ name, axis: layer.axis });
    case "Permute":
      return layers.permute({ name, dims: [...layer.dims] });
    case "Reshape":
      return layers.reshape({ name, targetShape: [...layer.shape] });
    case "ZeroPadding2D":
      return layers.zeroPadding2d({ name, padding: sides(layer.sides) });
    case "Cropping2D":
      return layers.cropping2D({ name, cropping: sides(layer.sides) });
    case "UpSampling2D":
      return layers.upSampling2d({ name, size: pair(layer.size) });
    case "BatchNormalization": {
      const { epsilon, momentum, affine: scale } = layer;
      return layers.batchNormalization({ ...placed, epsilon, momentum, scale, center: scale, ...constants });
    }
    case "LayerNormalization": {
      const { epsilon, affine: scale } = layer;
      const axis = [...layer.axes];
      return layers.layerNormalization({ ...placed, axis, epsilon, scale, center: scale, ...constants });
    }
    case "Activation": {
      const activation = layer.name === "silu" ? "swish" : layer.name;
      return layers.activation({ name, activation });
    }
    case "ReLU":
      return layers.reLU({ name, maxValue: layer.maxValue });
    case "LeakyReLU":
      return layers.leakyReLU({ name, alpha: layer.slope });
    case "PReLU":
      return layers.prelu({ ...placed, sharedAxes: [...layer.sharedAxes] });
    case "Dropout":
      return layers.dropout({ name, rate: layer.rate });
    case "SpatialDropout2D": {
      // `null` takes the size of the batch; the types of tfjs leave that out.
      const noiseShape = [null, 1, 1, layer.channels] as number[];
      return layers.dropout({ name, rate: layer.rate, noiseShape });
    }
  }
}

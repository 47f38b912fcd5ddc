/** Stock layers as Keras 3 writes them in `config.json`. What is not said is at Keras's default. */
import type { StockLayer } from "../stock/layer.ts";
import type { PlacedLayer } from "../stock/place.ts";

export interface KerasLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A layer with its settings; `trainable` is said where it is not so. */
export function kerasPlaced({ layer, frozen }: PlacedLayer): KerasLayer {
  const { className, config } = kerasLayer(layer);
  return { className, config: frozen ? { ...config, trainable: false } : config };
}

const plain = (className: string, config: KerasLayer["config"] = {}): KerasLayer => ({ className, config });

export function kerasLayer(layer: StockLayer): KerasLayer {
  switch (layer.type) {
    case "Conv2D":
      return plain("Conv2D", {
        filters: layer.filters,
        kernel_size: layer.kernelSize,
        strides: layer.strides,
        padding: "valid",
        dilation_rate: layer.dilation,
        use_bias: layer.useBias,
      });
    case "DepthwiseConv2D":
      return plain("DepthwiseConv2D", {
        kernel_size: layer.kernelSize,
        strides: layer.strides,
        padding: "valid",
        depth_multiplier: layer.multiplier,
        use_bias: layer.useBias,
      });
    case "Conv2DTranspose":
      return plain("Conv2DTranspose", {
        filters: layer.filters,
        kernel_size: layer.kernelSize,
        strides: layer.strides,
        padding: "valid",
        use_bias: layer.useBias,
      });
    case "Dense":
      return plain("Dense", { units: layer.units, use_bias: layer.useBias });
    case "MaxPooling2D":
    case "AveragePooling2D":
      return plain(layer.type, { pool_size: layer.poolSize, strides: layer.strides, padding: layer.padding });
    case "GlobalAveragePooling2D":
    case "GlobalMaxPooling2D":
    case "Flatten":
    case "Add":
    case "Multiply":
      return plain(layer.type);
    case "Softmax":
      return plain("Softmax", { axis: -1 });
    case "Concatenate":
      return plain("Concatenate", { axis: layer.axis });
    case "Permute":
      return plain("Permute", { dims: layer.dims });
    case "Reshape":
      return plain("Reshape", { target_shape: layer.shape });
    case "ZeroPadding2D":
      return plain("ZeroPadding2D", { padding: layer.sides });
    case "Cropping2D":
      return plain("Cropping2D", { cropping: layer.sides });
    case "UpSampling2D":
      return plain("UpSampling2D", { size: layer.size, interpolation: "nearest" });
    case "BatchNormalization": {
      const { epsilon, momentum, affine: scale } = layer;
      return plain("BatchNormalization", { axis: -1, epsilon, momentum, scale, center: scale });
    }
    case "LayerNormalization": {
      const { epsilon, affine: scale } = layer;
      return plain("LayerNormalization", { axis: layer.axes, epsilon, scale, center: scale });
    }
    case "Activation":
      return plain("Activation", { activation: layer.name });
    case "ReLU":
      return plain("ReLU", { max_value: layer.maxValue });
    case "LeakyReLU":
      return plain("LeakyReLU", { negative_slope: layer.slope });
    case "PReLU":
      return plain("PReLU", { shared_axes: layer.sharedAxes.length === 0 ? null : layer.sharedAxes });
    case "Dropout":
    case "SpatialDropout2D":
      return plain(layer.type, { rate: layer.rate });
  }
}

/** The group of a class's weights: `DepthwiseConv2D` is `depthwise_conv2d` (keras/src/utils/naming.py). */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

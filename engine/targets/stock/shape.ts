/** Shapes of what stock layers give, channels last and without the batch. */
import type { Pair } from "../../layers/param.ts";
import { elements } from "../../tensor/shape.ts";
import { dilatedExtent } from "../../tensor/window.ts";
import type { StockModel } from "./build.ts";
import type { StockLayer } from "./layer.ts";

type Sizes = readonly number[];

/** Rows and columns by `along`, then the channels. */
const over = (
  [height = 0, width = 0]: Sizes,
  along: (size: number, axis: 0 | 1) => number,
  channels: number,
): Sizes => [along(height, 0), along(width, 1), channels];
const valid = (size: number, extent: number, stride: number): number =>
  Math.floor((size - extent) / stride) + 1;

function outputShape(layer: StockLayer, inputs: readonly Sizes[]): Sizes {
  const [shape = []] = inputs;
  const channels = shape.at(-1) ?? 0;
  const change = (sides: readonly [Pair, Pair], sign: 1 | -1): Sizes =>
    over(shape, (size, axis) => size + sign * (sides[axis][0] + sides[axis][1]), channels);
  switch (layer.type) {
    case "Conv2D":
    case "DepthwiseConv2D": {
      const { kernelSize, strides } = layer;
      const dilation: Pair = layer.type === "Conv2D" ? layer.dilation : [1, 1];
      const filters = layer.type === "Conv2D" ? layer.filters : channels * layer.multiplier;
      const along = (size: number, axis: 0 | 1): number =>
        valid(size, dilatedExtent(kernelSize[axis], dilation[axis]), strides[axis]);
      return over(shape, along, filters);
    }
    case "Conv2DTranspose": {
      const { kernelSize, strides, filters } = layer;
      const along = (size: number, axis: 0 | 1): number =>
        size * strides[axis] + Math.max(kernelSize[axis] - strides[axis], 0);
      return over(shape, along, filters);
    }
    case "Dense":
      return [...shape.slice(0, -1), layer.units];
    case "MaxPooling2D":
    case "AveragePooling2D": {
      const { poolSize, strides, padding } = layer;
      const along = (size: number, axis: 0 | 1): number =>
        padding === "same" ? Math.ceil(size / strides[axis]) : valid(size, poolSize[axis], strides[axis]);
      return over(shape, along, channels);
    }
    case "GlobalAveragePooling2D":
    case "GlobalMaxPooling2D":
      return [channels];
    case "Flatten":
      return [elements(shape)];
    case "Multiply":
      return shape.map((_, axis) => Math.max(...inputs.map((one) => one[axis] ?? 1)));
    case "Concatenate": {
      const at = layer.axis - 1;
      const joined = inputs.reduce((sum, one) => sum + (one[at] ?? 0), 0);
      return shape.map((size, axis) => (axis === at ? joined : size));
    }
    case "Permute":
      return layer.dims.map((axis) => shape[axis - 1] ?? 0);
    case "Reshape":
      return layer.shape;
    case "ZeroPadding2D":
      return change(layer.sides, 1);
    case "Cropping2D":
      return change(layer.sides, -1);
    case "UpSampling2D":
      return over(shape, (size, axis) => size * layer.size[axis], channels);
    case "Add":
    case "Softmax":
    case "BatchNormalization":
    case "LayerNormalization":
    case "Activation":
    case "ReLU":
    case "LeakyReLU":
    case "PReLU":
    case "Dropout":
    case "SpatialDropout2D":
      return shape;
  }
}

/** By value: the input's first, then each layer's. */
export function stockShapes({ inputShape, layers }: StockModel): readonly Sizes[] {
  const shapes: Sizes[] = [inputShape];
  for (const { layer, inputs } of layers) {
    shapes.push(
      outputShape(
        layer,
        inputs.map((value) => shapes[value] ?? []),
      ),
    );
  }
  return shapes;
}

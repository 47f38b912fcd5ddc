/** The stock layers that Keras and TensorFlow.js share, channels last; each target writes them in its own way. */
import type { Pair } from "../../layers/param.ts";

type Sides = readonly [Pair, Pair];

export type StockLayer =
  | {
      readonly type: "Conv2D";
      readonly filters: number;
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly dilation: Pair;
      readonly useBias: boolean;
    }
  | {
      readonly type: "DepthwiseConv2D";
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly multiplier: number;
      readonly useBias: boolean;
    }
  | {
      readonly type: "Conv2DTranspose";
      readonly filters: number;
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly useBias: boolean;
    }
  | {
      /** On the last axis, whatever the rank. */
      readonly type: "Dense";
      readonly units: number;
      readonly useBias: boolean;
      /** A fixed linear map, not to be trained further. */
      readonly fixed?: true;
    }
  | {
      readonly type: "MaxPooling2D" | "AveragePooling2D";
      readonly poolSize: Pair;
      readonly strides: Pair;
      readonly padding: "valid" | "same";
    }
  | {
      readonly type:
        | "GlobalAveragePooling2D"
        | "GlobalMaxPooling2D"
        | "Flatten"
        | "Add"
        | "Multiply"
        | "Softmax";
    }
  | { readonly type: "Concatenate"; readonly axis: number }
  /** Axes from 1, without the batch. */
  | { readonly type: "Permute"; readonly dims: readonly number[] }
  | { readonly type: "Reshape"; readonly shape: readonly number[] }
  | { readonly type: "ZeroPadding2D" | "Cropping2D"; readonly sides: Sides }
  /** Repeats pixels. */
  | { readonly type: "UpSampling2D"; readonly size: Pair }
  | {
      readonly type: "BatchNormalization";
      readonly epsilon: number;
      readonly momentum: number;
      readonly affine: boolean;
    }
  | {
      readonly type: "LayerNormalization";
      readonly axes: readonly number[];
      readonly epsilon: number;
      readonly affine: boolean;
    }
  | {
      readonly type: "Activation";
      readonly name: "relu" | "silu" | "mish" | "sigmoid" | "tanh" | "elu" | "gelu";
    }
  | { readonly type: "ReLU"; readonly maxValue: number }
  | { readonly type: "LeakyReLU"; readonly slope: number }
  | { readonly type: "PReLU"; readonly sharedAxes: readonly number[] }
  | { readonly type: "Dropout"; readonly rate: number }
  | { readonly type: "SpatialDropout2D"; readonly rate: number; readonly channels: number };

/** Weights as they are stored and exchanged: canonical paths, PyTorch's layout, one meaning everywhere. */
import type { Shape } from "../../tensor/shape.ts";

/** `path.name`, for example `layer1.0.conv1.weight`. */
export type WeightPath = string;

/** A stored tensor in PyTorch's layout. */
export interface WeightArray {
  readonly shape: Shape;
  readonly data: Float32Array;
}
export type Weights = ReadonlyMap<WeightPath, WeightArray>;

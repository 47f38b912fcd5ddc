/** Between the stored layout (PyTorch's) and the executor's (channels last), by rank alone. */
import type { Shape } from "../../tensor/shape.ts";
import type { WeightArray } from "./types.ts";

/**
 * Axes of the stored tensor in the executor's order.
 *
 * - rank 4: conv `[out, in/groups, kh, kw]` becomes `[kh, kw, in/groups, out]`, transposed conv
 *   `[in, out/groups, kh, kw]` becomes `[kh, kw, out/groups, in]`; a depthwise kernel `[in*m, 1, kh, kw]` becomes
 *   `[kh, kw, 1, in*m]`, which in memory is tfjs' `[kh, kw, in, m]`
 * - rank 3: an affine map over `[C, H, W]` becomes `[H, W, C]`
 * - rank 2: dense `[out, in]` becomes `[in, out]`; flatten yields C, H, W, so its rows need no further permutation
 * - rank 1: as it is
 */
const AXES: readonly (readonly number[])[] = [[], [0], [1, 0], [1, 2, 0], [2, 3, 1, 0]];

function axesOf(shape: Shape): readonly number[] {
  const axes = AXES[shape.length];
  if (axes === undefined) throw new Error(`No weight has ${shape.length} axes.`);
  return axes;
}

const inverse = (axes: readonly number[]): readonly number[] =>
  axes.map((_, position) => axes.indexOf(position));

/** Moves axis `axes[i]` to position `i`. */
export function permuteAxes({ shape, data }: WeightArray, axes: readonly number[]): WeightArray {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const outShape = axes.map((axis) => shape[axis] as number);
  const outStrides = axes.map((axis) => strides[axis] as number);
  const out = new Float32Array(data.length);
  const index = new Array<number>(axes.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = data[from] as number;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      from += outStrides[axis] as number;
      const next = (index[axis] as number) + 1;
      if (next < (outShape[axis] as number)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      from -= next * (outStrides[axis] as number);
    }
  }
  return { shape: outShape, data: out };
}

export const toExecutorLayout = (stored: WeightArray): WeightArray =>
  permuteAxes(stored, axesOf(stored.shape));

export const executorShape = (stored: Shape): Shape => axesOf(stored).map((axis) => stored[axis] as number);

/** `shape` is the executor's. */
export const toStoredLayout = (own: WeightArray): WeightArray => permuteAxes(own, inverse(axesOf(own.shape)));

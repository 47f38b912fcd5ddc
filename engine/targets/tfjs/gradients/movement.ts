/** Kernels that move or copy elements. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { GradientTable } from "./types.ts";

type Sides = [number, number];
const first = ([x]: readonly Tensor[]): Tensor => x as Tensor;

export const movementGradients: GradientTable = {
  Identity: { gradients: (dy) => ({ x: () => tf.clone(dy) }) },
  Cast: { gradients: (dy) => ({ x: () => tf.cast(dy, "float32") }) },
  Reshape: {
    inputs: ["x"],
    shapesOnly: true,
    gradients: (dy, saved) => ({ x: () => tf.reshape(dy, first(saved).shape) }),
  },
  ExpandDims: {
    inputs: ["input"],
    shapesOnly: true,
    gradients: (dy, saved) => ({ input: () => tf.reshape(dy, first(saved).shape) }),
  },
  Transpose: {
    gradients: (dy, _saved, { perm }) => ({
      x: () =>
        tf.transpose(
          dy,
          (perm as number[]).map((_, axis) => (perm as number[]).indexOf(axis)),
        ),
    }),
  },
  PadV2: {
    gradients(dy, _saved, { paddings }) {
      const sides = paddings as readonly Sides[];
      const begin = sides.map(([before]) => before);
      const size = dy.shape.map((length, axis) => length - (sides[axis]?.[0] ?? 0) - (sides[axis]?.[1] ?? 0));
      return { x: () => tf.slice(dy, begin, size) };
    },
  },
  Slice: {
    inputs: ["x"],
    shapesOnly: true,
    gradients(dy, saved, { begin, size }) {
      const x = first(saved);
      const [from, length] = tf.slice_util.parseSliceParams(x, begin as number[], size as number[]);
      const sides = x.shape.map((whole, axis): Sides => {
        const before = from[axis] as number;
        return [before, whole - before - (length[axis] as number)];
      });
      return { x: () => tf.pad(dy, sides) };
    },
  },
  SplitV: {
    gradients: (dy, _saved, { axis }) => {
      // Of a kernel with several outputs tfjs hands over all their gradients, of a single part just its own.
      const parts = Array.isArray(dy) ? (dy as Tensor[]) : [dy];
      return { x: () => tf.concat(parts, axis as number) };
    },
  },
  Concat: {
    all: true,
    shapesOnly: true,
    gradients(dy, saved, { axis }) {
      const [along] = tf.util.parseAxisParam(axis as number, dy.shape) as [number];
      const sizes = saved.map((x) => x.shape[along] as number);
      return Object.fromEntries(
        sizes.map((size, i) => {
          const begin = dy.shape.map(() => 0);
          begin[along] = sizes.slice(0, i).reduce((sum, length) => sum + length, 0);
          const part = dy.shape.map((length, a) => (a === along ? size : length));
          return [String(i), () => tf.slice(dy, begin, part)];
        }),
      );
    },
  },
  SpaceToBatchND: {
    gradients: (dy, _saved, { blockShape, paddings }) => ({
      x: () => tf.batchToSpaceND(dy, blockShape as number[], paddings as Sides[]),
    }),
  },
  BatchToSpaceND: {
    gradients: (dy, _saved, { blockShape, crops }) => ({
      x: () => tf.spaceToBatchND(dy, blockShape as number[], crops as Sides[]),
    }),
  },
};

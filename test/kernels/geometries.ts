/** Random windows that fit. */
import fc from "fast-check";
import { dilatedExtent, windowOutput } from "../../engine/tensor/window.ts";

export const upTo = (max: number, min = 1) => fc.integer({ min, max });
const pairUpTo = (max: number, min = 1) => fc.tuple(upTo(max, min), upTo(max, min));
/** GPU kernels take other ways where sizes are multiples of four. */
const channels = fc.constantFrom(1, 2, 3, 4, 8);

const AXES = [0, 1] as const;

export const windows = fc
  .record({
    batch: upTo(3),
    size: pairUpTo(11),
    kernel: pairUpTo(5),
    stride: pairUpTo(4),
    padding: pairUpTo(4, 0),
    dilation: fc.oneof(
      { weight: 3, arbitrary: fc.constant<[number, number]>([1, 1]) },
      { weight: 1, arbitrary: pairUpTo(3) },
    ),
    groups: upTo(3),
    inputs: channels,
    outputs: channels,
  })
  .filter(({ size, kernel, stride, padding, dilation }) =>
    AXES.every((axis) => {
      const window = { size: size[axis], kernel: kernel[axis], stride: stride[axis], padding: padding[axis] };
      return windowOutput({ ...window, dilation: dilation[axis] }) >= 1;
    }),
  );

/** Something is left of a transposed convolution after its padding is cut off. */
export const transposedWindows = windows.filter(({ size, kernel, stride, padding, dilation }) =>
  AXES.every(
    (axis) =>
      (size[axis] - 1) * stride[axis] + dilatedExtent(kernel[axis], dilation[axis]) > 2 * padding[axis],
  ),
);

/** Padding of at most half the window, and no window beside the image. */
export const poolings = windows.filter(({ kernel, padding, dilation, size }) =>
  AXES.every((axis) => padding[axis] <= kernel[axis] / 2 && dilation[axis] <= size[axis]),
);

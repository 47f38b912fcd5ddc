/** A small picture with upright, level and slanted edges, and kernels to look at it with. */
import { type Matrix, matrixOf } from "../../../engine/learn/matrix.ts";

const SIZE = 16;

/** 16×16: a gable over a wall with a door. */
export const HOUSE: Matrix = matrixOf(SIZE, SIZE, (row, column) => {
  const fromMiddle = Math.abs(column - 7.5);
  const roof = row >= 2 && row < 7 && fromMiddle <= row - 1;
  const wall = row >= 7 && row < 14 && fromMiddle < 5;
  const door = row >= 9 && row < 14 && column >= 6 && column <= 8;
  return (roof || wall) && !door ? 1 : 0;
});

export const KERNELS = {
  vertical: [
    [1, 0, -1],
    [1, 0, -1],
    [1, 0, -1],
  ],
  horizontal: [
    [1, 1, 1],
    [0, 0, 0],
    [-1, -1, -1],
  ],
  blur: [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ],
} as const satisfies Readonly<Record<string, Matrix>>;
export type KernelName = keyof typeof KERNELS;

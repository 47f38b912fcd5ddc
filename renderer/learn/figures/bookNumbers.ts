/** The numbers with which the figures begin: those of the notes. */
import { bandImage } from "../../../engine/learn/descent.ts";
import type { Matrix } from "../../../engine/learn/matrix.ts";

export const FIRST_X: Matrix = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
];
export const FIRST_K: Matrix = [
  [0, 1],
  [2, 3],
];
export const SECOND_X: Matrix = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];
export const SECOND_K: Matrix = [
  [1, 2],
  [3, 4],
];
/** 6×8, white with a black band. */
export const BAND: Matrix = bandImage(6, 8, 2, 5);
export const EDGE_KERNEL: Matrix = [[1, -1]];

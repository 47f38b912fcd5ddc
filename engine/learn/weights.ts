/** How many weights a layer has, and what they take in memory. */
import { BYTES_PER_ELEMENT } from "../tensor/shape.ts";

/** Every input to every unit, and a bias for each unit where wanted. */
export const denseWeights = (inputs: number, units: number, bias = false): number =>
  inputs * units + (bias ? units : 0);

/** Independent of the image's size. */
export const convWeights = (channels: number, filters: number, kernel: number, bias = false): number =>
  channels * filters * kernel * kernel + (bias ? filters : 0);

export const bytesOf = (weights: number): number => weights * BYTES_PER_ELEMENT.float32;

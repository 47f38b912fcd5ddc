/** Several channels: summed on the way in, stacked on the way out. */
import { addMatrices, heightOf, type Matrix, mapMatrix, matrixOf, valueAt, widthOf } from "./matrix.ts";
import { correlate } from "./slide.ts";

export interface ChannelSum {
  /** One for each input channel. */
  readonly parts: readonly Matrix[];
  readonly sum: Matrix;
}

/** Each channel under its own kernel, and the sum of the results: one output channel. */
export function correlateChannels(channels: readonly Matrix[], kernels: readonly Matrix[]): ChannelSum {
  const parts = channels.map((channel, index) => correlate(channel, kernels[index] ?? []));
  return { parts, sum: addMatrices(parts) };
}

/** One kernel for each output channel, the results on top of one another: `[C out][H][W]`. */
export const correlateStack = (
  channels: readonly Matrix[],
  kernelStack: readonly (readonly Matrix[])[],
): readonly Matrix[] => kernelStack.map((kernels) => correlateChannels(channels, kernels).sum);

export const plus = (kernels: readonly Matrix[], by: number): readonly Matrix[] =>
  kernels.map((kernel) => mapMatrix(kernel, (value) => value + by));

/** `weights[out][in]` over every pixel by sliding 1×1 kernels. */
export const oneByOne = (channels: readonly Matrix[], weights: Matrix): readonly Matrix[] =>
  correlateStack(
    channels,
    weights.map((line) => line.map((weight) => [[weight]])),
  );

/** The same by reading each pixel as a vector of channels and multiplying it with the matrix `weights[out][in]`. */
export const densePerPixel = (channels: readonly Matrix[], weights: Matrix): readonly Matrix[] => {
  const [first = []] = channels;
  return weights.map((line) =>
    matrixOf(heightOf(first), widthOf(first), (row, column) =>
      line.reduce((sum, weight, index) => sum + weight * valueAt(channels[index] ?? [], row, column), 0),
    ),
  );
};

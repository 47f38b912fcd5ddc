/** Learning a small kernel by gradient descent on one image and the output that is wanted of it. */
import { createRandom } from "../tensor/random.ts";
import { heightOf, type Matrix, mapMatrix, matrixOf, valueAt, widthOf } from "./matrix.ts";
import { correlate } from "./slide.ts";

export interface Descent {
  readonly kernel: Matrix;
  /** Mean of the squared differences from the target, with `kernel`. */
  readonly loss: number;
  readonly step: number;
}

/** Mean squared error of `correlate(x, kernel)` against `target`, and its gradient with respect to the kernel. */
export function kernelGradient(
  x: Matrix,
  target: Matrix,
  kernel: Matrix,
): { loss: number; gradient: Matrix } {
  const error = mapMatrix(correlate(x, kernel), (value, row, column) => value - valueAt(target, row, column));
  const count = heightOf(error) * widthOf(error);
  const loss = error.flat().reduce((sum, value) => sum + value * value, 0) / count;
  // d loss / d K[a, b] = 2/count · Σ error[i, j] · X[i + a, j + b]: the image slid over by the error
  const gradient = mapMatrix(correlate(x, error), (value) => (2 * value) / count);
  return { loss, gradient };
}

/** The first kernel, drawn from a normal distribution. */
export function startDescent(
  x: Matrix,
  target: Matrix,
  shape: readonly [number, number],
  seed: number,
): Descent {
  const random = createRandom(seed, "learn/kernel");
  const kernel = matrixOf(shape[0], shape[1], () => 0.5 * random.normal());
  return { kernel, loss: kernelGradient(x, target, kernel).loss, step: 0 };
}

/** One step against the gradient: `K <- K - learningRate · gradient`. */
export function descend(x: Matrix, target: Matrix, at: Descent, learningRate: number): Descent {
  const { gradient } = kernelGradient(x, target, at.kernel);
  const kernel = mapMatrix(
    at.kernel,
    (value, row, column) => value - learningRate * valueAt(gradient, row, column),
  );
  return { kernel, loss: kernelGradient(x, target, kernel).loss, step: at.step + 1 };
}

/** The notes' image: `height × width` ones with zeros in columns `from` to `to`. */
export const bandImage = (height: number, width: number, from: number, to: number): Matrix =>
  matrixOf(height, width, (_, column) => (column >= from && column <= to ? 0 : 1));

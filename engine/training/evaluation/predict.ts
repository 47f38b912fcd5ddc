/** What a network says about single samples. */
import type { Model } from "../../targets/tfjs/types.ts";
import { elements } from "../../tensor/shape.ts";
import { outputsOf } from "./evaluate.ts";
import { softmaxRow } from "./rows.ts";

export interface RankedClass {
  readonly index: number;
  readonly name: string;
  readonly probability: number;
}
export interface Prediction {
  /** One for each class, in label order; for regression the plain output, channels last. */
  readonly probabilities: readonly number[];
  /** The most probable classes, best first; empty for regression. */
  readonly top: readonly RankedClass[];
}

export interface PredictOptions {
  readonly model: Model;
  /** `count × H × W × C` or `count × N`, normalised as in training. */
  readonly pixels: Float32Array;
  readonly count: number;
  /** Names in label order; empty for regression. */
  readonly classes: readonly string[];
  /** Length of `top`; 5 unless told. */
  readonly k?: number;
}

/** The `k` most probable classes; of equal ones the lower class first. */
export function topClasses(
  probabilities: readonly number[],
  classes: readonly string[],
  k: number,
): readonly RankedClass[] {
  return probabilities
    .map((probability, index) => ({ index, name: classes[index] ?? String(index), probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, k);
}

/** One prediction for each sample, in order. */
export async function predict(options: PredictOptions): Promise<readonly Prediction[]> {
  const { model, pixels, count, classes, k = 5 } = options;
  const width = elements(model.outputShape);
  const outputs = await outputsOf(model, pixels, count);
  return Array.from({ length: count }, (_, row) => {
    const output = outputs.subarray(row * width, (row + 1) * width);
    if (classes.length === 0) return { probabilities: [...output], top: [] };
    const probabilities = [...softmaxRow(output)];
    return { probabilities, top: topClasses(probabilities, classes, k) };
  });
}

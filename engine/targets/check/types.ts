/** What a look back at exported files found. */
export interface CheckReport {
  /**
   * `runtime`: the files were loaded and run where they will be used. `reader`: they were read back by our own reader, and
   * either their weights compared bit by bit or the network they hold compared in the executor; nothing of the target has
   * run them.
   */
  readonly how: "runtime" | "reader";
  /** What loaded or read them, with its version where it has one: `onnxruntime-web 1.30.0`. */
  readonly by: string;
  /** Random inputs that both were shown; 0 for a reader. */
  readonly inputs: number;
  readonly compared: "probabilities" | "outputs" | "nothing";
  /** Largest difference of these between what was read and the executor; outputs relative to the largest above 1. */
  readonly largestDifference: number | null;
  /** Weights that were read back, and those that are not the same bit by bit; 0 where the runtime does not show them. */
  readonly tensors: number;
  readonly differing: number;
  readonly agrees: boolean;
}

/** Differences up to this are the rounding of 32-bit floats in another order of additions. */
export const TOLERANCE = 1e-4;

/** Reference values and what comes of comparing with them. */

/** Channels first, row by row, as PyTorch stores it. */
export interface CaseTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
export type CaseTensors = Readonly<Record<string, CaseTensor>>;

export interface RunningMoments {
  readonly mean: CaseTensor;
  readonly variance: CaseTensor;
}

/** One operation with its gradients for a given gradient of the output. */
export interface OperationCase {
  readonly name: string;
  /** A layer kind, several of them joined by `+` and run one after the other, or `loss`. */
  readonly kind: string;
  /** Of the layer; what is missing takes the layer's default. */
  readonly params: Readonly<Record<string, unknown>>;
  /** In the order of the wires. */
  readonly inputs: CaseTensors;
  /** By PyTorch's names, or `kernel`, `gamma` and `beta`. */
  readonly weights: CaseTensors;
  readonly output: CaseTensor;
  readonly gradOutput: CaseTensor;
  readonly gradInputs: CaseTensors;
  readonly gradWeights: CaseTensors;
  readonly runningBefore?: RunningMoments | undefined;
  readonly runningAfter?: RunningMoments | undefined;
}

/** Values of one parameter after each step with the given gradients. */
export interface OptimiserCase {
  /** `adam…`, `adamw…`, `rmsprop…`; all else is SGD. */
  readonly name: string;
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly start: CaseTensor;
  readonly grads: readonly CaseTensor[];
  readonly after: readonly CaseTensor[];
}

export interface CaseFile {
  readonly cases: readonly OperationCase[];
  readonly optimisers?: readonly OptimiserCase[] | undefined;
}

export interface SelftestResult {
  readonly name: string;
  readonly backend: string;
  /** Largest difference over the largest reference value, of the output (and running statistics). */
  readonly forwardError: number;
  /** The same over all gradients; 0 where there are none. */
  readonly gradientError: number;
  readonly ok: boolean;
  /** Why the case could not be run at all. */
  readonly failure?: string;
}

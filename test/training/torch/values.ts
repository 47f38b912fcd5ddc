/** What PyTorch computes for the cases of these tests; values.py writes values.json. */
import { readFileSync } from "node:fs";
import type { OptimizerSettings, ScheduleSettings } from "../../../engine/document/types.ts";

export interface TorchTensor {
  readonly shape: number[];
  readonly data: number[];
}
export interface TorchValues {
  readonly torch: string;
  readonly optimisers: readonly {
    readonly name: string;
    readonly type: OptimizerSettings["type"];
    readonly settings: Partial<OptimizerSettings>;
    readonly rates: readonly number[];
    readonly start: TorchTensor;
    readonly grads: readonly TorchTensor[];
    readonly after: readonly TorchTensor[];
  }[];
  readonly schedules: readonly {
    readonly name: string;
    readonly schedule: ScheduleSettings;
    readonly warmupSteps: number;
    readonly stepsPerEpoch: number;
    readonly epochs: number;
    readonly lr: number;
    readonly rates: readonly number[];
  }[];
  readonly losses: {
    readonly crossEntropy: readonly {
      readonly name: string;
      readonly smoothing: number;
      readonly logits: TorchTensor;
      readonly labels?: number[];
      readonly soft?: TorchTensor;
      readonly loss: number;
      readonly grad: TorchTensor;
    }[];
    readonly meanSquaredError: {
      readonly output: TorchTensor;
      readonly target: TorchTensor;
      readonly loss: number;
      readonly grad: TorchTensor;
    };
  };
  readonly clipping: readonly {
    readonly limit: number;
    readonly before: readonly TorchTensor[];
    readonly norm: number;
    readonly after: readonly TorchTensor[];
  }[];
}

export const torchValues = JSON.parse(
  readFileSync(new URL("values.json", import.meta.url), "utf8"),
) as TorchValues;

/** Largest difference, relative to the largest reference value. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
  return Math.max(...expected.map((value, i) => Math.abs((actual[i] as number) - value))) / scale;
}

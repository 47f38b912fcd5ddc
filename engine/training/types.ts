/** What a run tells the world, and the ports that keep it. */
import type { GraphDocument } from "../document/types.ts";
import type { Problem } from "../tensor/problem.ts";

/** A line of `metrics.jsonl` and of `train --json`. Losses are means over samples; accuracies are 0 to 1; times in milliseconds. */
export type TrainEvent =
  | {
      readonly type: "step";
      readonly epoch: number;
      readonly step: number;
      readonly loss: number;
      readonly learningRate: number;
      readonly elapsedMs: number;
    }
  | {
      readonly type: "epoch";
      readonly epoch: number;
      readonly step: number;
      readonly loss: number;
      readonly trainAccuracy: number | null;
      readonly testLoss: number;
      readonly testAccuracy: number | null;
      readonly testTop5: number | null;
      readonly imagesPerSecond: number;
      readonly elapsedMs: number;
    }
  | {
      readonly type: "done";
      readonly epoch: number;
      readonly step: number;
      readonly reason: "finished" | "stopped" | "early-stopping" | "non-finite" | "failed";
      readonly loss: number;
      readonly trainAccuracy: number | null;
      readonly testAccuracy: number | null;
      readonly problem?: Problem;
      readonly elapsedMs: number;
    };

/** Files of one run. Writes are atomic (a reader sees the old or the new whole); appends are lines. */
export interface RunStore {
  write(path: string, bytes: Uint8Array): Promise<void>;
  append(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array | null>;
  /** Cuts a file to a length, for a resume that drops lines written after the last checkpoint. */
  truncate(path: string, length: number): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
}

/** `run.json`. */
export interface RunRecord {
  readonly format: "layerloom/run";
  readonly version: 1;
  readonly document: GraphDocument;
  readonly seed: number;
  readonly data: {
    readonly source: string;
    readonly fingerprint: string;
    readonly classes: readonly string[];
    /** Per channel, computed from the training part; applied before the network. */
    readonly normalization: { readonly mean: readonly number[]; readonly std: readonly number[] };
    readonly resize?: readonly [number, number];
  };
  readonly backend: string;
  readonly engineVersion: string;
  readonly startedAt: string;
}

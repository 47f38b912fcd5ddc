/** What a run tells the world, and the ports that keep it. */
import type { GraphDocument } from "../document/types.ts";
import type { Problem } from "../tensor/problem.ts";

/**
 * A line of `metrics.jsonl` and of `train --json`. Losses are means over samples; accuracies are 0 to 1; times in
 * milliseconds, without pauses. `epoch` counts from 1; `step` counts the steps of the whole run from 1.
 */
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
      /** Plain loss, without label smoothing; `null` without a test part. */
      readonly testLoss: number | null;
      readonly testAccuracy: number | null;
      readonly testTop5: number | null;
      readonly imagesPerSecond: number;
      readonly elapsedMs: number;
    }
  | {
      readonly type: "done";
      readonly epoch: number;
      readonly step: number;
      /** Epoch whose weights were kept: the last, or the best one after early stopping; 0 before the first. */
      readonly keptEpoch: number;
      readonly reason: "finished" | "stopped" | "early-stopping" | "non-finite" | "failed";
      readonly loss: number;
      readonly trainAccuracy: number | null;
      readonly testAccuracy: number | null;
      readonly problem?: Problem;
      readonly elapsedMs: number;
    };

/**
 * Files of one run. Paths use `/` and are relative to the run's folder, which is made on demand.
 * Every method rejects where the place cannot be written or read.
 */
export interface RunStore {
  /** Atomic: a reader, or a restart after a crash, sees the old or the new whole. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  append(path: string, bytes: Uint8Array): Promise<void>;
  /** `null` where there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Cuts a file to a length, for a resume that drops lines written after the last checkpoint. Never grows it. */
  truncate(path: string, length: number): Promise<void>;
  /** Names of the files and folders directly below, sorted; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A file, or a folder with all in it; nothing where there is none. */
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

/** What a run tells the world, and the ports that keep it. */
import type { Fit, Normalization } from "../data/types.ts";
import type { GraphDocument } from "../document/types.ts";
import type { Problem } from "../tensor/problem.ts";
import type { KernelRecord } from "./tuning/types.ts";

/** Losses are means over samples; accuracies are 0 to 1. `epoch` and `step` count from 1, `step` over the whole run. */
export interface StepEvent {
  readonly type: "step";
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly elapsedMs: number;
}
export interface EpochEvent {
  readonly type: "epoch";
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  /** Over the training passes of the epoch; `null` for regression. */
  readonly trainAccuracy: number | null;
  /** Plain loss, without label smoothing; `null` without a test part. */
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  /** `null` for regression and for fewer than six classes. */
  readonly testTop5: number | null;
  /** Of the training steps. */
  readonly imagesPerSecond: number;
  readonly elapsedMs: number;
}
export interface DoneEvent {
  readonly type: "done";
  readonly epoch: number;
  readonly step: number;
  /**
   * Steps behind the weights that were kept: all of them; those up to the best epoch after early stopping; those
   * before the step whose loss was not finite.
   */
  readonly keptStep: number;
  readonly reason: "finished" | "stopped" | "early-stopping" | "non-finite" | "failed";
  /** Of the present epoch as far as it went, or else of the last one; `null` before the first step. */
  readonly loss: number | null;
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
  readonly problem?: Problem;
  readonly elapsedMs: number;
}
/** What `train --json` prints; the lines of `metrics.jsonl` are its step and epoch events. Times without pauses. */
export type TrainEvent = StepEvent | EpochEvent | DoneEvent;

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
    readonly normalization: Normalization;
    /** `[height, width]` that images were brought to, and how; the same must be done at prediction. */
    readonly resize?: readonly [number, number];
    readonly fit?: Fit;
  };
  readonly backend: string;
  readonly engineVersion: string;
  /** Absent where all kernels go by the rule. */
  readonly kernels?: KernelRecord;
  readonly startedAt: string;
}

/** Which kernels a run is computed by, and where what was measured of them is kept. */
import type { Choices } from "../../kernels/webgpu/choice.ts";
import type { RunStore } from "../types.ts";

/** Enough to compute a run again to the bit on the same device; part of its record and of its checkpoints. */
export interface KernelRecord {
  /** Of our kernels (`KERNEL_VERSION`). */
  readonly version: number;
  /** The device, as it names itself. */
  readonly adapter: string;
  /** By class of shapes, where it is not the rule's choice. */
  readonly choices: Readonly<Record<string, string>>;
}

/** The kernels of a run in flight; `record` is `null` where all go by the rule. */
export interface RunKernels {
  readonly record: KernelRecord | null;
  readonly choices: Choices | null;
}
export const BY_RULE: RunKernels = { record: null, choices: null };

/** Keeps one file from run to run. A rejection costs what it would have kept, and nothing else. */
export type TuningStore = Pick<RunStore, "read" | "write">;

/** How far the measurements are, or, at the end, what became of them. */
export interface TuningProgress {
  readonly adapter: string;
  /** Classes of shapes measured, and to be measured. */
  readonly done: number;
  readonly total: number;
  /** Where this was the end: how many the time did not suffice for, and how long it took. */
  readonly end?: { readonly left: number; readonly elapsedMs: number };
}

export interface Tuning {
  readonly store: TuningStore;
  /** Milliseconds that measuring may take at the start of a run; 2 s unless told. */
  readonly budgetMs?: number;
  readonly onProgress?: (progress: TuningProgress) => void;
}

/** What the window knows of training. */
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import type {
  BackendReport,
  DataReport,
  DataRequest,
  EpochRow,
  HealthReport,
  RunEnding,
  RunState,
  RunSummary,
} from "../../engine/worker/values.ts";
import type { StepSeries } from "./series.ts";

/** The run that the charts show: in flight, or one that was kept. */
export interface ShownRun {
  readonly id: string;
  readonly name: string;
  /** The snapshot it trains: edits made since do not touch it. */
  readonly document: GraphDocument;
  readonly state: "starting" | RunState;
  readonly ending: RunEnding | null;
  readonly problem: Problem | null;
  readonly epochs: readonly EpochRow[];
  readonly steps: StepSeries;
  /** Grows whenever `steps` has grown, which is not seen otherwise. */
  readonly version: number;
  /** Steps of the whole run. */
  readonly totalSteps: number;
  readonly elapsedMs: number;
  readonly learningRate: number;
  /** Kernels are being measured before the first step. */
  readonly tuning: { readonly done: number; readonly total: number } | null;
  /** The last measurement of gradients and activations. */
  readonly health: HealthReport | null;
}

export interface TrainingState {
  readonly backend: BackendReport | null;
  readonly backendStatus: "closed" | "opening" | "open" | "failed";
  readonly data: DataReport | null;
  readonly dataStatus: "none" | "opening" | "open" | "failed";
  readonly dataProgress: {
    readonly done: number;
    readonly total: number;
    /** What is counted. */
    readonly of: "files" | "bytes";
  } | null;
  readonly dataProblems: readonly Problem[];
  /** Sources that were opened in this window, folders and files a person chose among them. */
  readonly knownSources: readonly string[];
  readonly run: ShownRun | null;
  /** Why the last attempt to start did not get off the ground. */
  readonly startProblems: readonly Problem[];
  readonly runs: readonly RunSummary[] | null;
  /** The run whose weights the next one starts from; `null` for first weights. */
  readonly startFrom: string | null;
}

export type { DataRequest };
export const isLive = (run: ShownRun | null): boolean => run !== null && run.state !== "done";

/** What the parts of the worker share: the backend, the data in use, the runs in flight. One per worker. */
import type { Dataset, Normalization } from "../data/types.ts";
import type { GraphDocument } from "../document/types.ts";
import type { OnnxRuntime } from "../targets/check/onnx.ts";
import type { BackendPort, SelectedBackend } from "../targets/tfjs/backend/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import type { TuningStore } from "../training/tuning/types.ts";
import type { RunStore } from "../training/types.ts";
import type { ModelCache } from "./model-cache.ts";
import type { WorkerEvent } from "./protocol.ts";
import type { SetStore } from "./set-store.ts";

export interface WorkerPorts {
  readonly backends: readonly BackendPort[];
  readonly engineVersion: string;
  /** The runtime that checks ONNX files: large, so that it comes when it is asked for. */
  onnxRuntime(): Promise<OnnxRuntime>;
  store(runId: string): RunStore;
  runIds(): Promise<readonly string[]>;
  runPaths(runId: string): Promise<readonly string[]>;
  /** Where what was measured of kernels is kept; absent where nothing is to be measured. */
  readonly tuningStore?: TuningStore;
  /** Published data sets on this host; absent where it keeps none. */
  readonly sets?: SetStore;
  /** Sends an event to the page; buffers in `transfer` move. */
  emit(event: WorkerEvent, transfer?: readonly ArrayBuffer[]): void;
}

/** A run in flight, as others may look at it: its weights as they are at this moment. */
export interface LiveRun {
  readonly model: Model;
  readonly document: GraphDocument;
  readonly normalization: Normalization;
  readonly classes: readonly string[];
}

export interface WorkerContext extends WorkerPorts {
  backend: SelectedBackend | null;
  /** The backend's device is gone: what fails now fails by it. */
  lost?: boolean;
  dataset: Dataset | null;
  /** `[height, width]` that the data in use was brought to, where that was asked for. */
  resize: readonly [number, number] | null;
  /** Of the data in use. */
  normalization: Normalization | null;
  /** Runs in flight by id. */
  readonly live: Map<string, LiveRun>;
  readonly models: ModelCache;
  /** Data sets of runs in flight, which stay open when another is chosen. */
  readonly inUse: Set<Dataset>;
}

/** The page asks in order (backend, data, run); anything else is a bug of the page. */
export function needBackend({ backend }: WorkerContext): SelectedBackend {
  if (backend === null) throw new Error("No backend is open.");
  return backend;
}
export function needDataset({ dataset }: WorkerContext): Dataset {
  if (dataset === null) throw new Error("No data set is open.");
  return dataset;
}

/** What requests and replies of the worker hold. Types only. */
import type { ImportReport } from "../document/import-report.ts";
import type { GraphDocument, OptimizerSettings } from "../document/types.ts";
import type { Problem } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";

export type BackendChoice = "auto" | "webgpu" | "wasm" | "cpu";

export interface BackendReport {
  readonly name: string;
  readonly description: string;
  /** The interface of a GPU, played by the CPU. */
  readonly software: boolean;
  /** One sentence: what was chosen, and why. */
  readonly reason: string;
}

/** A data set by its SOURCE; `folder:`, `idx:`, `cifar10:` and `csv:` read the files handed along. */
export interface DataRequest {
  readonly source: string;
  readonly resize?: readonly [number, number];
  /** Files a person chose or dropped, with their paths below the chosen folder. */
  readonly files?: readonly { readonly path: string; readonly file: Blob }[];
}
export interface DataReport {
  readonly source: string;
  readonly title: string;
  readonly task: "classification" | "regression";
  readonly shape: Shape;
  readonly classes: readonly string[];
  readonly fingerprint: string;
  readonly trainCount: number;
  readonly testCount: number;
  /** Samples of each class in the two parts; empty for regression. */
  readonly trainPerClass: readonly number[];
  readonly testPerClass: readonly number[];
  readonly normalization: { readonly mean: readonly number[]; readonly std: readonly number[] };
  readonly warnings: readonly Problem[];
}
/** A published data set that can be fetched. */
export interface SetReport {
  readonly id: string;
  readonly title: string;
  /** English, one sentence. */
  readonly summary: string;
  readonly source: string;
  readonly bytes: number;
  /** Bytes of it that are on this machine already. */
  readonly kept: number;
  /** All of its files are here. */
  readonly whole: boolean;
}
/** Samples as a picture: tiles side by side in memory, `tiles × height × width × 4` bytes. */
export interface Tiles {
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array<ArrayBuffer>;
}

export type RunState = "running" | "paused" | "stopping" | "done";
export type RunEnding = "finished" | "stopped" | "early-stopping" | "non-finite" | "failed";

/** Numbers of the steps since the last batch; columns of equal length. */
export interface StepColumns {
  readonly step: Float64Array<ArrayBuffer>;
  readonly epoch: Float64Array<ArrayBuffer>;
  readonly loss: Float64Array<ArrayBuffer>;
  readonly learningRate: Float64Array<ArrayBuffer>;
  readonly elapsedMs: Float64Array<ArrayBuffer>;
}
export interface EpochRow {
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly trainAccuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  readonly imagesPerSecond: number;
  readonly elapsedMs: number;
}

/** A warning light of a run, with the figure it shows. */
export interface HealthLight {
  readonly name: "loss" | "gradient" | "vanishing" | "dead" | "saturated";
  /** `unmeasured`: not enough steps yet. `absent`: the network has nothing of the kind. */
  readonly state: "good" | "warning" | "unmeasured" | "absent";
  /** `null` where nothing was measured. */
  readonly value: number | null;
  /** Above it the light warns; below it for `vanishing`. */
  readonly threshold: number;
  /** Path of the node that it concerns most. */
  readonly path: string | null;
}
export interface HealthReport {
  readonly step: number;
  readonly lights: readonly HealthLight[];
  /** Norm of the gradients of each layer. */
  readonly gradients: readonly { readonly path: string; readonly norm: number }[];
}

/** A run as it is kept, without its numbers. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly startedAt: string;
  readonly document: GraphDocument;
  readonly source: string;
  readonly classes: readonly string[];
  readonly optimizer: OptimizerSettings["type"];
  readonly seed: number;
  readonly backend: string;
  /** `null` where it was cut off: it can be resumed. */
  readonly ending: RunEnding | null;
  readonly epochs: readonly EpochRow[];
}
/** A run folder that a person chose. */
export interface ChosenRun {
  /** The id it is to have here, if it is not here yet. */
  readonly runId: string;
  /** What it is called unless it says so itself. */
  readonly name: string;
  /** Paths below the run folder, with `/`. */
  readonly files: readonly { readonly path: string; readonly file: Blob }[];
}
export interface KeptRun {
  readonly runId: string;
  /** It was among the runs before. */
  readonly known: boolean;
}
export interface RunCurves {
  readonly steps: StepColumns;
  readonly epochs: readonly EpochRow[];
  /** The last measurement; `null` where none was kept. */
  readonly health: HealthReport | null;
}

export interface ClassFigures {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly count: number;
}
export interface EvaluationReply {
  readonly accuracy: number | null;
  readonly loss: number;
  readonly count: number;
  readonly perClass: readonly ClassFigures[];
  /** Rows: true class; columns: answer. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly confidence: number;
    readonly accuracy: number;
  }[];
  /** Index in the test part of each sample, in file order. */
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  readonly confidences: Float32Array;
}

/** One sample: of the data set in use, or pixels in 0..1, `H × W × C` of the network's input shape. */
export type SampleRef =
  | { readonly part: "train" | "test"; readonly index: number }
  | { readonly pixels: Float32Array };

export interface PredictionReply {
  readonly probabilities: readonly number[];
  readonly top: readonly { readonly index: number; readonly name: string; readonly probability: number }[];
}
/** Activations of one node for one sample, channels first. */
export interface ActivationReply {
  readonly path: string;
  /** `[C, H, W]` or `[N]`. */
  readonly shape: Shape;
  /** Of the first channels where the request limits them; the figures below are over all. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of values that are exactly zero. */
  readonly zeros: number;
  /** Counts over equal bins from `min` to `max`. */
  readonly histogram: readonly number[];
}
export interface InspectRequest {
  readonly document: GraphDocument;
  /** Weights of this run; without one the first weights that the document's seed draws. */
  readonly runId: string | null;
  readonly sample: SampleRef;
  readonly paths: readonly string[];
  /** Channels of each map to send, all unless told. */
  readonly channels?: number;
}

/** One weight of a node in PyTorch's layout: a convolution's `weight` is `[filters, channels, kh, kw]`. */
export interface WeightReply {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array<ArrayBuffer>;
}
export interface GradCamRequest {
  readonly document: GraphDocument;
  readonly runId: string | null;
  readonly sample: SampleRef;
  /** A node whose output is a map. */
  readonly path: string;
  /** The class in question; the most probable one unless told. */
  readonly label: number | null;
}
/** Where the evidence for a class lies: at least 0, not scaled, row by row. */
export interface GradCamReply {
  readonly label: number;
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Bytes of one training step, and how long one takes once that was measured. */
export interface ForecastReply {
  readonly totalBytes: number;
  readonly activationBytes: number;
  /** Largest power of two whose step stays below `limitBytes`; 0 where not even one sample does. */
  readonly fittingBatchSize: number;
  readonly limitBytes: number;
}
export interface TimingReply {
  /** Median of a training step of the document's batch size, after a warm-up. */
  readonly stepMs: number;
  readonly batchSize: number;
}
export interface RatePoint {
  readonly learningRate: number;
  readonly loss: number;
  readonly smoothed: number;
}
export interface RateSearchReply {
  readonly points: readonly RatePoint[];
  /** Where the smoothed loss falls fastest; `null` where it never falls. */
  readonly suggestion: number | null;
}

/** Every way out, by the name it has on the command line. */
export type ExportFormat =
  | "tfjs"
  | "onnx"
  | "keras"
  | "safetensors"
  | "pytorch"
  | "keras-code"
  | "html"
  | "card"
  | "json"
  | "svg";
/** What is exported: a kept run with its weights, or without one the document with the first weights its seed draws. */
export interface ExportSubject {
  readonly document: GraphDocument;
  readonly runId: string | null;
}
/** One file, or several as a stored zip. The bytes stay with the browser: handing the blob over copies nothing. */
export interface ExportReply {
  readonly blob: Blob;
  readonly mimeType: string;
  /** With its dot. */
  readonly ending: string;
  /** Paths in the zip; one where it is a plain file. */
  readonly paths: readonly string[];
  /** What was written can be loaded or read again and compared. */
  readonly checkable: boolean;
}
/** What loading or reading an export again showed. */
export interface CheckReply {
  /** `runtime`: run where it will be used. `reader`: read back and its weights compared, run by nothing. */
  readonly how: "runtime" | "reader";
  readonly by: string;
  readonly inputs: number;
  readonly compared: "probabilities" | "outputs" | "nothing";
  readonly largestDifference: number | null;
  readonly tensors: number;
  readonly differing: number;
  readonly agrees: boolean;
}

/** A file that a person chose, by its name without folders. */
export interface ImportFile {
  readonly name: string;
  readonly file: Blob;
}
export interface ImportReply {
  readonly document: GraphDocument;
  /** The weights, kept as a run; `null` where there are none. */
  readonly runId: string | null;
  readonly report: ImportReport;
  readonly params: number;
  /** It can be built and trained as it is. */
  readonly valid: boolean;
}
/** What became of each tensor of a file of weights. Shapes as people read them. */
export interface WeightReport {
  /** How the names were understood. */
  readonly naming: string;
  readonly matched: readonly { readonly path: string; readonly from: string; readonly shape: string }[];
  readonly missing: readonly string[];
  readonly unused: readonly string[];
  readonly mismatched: readonly {
    readonly path: string;
    readonly from: string;
    readonly has: string;
    readonly needs: string;
  }[];
}
export interface WeightsReply {
  readonly runId: string;
  readonly report: WeightReport;
}

/** What the page and the worker say to each other. Types only, so that the page loads nothing of the engine's runtime. */
import type { ImportReport } from "../document/import-report.ts";
import type { AugmentSettings, GraphDocument, OptimizerSettings } from "../document/types.ts";
import type { Problem, Result } from "../tensor/problem.ts";
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

/** Every method the worker answers: its arguments and its result. */
export interface Methods {
  /** A network of another tool, its shards behind it; `null` where it was cancelled. Its weights are kept as this run. */
  importNetwork(request: {
    readonly runId: string;
    readonly files: readonly ImportFile[];
  }): Result<ImportReply | null>;
  /** Weights onto the document's network, kept as this run. */
  importWeights(request: {
    readonly runId: string;
    readonly name: string;
    readonly document: GraphDocument;
    readonly file: ImportFile;
  }): Result<WeightsReply | null>;
  cancelImport(none: null): null;
  openBackend(choice: BackendChoice): Result<BackendReport>;
  openData(request: DataRequest): Result<DataReport>;
  listSets(none: null): readonly SetReport[];
  /** Fetches what is missing of a published set and checks it; its source can be opened then. Progress comes as events. */
  downloadSet(id: string): Result<null>;
  /** Ends the download under way; what it has brought is kept. */
  stopDownload(none: null): null;
  sampleTiles(options: {
    readonly part: "train" | "test";
    readonly perClass: number;
    readonly seed: number;
  }): Tiles | null;
  tilesOf(options: { readonly part: "train" | "test"; readonly indices: readonly number[] }): Tiles | null;
  /** The samples of the training part as epochs 0 to `epochs - 1` would show them, sample after sample; `null` for vectors. */
  augmentedTiles(options: {
    readonly indices: readonly number[];
    readonly augment: AugmentSettings;
    readonly seed: number;
    readonly epochs: number;
  }): Tiles | null;
  /** An image file as pixels in 0..1 of the shape `[C, H, W]`, channels last, brought to size as the data in use was. */
  readImage(options: {
    readonly name: string;
    readonly file: Blob;
    readonly shape: Shape;
  }): Result<Float32Array>;
  /** Starts training on the data in use; resolves when the run has started. Its numbers come as events. */
  train(request: {
    readonly runId: string;
    readonly name: string;
    readonly document: GraphDocument;
    /** A kept run whose weights it starts from, as far as they fit; the document's first weights unless told. */
    readonly from?: string;
  }): Result<null>;
  /** Goes on with a run that was cut off or stopped, exactly where it was. */
  resumeRun(request: { readonly runId: string }): Result<null>;
  pause(runId: string): null;
  unpause(runId: string): null;
  stop(runId: string): null;
  setLearningRate(request: { readonly runId: string; readonly learningRate: number }): null;
  listRuns(none: null): readonly RunSummary[];
  readCurves(runId: string): RunCurves;
  /** A run folder from disk, kept under a new id; refused where it is none. */
  keepRun(request: ChosenRun): Result<KeptRun>;
  describeRun(request: { readonly runId: string; readonly name: string; readonly note: string }): null;
  deleteRun(runId: string): null;
  /** Files of a run whose paths begin so, for saving: `weights.safetensors`, `tensorboard/`, "" for all. */
  readRunFiles(request: {
    readonly runId: string;
    readonly prefix: string;
  }): readonly { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  evaluate(request: { readonly runId: string }): Result<EvaluationReply>;
  predict(request: { readonly runId: string; readonly sample: SampleRef }): Result<PredictionReply>;
  inspect(request: InspectRequest): Result<readonly ActivationReply[]>;
  readWeights(request: {
    readonly document: GraphDocument;
    readonly runId: string | null;
    readonly path: string;
  }): Result<readonly WeightReply[]>;
  gradCam(request: GradCamRequest): Result<GradCamReply>;
  forecast(request: { readonly document: GraphDocument }): Result<ForecastReply>;
  /** Measures a few training steps on the data in use; the weights of no run are touched. */
  timeSteps(request: { readonly document: GraphDocument }): Result<TimingReply>;
  /** A learning-rate range test on the data in use; its points come as events too. */
  findRate(request: { readonly document: GraphDocument }): Result<RateSearchReply>;
  /** Breaks the range test off with what it has. */
  stopFinding(none: null): null;
  /** What each format cannot express of the document, by node; empty where it can be exported. */
  exportProblems(request: {
    readonly document: GraphDocument;
  }): Readonly<Record<ExportFormat, readonly Problem[]>>;
  /** Progress comes as events; `null` where it was cancelled. */
  exportNetwork(
    request: ExportSubject & {
      readonly format: ExportFormat;
      /** Of texts that people read. */
      readonly language?: "en" | "zh";
      /** Of a picture. */
      readonly theme?: "light" | "dark";
    },
  ): Result<ExportReply | null>;
  cancelExport(none: null): null;
  /** Loads what was written again and compares it with the network. A backend must be open. */
  checkExport(
    request: ExportSubject & { readonly format: ExportFormat; readonly blob: Blob },
  ): Result<CheckReply>;
}
export type MethodName = keyof Methods;
export type Args<M extends MethodName> = Parameters<Methods[M]>[0];
export type Reply<M extends MethodName> = ReturnType<Methods[M]>;

export interface Call<M extends MethodName = MethodName> {
  readonly type: "call";
  readonly id: number;
  readonly method: M;
  readonly args: Args<M>;
}
export type FromWorker =
  | { readonly type: "reply"; readonly id: number; readonly value: unknown }
  /** A bug or a failing device: the call's promise rejects. */
  | { readonly type: "failure"; readonly id: number; readonly message: string }
  | WorkerEvent;

export type WorkerEvent =
  | { readonly type: "steps"; readonly runId: string; readonly columns: StepColumns }
  | { readonly type: "epoch"; readonly runId: string; readonly row: EpochRow }
  | { readonly type: "health"; readonly runId: string; readonly report: HealthReport }
  | { readonly type: "status"; readonly runId: string; readonly state: RunState }
  | {
      readonly type: "done";
      readonly runId: string;
      readonly reason: RunEnding;
      readonly keptStep: number;
      readonly problem: Problem | null;
    }
  /** Kernels are being measured before the first step: so many classes of shapes of all; `null` once they are chosen. */
  | {
      readonly type: "tuning";
      readonly runId: string;
      readonly progress: { readonly done: number; readonly total: number } | null;
    }
  | { readonly type: "warning"; readonly runId: string | null; readonly problem: Problem }
  /** The GPU is gone: everything in the worker is lost; the page ends it, starts another and resumes. */
  | { readonly type: "lost"; readonly reason: string }
  | {
      readonly type: "progress";
      /** `download` counts bytes. */
      readonly task: "data" | "download" | "evaluation" | "export" | "import";
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "rate"; readonly point: RatePoint };

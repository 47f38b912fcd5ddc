/** What the page and the worker say to each other. Types only, so that the page loads nothing of the engine's runtime. */
import type { AugmentSettings, GraphDocument } from "../document/types.ts";
import type { Problem, Result } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";
import type {
  ActivationReply,
  BackendChoice,
  BackendReport,
  CheckReply,
  ChosenRun,
  DataReport,
  DataRequest,
  EpochRow,
  EvaluationReply,
  ExportFormat,
  ExportReply,
  ExportSubject,
  ForecastReply,
  GradCamReply,
  GradCamRequest,
  HealthReport,
  ImportFile,
  ImportReply,
  InspectRequest,
  KeptRun,
  PredictionReply,
  RatePoint,
  RateSearchReply,
  RunCurves,
  RunEnding,
  RunState,
  RunSummary,
  SampleRef,
  SetReport,
  StepColumns,
  Tiles,
  TimingReply,
  WeightReply,
  WeightsReply,
} from "./values.ts";

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
      /** The network as SVG text with words in that language; absent: drawn in English. */
      readonly picture?: string;
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

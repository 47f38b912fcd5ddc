/** What is to be trained, on what, and where it is kept: from the options of a new run, or from a run folder. */
import { join } from "node:path";
import { openTemplate } from "../../engine/analysis/template.ts";
import { openDataset } from "../../engine/data/open.ts";
import type { Dataset, DatasetInfo } from "../../engine/data/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { readDone, readRunRecord } from "../../engine/training/run-folder.ts";
import type { RunStore } from "../../engine/training/types.ts";
import { createNodePorts } from "../data/ports.ts";
import { isTemplate, loadGraph } from "../graph.ts";
import { cliMessages } from "../messages.ts";
import { formatProblem, note, ProblemError } from "../output.ts";
import { fsStore } from "../run-store/fs-store.ts";
import { overrideSettings, type TrainingOptions } from "../training-options.ts";

export interface TrainPlan {
  readonly document: GraphDocument;
  readonly dataset: Dataset;
  readonly backend: BackendChoice;
  readonly folder: string;
  readonly store: RunStore;
  readonly resume: boolean;
  readonly resize?: readonly [number, number];
  /** Weights to start from: a safetensors file or a run folder. */
  readonly weights?: string;
}

interface NewRun {
  readonly graph: string;
  readonly options: TrainingOptions & {
    readonly data?: string;
    readonly backend: BackendChoice;
    readonly out?: string;
    readonly weights?: string;
  };
  readonly resize?: readonly [number, number];
}

export async function planNewRun({ graph, options, resize }: NewRun): Promise<TrainPlan> {
  const loaded = loadGraph(graph);
  const source = options.data ?? loaded.training.data;
  if (source === "") throw new ProblemError([problem(cliMessages, "cli/no-data", { path: graph })]);
  const dataset = await openSource(source, resize);
  const fitted = isTemplate(graph) ? fitTemplate(loaded, dataset.info) : loaded;
  const training = { ...overrideSettings(fitted.training, options), data: source };
  const document = { ...fitted, training };
  const folder = options.out ?? newFolder(graph);
  const store = fsStore(folder);
  if ((await store.read("run.json")) !== null && options.out !== undefined) {
    throw new ProblemError([problem(cliMessages, "cli/run-exists", { path: folder }, { folder })]);
  }
  return {
    document,
    dataset,
    backend: options.backend,
    folder,
    store,
    resume: false,
    ...(resize === undefined ? {} : { resize }),
    ...(options.weights === undefined ? {} : { weights: options.weights }),
  };
}

/** A template takes the channels, size and classes of the data; a person's own document stays as it is. */
function fitTemplate(template: GraphDocument, info: DatasetInfo): GraphDocument {
  if (info.task !== "classification" || info.shape.length !== 3) return template;
  const [channels, height, width] = info.shape as readonly [number, number, number];
  const opened = openTemplate(template, { channels, height, width, classes: info.classes.length });
  if (!opened.ok) throw new ProblemError(opened.problems);
  return opened.value;
}

export async function planResume(
  folder: string,
  data: string | undefined,
  backend: BackendChoice,
): Promise<TrainPlan> {
  const store = fsStore(folder);
  const record = await readRunRecord(store);
  if (!record.ok) throw new ProblemError(record.problems);
  const { document, data: trained } = record.value;
  const done = await readDone(store);
  if (done !== null && done.reason === "finished") {
    throw new ProblemError([problem(cliMessages, "cli/run-finished", { path: folder }, { folder })]);
  }
  const { resize } = trained;
  const dataset = await openSource(data ?? trained.source, resize);
  const { fingerprint } = dataset.info;
  if (fingerprint !== trained.fingerprint) {
    const values = { actual: fingerprint.slice(0, 12), expected: trained.fingerprint.slice(0, 12) };
    throw new ProblemError([problem(cliMessages, "cli/different-data", { path: folder }, values)]);
  }
  return {
    document,
    dataset,
    backend,
    folder,
    store,
    resume: true,
    ...(resize === undefined ? {} : { resize }),
  };
}

/** Opens SOURCE; warnings go to standard error. */
export async function openSource(source: string, resize?: readonly [number, number]): Promise<Dataset> {
  const ports = await createNodePorts({ report: (found) => note(formatProblem(found)) });
  const opened = await openDataset(source, ports, resize === undefined ? {} : { resize });
  if (!opened.ok) throw new ProblemError(opened.problems);
  for (const warning of opened.warnings ?? []) note(formatProblem(warning));
  return opened.value;
}

/** `runs/lenet-20261123-141502`, from the time in UTC. */
function newFolder(graph: string): string {
  const name = graph
    .replace(/^.*[/\\]/, "")
    .replace(/\.\w+$/, "")
    .replace(/[^\p{L}\p{N}_-]+/gu, "-");
  const stamp = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  return join("runs", `${name}-${stamp}`);
}

/** Looks back at exported files: loads them where they will be used, or reads them again, and compares. */

import { createAnalyser } from "../../analysis/analyse.ts";
import { graphHash } from "../../document/hash.ts";
import { parseDocument } from "../../document/parse.ts";
import type { GraphDocument } from "../../document/types.ts";
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";
import { readPage } from "../html/read.ts";
import { interpret } from "../html/runtime/interpret.ts";
import { torchvisionNames } from "../safetensors/torchvision.ts";
import { fileBytes } from "../support/files.ts";
import type { ExportFormat } from "../support/format-names.ts";
import { networkOf } from "../support/network.ts";
import type { ExportFile, ExportInput } from "../support/types.ts";
import type { Weights } from "../weights/types.ts";
import { layersModelRuntime, runLayersModel } from "./layers-model.ts";
import { checkMessages } from "./messages.ts";
import { type Batch, largestDifference, randomBatch } from "./numbers.ts";
import { type OnnxRuntime, onnxRuntimeName, runOnnx } from "./onnx.ts";
import { referenceOutputs } from "./reference.ts";
import { type CheckReport, TOLERANCE } from "./types.ts";
import { type Comparison, compareSafetensors } from "./weights.ts";

export interface CheckPorts {
  /** The studio's own reader of other tools' files: a network with its weights, or why it is not read whole. */
  importNetwork(bytes: Uint8Array): Promise<Result<ReadNetwork>>;
  /** Loaded when it is needed: the module is large. */
  onnxRuntime(): Promise<OnnxRuntime>;
}
export interface ReadNetwork {
  readonly document: GraphDocument;
  readonly weights: Weights;
}
interface Checked {
  readonly files: readonly ExportFile[];
  readonly input: ExportInput;
  readonly count: number;
  readonly ports: CheckPorts;
}
type Check = (checked: Checked) => Promise<Result<CheckReport>>;

const SEED = 20_260;
/** Multiply-accumulates that a check may take, so that a large network is shown fewer inputs. */
const BUDGET_MACS = 2e10;

/** Inputs that a network of this size is shown: 100, or as many as take some seconds. */
export const inputsFor = (macs: number): number =>
  Math.max(1, Math.min(100, Math.floor(BUDGET_MACS / Math.max(1, macs))));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Both are shown the same random inputs; a runtime that throws does not load the file, which is a finding too. */
async function inRuntime(
  { input, count }: Checked,
  by: string,
  run: (batch: Batch) => Promise<Batch>,
): Promise<Result<CheckReport>> {
  const network = networkOf(input.analysis);
  if (!network.ok) return network;
  const batch = randomBatch(network.value.input.facts.output, count, SEED);
  const { output, as } = await referenceOutputs(input, batch);
  let actual: Batch;
  try {
    actual = await run(batch);
  } catch (error) {
    return fail(problem(checkMessages, "check/unreadable", { path: "" }, { by, reason: reasonOf(error) }));
  }
  const difference = largestDifference(output, actual, as);
  return ok({
    how: "runtime",
    by,
    inputs: count,
    compared: as === "outputs" ? "outputs" : "probabilities",
    largestDifference: difference,
    tensors: 0,
    differing: 0,
    agrees: difference <= TOLERANCE,
  });
}

/** What was read is run by the executor, beside the network it was written from. */
async function asImported(checked: Checked): Promise<Result<CheckReport>> {
  const read = await checked.ports.importNetwork(contentOf(checked.files));
  if (!read.ok) return read;
  const { document, weights } = read.value;
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid) return fail(...analysis.problems);
  const report = await inRuntime(checked, READER, async (batch) => {
    const found = await referenceOutputs({ document, analysis, weights }, batch);
    return found.output;
  });
  return report.ok ? ok({ ...report.value, how: "reader", tensors: weights.size }) : report;
}

const readBack = (by: string, { tensors, differing }: Comparison): CheckReport => ({
  how: "reader",
  by,
  inputs: 0,
  compared: "nothing",
  largestDifference: null,
  tensors,
  differing,
  agrees: differing === 0,
});

function contentOf(files: readonly ExportFile[], path?: string): Uint8Array {
  const file = files.find((candidate) => path === undefined || candidate.path === path);
  if (file === undefined) throw new Error(`${path ?? "The file"} is missing.`);
  return fileBytes(file);
}

const READER = "Layerloom";
/** The code that runs in the exported page, here without a page. */
const PAGE = "Layerloom's page interpreter";

export const checks: { readonly [F in ExportFormat]?: Check } = {
  tfjs: (checked) =>
    inRuntime(checked, layersModelRuntime(), (batch) => runLayersModel(checked.files, batch)),
  async onnx(checked) {
    const ort = await checked.ports.onnxRuntime();
    return inRuntime(checked, onnxRuntimeName(ort), (batch) => runOnnx(ort, contentOf(checked.files), batch));
  },
  html: (checked) =>
    inRuntime(checked, PAGE, async (batch) => {
      const { network, weights } = readPage(contentOf(checked.files));
      const x = { dims: batch.shape, data: batch.data };
      const { dims, data } = await interpret(network, weights, x, async () => {});
      return { shape: dims, data };
    }),
  keras: asImported,
  async safetensors({ files, input: { weights } }) {
    const names = torchvisionNames([...weights.keys()]);
    const compared = compareSafetensors(contentOf(files), weights, (path) => names?.get(path) ?? path);
    return compared.ok ? ok(readBack(READER, compared.value)) : compared;
  },
  async pytorch({ files, input: { weights } }) {
    const compared = compareSafetensors(contentOf(files, "weights.safetensors"), weights, (path) => path);
    return compared.ok ? ok(readBack(READER, compared.value)) : compared;
  },
  async json({ files, input: { document } }) {
    const read = parseDocument(contentOf(files));
    if (!read.ok) return read;
    return ok(
      readBack(READER, { tensors: 0, differing: graphHash(read.value) === graphHash(document) ? 0 : 1 }),
    );
  },
};

export const isCheckable = (format: ExportFormat): boolean => checks[format] !== undefined;

/** `files` are those that were written, read again from where they went; `input` is what they were written from. */
export async function checkExport(format: ExportFormat, checked: Checked): Promise<Result<CheckReport>> {
  const check = checks[format];
  if (check === undefined) return fail(problem(checkMessages, "check/nothing-to-check", { path: "" }));
  return check(checked);
}

import { existsSync, statSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { fileSize } from "../../engine/targets/support/files.ts";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  holdsWeights,
} from "../../engine/targets/support/format-names.ts";
import type { ExportFile, ExportInput, Target } from "../../engine/targets/support/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { frozenSentence } from "../export/frozen.ts";
import { checkSentence, lookBack, refuseUncheckable } from "../export/look-back.ts";
import { loadSource } from "../export/source.ts";
import { type Written, writeFolder, writeSingle } from "../export/write.ts";
import { cliMessages } from "../messages.ts";
import { count, EXIT, note, ProblemError, printJson, printLine, UsageError } from "../output.ts";
import { createProgress } from "../progress.ts";
import { ENGINE_VERSION } from "../version.ts";

/** What the command line writes beside the engine's own formats. */
type Wanted = ExportFormat | "png";

interface ExportOptions {
  readonly format: Wanted;
  readonly out: string;
  readonly seed?: number;
  readonly weights?: string;
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Share of the bar that is computing; the rest is writing. */
const COMPUTING = 50;

export function registerExport(program: Command): void {
  program
    .command("export")
    .argument("<graph>", "document file, template id or run folder")
    .description(
      "a network for other tools; what a format cannot express is named before anything is written",
    )
    .addOption(
      new Option("--format <name>", "what to write")
        .choices([...EXPORT_FORMATS, "png"])
        .makeOptionMandatory(),
    )
    .requiredOption("--out <path>", "file, or folder for tfjs, pytorch, keras-code and card")
    .option("--seed <n>", "draws the first weights of a graph (otherwise the document's seed)", seedOf)
    .option("--weights <file>", "safetensors for a graph (otherwise those that lie beside the document)")
    .addOption(
      new Option("--language <code>", "of texts that people read").choices(["en", "zh"]).default("en"),
    )
    .addOption(new Option("--theme <name>", "of svg and png").choices(["light", "dark"]).default("light"))
    .option("--check", "load what was written again and compare its answers with the network's own")
    .option("--json", "one JSON value")
    .action(exportNetwork);
}

function seedOf(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("write a whole number from 0");
}

async function exportNetwork(place: string, options: ExportOptions): Promise<void> {
  const { out, language, theme } = options;
  const isPng = options.format === "png";
  const format = options.format === "png" ? "svg" : options.format;
  const { exportTargets } = await import("../../engine/targets/support/formats.ts");
  const target = exportTargets[format];
  refuseWrongPlace(out, target);
  if (options.check === true) await refuseUncheckable(format);
  const input = await loadSource(place, options.seed, holdsWeights(format), options.weights);
  const problems = target.check(input.analysis);
  if (problems.length > 0) throw new ProblemError(problems);
  if (format === "tfjs") await openCpu();
  const bar = createProgress(`exporting ${format}`, 100);
  try {
    const progress = (done: number): void => bar.update(COMPUTING * done, "");
    const more = await extras(place, input, format);
    const drawn = await filesOf(target, {
      ...input,
      ...more,
      language,
      theme,
      engineVersion: ENGINE_VERSION,
      progress,
    });
    const files = isPng ? await pngFiles(drawn) : drawn;
    const written = await writeAll(out, target, files, (share) => {
      bar.update(COMPUTING + (100 - COMPUTING) * share, "");
    });
    bar.finish();
    const check = options.check === true ? await lookBack(format, input, written, out) : undefined;
    if (options.json === true)
      printJson({ format: options.format, files: written, ...(check === undefined ? {} : { check }) });
    else {
      printLine(summary(out, written));
      if (check !== undefined) printLine(checkSentence(check));
    }
    const frozen = frozenSentence(format, input.analysis);
    if (frozen !== null) note(frozen);
    if (check?.agrees === false) process.exitCode = EXIT.problem;
  } finally {
    bar.finish();
  }
}

async function pngFiles(files: readonly ExportFile[]): Promise<readonly ExportFile[]> {
  const { pngFile } = await import("../export/png.ts");
  return Promise.all(files.map(pngFile));
}

function summary(out: string, written: readonly Written[]): string {
  const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
  return written.length === 1
    ? `${out}  ${count(bytes)} bytes`
    : `${out}  ${written.length} files, ${count(bytes)} bytes`;
}

function refuseWrongPlace(out: string, { layout }: Target): void {
  if (!existsSync(out)) return;
  const isFolder = statSync(out).isDirectory();
  if (isFolder && layout === "file") throw new UsageError(`${out} is a folder; name a file.`);
  if (!isFolder && layout === "folder") throw new UsageError(`${out} is a file; name a folder.`);
}

/** Stock layers need some backend to hold their weights: plain JavaScript keeps them where they are. */
async function openCpu(): Promise<void> {
  const { openBackendFor } = await import("../backend/options.ts");
  await openBackendFor("cpu");
}

/** What a format tells beyond the network. */
async function extras(
  place: string,
  input: ExportInput,
  format: ExportFormat,
): Promise<Pick<ExportInput, "data" | "run">> {
  if (format === "pytorch") return trainingData(input);
  if (format !== "card" || input.run === undefined) return {};
  const { evaluatedRun } = await import("../export/evaluated-run.ts");
  return evaluatedRun(place, input.run);
}

/** Where the data is, or the data itself where it is generated. */
async function trainingData(input: ExportInput): Promise<Pick<ExportInput, "data">> {
  const { projectData } = await import("../../engine/worker/export/project-data.ts");
  const { openDataset } = await import("../../engine/data/open.ts");
  const { createNodePorts } = await import("../data/ports.ts");
  const found = await projectData(input, async (source) => openDataset(source, await createNodePorts()));
  if (!found.ok) throw new ProblemError(found.problems);
  return found.value;
}

async function filesOf(target: Target, input: ExportInput): Promise<readonly ExportFile[]> {
  const result = await target.write(input);
  if (!result.ok) throw new ProblemError(result.problems);
  return result.value;
}

async function writeAll(
  out: string,
  target: Target,
  files: readonly ExportFile[],
  report: (share: number) => void,
): Promise<readonly Written[]> {
  const total = files.reduce((sum, file) => sum + fileSize(file), 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    report(total === 0 ? 1 : done / total);
  };
  const [first] = files;
  try {
    if (target.layout === "folder") return await writeFolder(out, files, onBytes);
    if (first === undefined) throw new Error("There is nothing to write.");
    return await writeSingle(out, first, onBytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new ProblemError([
      problem(cliMessages, "cli/cannot-write", { path: out }, { path: out, reason: error.message }),
    ]);
  }
}

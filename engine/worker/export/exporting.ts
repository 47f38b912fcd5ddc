/** Exports on the page's behalf: what cannot be expressed, the files themselves, and a look back at them. */
import { createAnalyser } from "../../analysis/analyse.ts";
import { openDataset } from "../../data/open.ts";
import { checkExport, inputsFor, isCheckable } from "../../targets/check/check.ts";
import { EXPORT_FORMATS, holdsWeights } from "../../targets/support/format-names.ts";
import { exportTargets } from "../../targets/support/formats.ts";
import type { ExportInput } from "../../targets/support/types.ts";
import { fail, ok, type Problem, type Result } from "../../tensor/problem.ts";
import { runInput, untrainedInput } from "../../training/export-input.ts";
import { browserPorts } from "../browser-data.ts";
import type { WorkerContext } from "../context.ts";
import { needBackend } from "../context.ts";
import type { Handlers } from "../handlers.ts";
import type { ExportFormat, ExportReply, ExportSubject } from "../values.ts";
import { evaluatedRun } from "./evaluated-run.ts";
import { packed, unpacked } from "./package.ts";
import { projectData } from "./project-data.ts";
import { readAgain } from "./read-again.ts";

export type ExportMethods = Pick<
  Handlers,
  "exportProblems" | "exportNetwork" | "cancelExport" | "checkExport"
>;

interface Wanted {
  readonly format: ExportFormat;
  readonly language?: "en" | "zh";
  readonly theme?: "light" | "dark";
  readonly picture?: string;
}

/** Drawing first weights takes this share of the bar, writing the rest. */
const DRAWING = 0.4;

export function createExporting(context: WorkerContext): ExportMethods {
  let running: AbortController | null = null;
  const report = (share: number): void =>
    context.emit({ type: "progress", task: "export", done: Math.round(100 * share), total: 100 });

  async function inputOf(
    { document, runId }: ExportSubject,
    withWeights: boolean,
    turn: (done: number) => Promise<void>,
  ): Promise<Result<ExportInput>> {
    if (runId !== null) return runInput(context.store(runId), withWeights);
    return ok(await untrainedInput(document, { withWeights, turn }));
  }

  /** A kept run is exported with the network it was trained as, whatever became of the document since. */
  async function written(
    subject: ExportSubject,
    { format, language = "en", theme = "light", picture }: Wanted,
    signal: AbortSignal,
  ): Promise<Result<ExportReply>> {
    const target = exportTargets[format];
    const turn = async (done: number): Promise<void> => {
      report(DRAWING * done);
      // Lets the page's messages in, a cancel among them.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    };
    const source = await inputOf(subject, holdsWeights(format), turn);
    if (!source.ok) return source;
    const problems = target.check(source.value.analysis);
    if (problems.length > 0) return fail(...problems);
    if (format === "tfjs") await needTensors(context);
    const more = await extras(context, subject.runId, source.value, format);
    if (!more.ok) return more;
    await turn(1);
    const files = await target.write({
      ...source.value,
      ...more.value,
      language,
      theme,
      ...(picture === undefined ? {} : { picture }),
      engineVersion: context.engineVersion,
      progress: (done) => report(DRAWING + (1 - DRAWING) * done),
      signal,
    });
    if (!files.ok) return files;
    signal.throwIfAborted();
    return ok({ ...packed(format, target.layout, files.value), checkable: isCheckable(format) });
  }

  return {
    async exportProblems({ document }) {
      const analysis = createAnalyser().analyse(document);
      const found = EXPORT_FORMATS.map((format): [ExportFormat, readonly Problem[]] => [
        format,
        exportTargets[format].check(analysis),
      ]);
      return Object.fromEntries(found) as Record<ExportFormat, readonly Problem[]>;
    },

    async exportNetwork({ document, runId, ...wanted }) {
      running?.abort();
      const own = new AbortController();
      running = own;
      try {
        return await written({ document, runId }, wanted, own.signal);
      } catch (error) {
        if (own.signal.aborted) return ok(null);
        throw error;
      } finally {
        if (running === own) running = null;
      }
    },

    async cancelExport() {
      running?.abort();
      return null;
    },

    async checkExport({ format, blob, ...subject }) {
      needBackend(context);
      const source = await inputOf(subject, true, async () => {});
      if (!source.ok) return source;
      const files = await unpacked(blob, exportTargets[format].layout);
      return checkExport(format, {
        files,
        input: source.value,
        count: inputsFor(source.value.analysis.totals.macs),
        ports: { onnxRuntime: () => context.onnxRuntime(), importNetwork: readAgain },
      });
    },
  };
}

/** tfjs builds its own model of stock layers: it needs some backend, and plain JavaScript keeps weights where they are. */
async function needTensors(context: WorkerContext): Promise<void> {
  if (context.backend !== null) return;
  const cpu = context.backends.find(({ name }) => name === "cpu");
  if (cpu === undefined) throw new Error("There is no backend of plain JavaScript.");
  await cpu.open();
}

/** What a format tells beyond the network: its data, or how well it does on it. */
async function extras(
  context: WorkerContext,
  runId: string | null,
  input: ExportInput,
  format: ExportFormat,
): Promise<Result<Pick<ExportInput, "data" | "run">>> {
  if (format === "card") return runId === null ? ok({}) : ok(await evaluatedRun(context, runId, input));
  if (format !== "pytorch") return ok({});
  const report = (problem: Problem): void => context.emit({ type: "warning", runId: null, problem });
  return projectData(input, (source) => openDataset(source, browserPorts([], { report })));
}

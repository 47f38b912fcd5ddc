/** Imports on the page's behalf: the document goes back, the weights stay here as a run that others can use. */
import { createAnalyser } from "../../analysis/analyse.ts";
import type { Analysis } from "../../analysis/types.ts";
import type { GraphDocument } from "../../document/types.ts";
import { type ForeignFile, importNetwork } from "../../import/open.ts";
import { completed, importWeights } from "../../import/weights/read.ts";
import { networkOf } from "../../targets/support/network.ts";
import type { Weights } from "../../targets/weights/types.ts";
import { fail, ok, type Result } from "../../tensor/problem.ts";
import type { WorkerContext } from "../context.ts";
import type { Handlers } from "../handlers.ts";
import type { ImportFile } from "../values.ts";
import { keepImported } from "./keep.ts";

export type ImportMethods = Pick<Handlers, "importNetwork" | "importWeights" | "cancelImport">;

export function createImporting(context: WorkerContext): ImportMethods {
  let running: AbortController | null = null;

  /** Cancelling is noticed between the steps; a file that was read whole is let go. */
  async function cancellable<T>(
    work: (turn: (done: number) => Promise<void>) => Promise<Result<T>>,
  ): Promise<Result<T | null>> {
    running?.abort();
    const own = new AbortController();
    running = own;
    const turn = async (done: number): Promise<void> => {
      context.emit({ type: "progress", task: "import", done: Math.round(100 * done), total: 100 });
      // Lets the page's messages in, a cancel among them.
      await new Promise((resolve) => setTimeout(resolve, 0));
      own.signal.throwIfAborted();
    };
    try {
      return await work(turn);
    } catch (error) {
      if (own.signal.aborted) return ok(null);
      throw error;
    } finally {
      if (running === own) running = null;
    }
  }

  async function read(
    files: readonly ImportFile[],
    turn: (done: number) => Promise<void>,
  ): Promise<readonly ForeignFile[]> {
    const found: ForeignFile[] = [];
    for (const [index, { name, file }] of files.entries()) {
      found.push({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
      await turn((0.4 * (index + 1)) / files.length);
    }
    return found;
  }

  /**
   * A network that cannot be built as it is keeps the weights that it has: training starts from them once it is mended.
   * `null` where there are none.
   */
  async function keep(
    run: { readonly id: string; readonly name: string },
    document: GraphDocument,
    analysis: Analysis,
    weights: Weights,
    classes: readonly string[] | undefined,
  ): Promise<string | null> {
    if (weights.size === 0) return null;
    const isWhole = networkOf(analysis).ok;
    const whole = isWhole ? completed(analysis, weights, document.training.seed) : weights;
    await keepImported(context, { ...run, document, analysis, weights: whole, classes });
    return run.id;
  }

  return {
    importNetwork: ({ runId, files }) =>
      cancellable(async (turn) => {
        const [first, ...more] = await read(files, turn);
        if (first === undefined) throw new Error("No file was handed over.");
        const imported = await importNetwork(first, more);
        if (!imported.ok) return imported;
        await turn(0.7);
        const { document, weights, classes, report } = imported.value;
        const analysis = createAnalyser().analyse(document);
        const run = { id: runId, name: document.about.title };
        const kept = await keep(run, document, analysis, weights, classes);
        await turn(1);
        return ok({ document, runId: kept, report, params: analysis.totals.params, valid: analysis.valid });
      }),

    importWeights: ({ runId, name, document, file }) =>
      cancellable(async (turn) => {
        const [first] = await read([file], turn);
        if (first === undefined) throw new Error("No file was handed over.");
        const analysis = createAnalyser().analyse(document);
        const network = networkOf(analysis);
        if (!network.ok) return fail(...network.problems);
        const match = importWeights(analysis, first);
        if (!match.ok) return match;
        await turn(0.7);
        const kept = await keep({ id: runId, name }, document, analysis, match.value.weights, undefined);
        await turn(1);
        return ok({ runId: kept ?? runId, report: match.value.report });
      }),

    async cancelImport() {
      running?.abort();
      return null;
    },
  };
}

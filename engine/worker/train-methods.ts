/** Runs on the page's behalf: started, resumed, paused, stopped, listed, deleted. */
import type { GraphDocument } from "../document/types.ts";
import { OutOfMemory } from "../kernels/out-of-memory.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { trainingMessages } from "../training/messages.ts";
import { prepareRun } from "../training/prepare.ts";
import { createRun, type Run } from "../training/run.ts";
import { readRunRecord } from "../training/run-folder.ts";
import type { TrainEvent } from "../training/types.ts";
import { needBackend, needDataset, type WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import { keepRun } from "./keep-run.ts";
import { epochRow, healthReport, readRunCurves, readSummary, writeLabel } from "./run-archive.ts";
import { startFrom } from "./start-weights.ts";
import { createStepBuffer } from "./step-buffer.ts";
import type { RunSummary } from "./values.ts";

type Names =
  | "train"
  | "resumeRun"
  | "pause"
  | "unpause"
  | "stop"
  | "setLearningRate"
  | "listRuns"
  | "readCurves"
  | "keepRun"
  | "describeRun"
  | "deleteRun"
  | "readRunFiles";

const LOSS_IS_TOLD_MS = 500;

export function trainMethods(context: WorkerContext): Pick<Handlers, Names> {
  const live = new Map<string, Run>();

  /** Resolves once the run is on its way; what follows comes as events. */
  async function launch(
    runId: string,
    document: GraphDocument,
    { resume, from }: { readonly resume: boolean; readonly from?: string | undefined },
  ): Promise<Result<null>> {
    const backend = needBackend(context);
    const dataset = needDataset(context);
    const prepared = await prepareRun(document, dataset, backend);
    if (!prepared.ok) return prepared;
    const { model, normalization, analysis } = prepared.value;
    const begun = from === undefined ? ok(null) : await startFrom(context, from, analysis, model);
    if (!begun.ok) {
      model.dispose();
      return begun;
    }
    const { resize, tuningStore } = context;
    // Drivers that play a GPU on the processor take seconds to compile each kernel that is measured.
    const measured = tuningStore === undefined || backend.software ? null : tuningStore;
    const steps = createStepBuffer(
      (columns) => {
        const buffers = Object.values(columns).map(({ buffer }) => buffer);
        context.emit({ type: "steps", runId, columns }, buffers);
      },
      () => performance.now(),
    );
    const onEvent = (event: TrainEvent): void => {
      if (event.type === "step") {
        steps.add(event);
        return;
      }
      steps.flush();
      if (event.type === "epoch") context.emit({ type: "epoch", runId, row: epochRow(event) });
      else {
        const { reason, keptStep } = event;
        const tell = (): void => {
          if (!context.lost)
            context.emit({ type: "done", runId, reason, keptStep, problem: event.problem ?? null });
        };
        // A read may reject before the device says that it is gone; the page recovers then, and the run is not over.
        if (reason === "failed") setTimeout(tell, LOSS_IS_TOLD_MS);
        else tell();
      }
    };
    return new Promise((resolve, reject) => {
      const run = createRun({
        model,
        dataset,
        settings: document.training,
        store: context.store(runId),
        normalization,
        document,
        backend: backend.name,
        engineVersion: context.engineVersion,
        resume,
        ...(resize === null ? {} : { resize }),
        ...(measured === null
          ? {}
          : {
              tuning: {
                store: measured,
                onProgress({ done, total, end }) {
                  const progress = end === undefined ? { done, total } : null;
                  context.emit({ type: "tuning", runId, progress });
                },
              },
            }),
        onEvent,
        onHealth: (event) => context.emit({ type: "health", runId, report: healthReport(event) }),
        onStatus: (state) => {
          if (state === "idle") return;
          context.emit({ type: "status", runId, state });
          if (state === "running") resolve(ok(null));
        },
        onWarning: (found) => context.emit({ type: "warning", runId, problem: found }),
      });
      live.set(runId, run);
      context.inUse.add(dataset);
      void context.models.forget(runId);
      context.live.set(runId, { model, document, normalization, classes: dataset.info.classes });
      run
        .start()
        .then((started) => {
          resolve(started.ok ? ok(null) : started);
          const { error } = run;
          // full memory is told with its sizes and is no fault of the program
          if (error === undefined || error instanceof OutOfMemory) return;
          // what failed by a lost device is told as its loss
          setTimeout(() => {
            if (!context.lost) console.error(error);
          }, LOSS_IS_TOLD_MS);
        }, reject)
        .finally(() => {
          live.delete(runId);
          context.live.delete(runId);
          context.inUse.delete(dataset);
          model.dispose();
        });
    });
  }

  const liveRun = (runId: string): Run => {
    const run = live.get(runId);
    if (run === undefined) throw new Error(`The run ${runId} is not in flight.`);
    return run;
  };

  return {
    async train({ runId, name, document, from }) {
      const started = await launch(runId, document, { resume: false, from });
      if (started.ok) await writeLabel(context.store(runId), { name, note: "" });
      return started;
    },
    async resumeRun({ runId }) {
      const record = await readRunRecord(context.store(runId));
      if (!record.ok) return record;
      const { document, data } = record.value;
      const { fingerprint } = needDataset(context).info;
      if (fingerprint !== data.fingerprint) {
        return fail(problem(trainingMessages, "run/other-data", { path: runId }, { source: data.source }));
      }
      return launch(runId, document, { resume: true });
    },
    async pause(runId) {
      await liveRun(runId).pause();
      return null;
    },
    async unpause(runId) {
      liveRun(runId).resume();
      return null;
    },
    async stop(runId) {
      await live.get(runId)?.stop();
      return null;
    },
    async setLearningRate({ runId, learningRate }) {
      liveRun(runId).setLearningRate(learningRate);
      return null;
    },
    async listRuns() {
      const summaries: RunSummary[] = [];
      for (const id of await context.runIds()) {
        const summary = await readSummary(context.store(id), id);
        if (summary !== null) summaries.push(summary);
      }
      return summaries.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    },
    readCurves: (runId) => readRunCurves(context.store(runId)),
    keepRun: (request) => keepRun(context, request),
    async describeRun({ runId, name, note }) {
      await writeLabel(context.store(runId), { name, note });
      return null;
    },
    async deleteRun(runId) {
      await live.get(runId)?.stop();
      await context.models.forget(runId);
      const store = context.store(runId);
      for (const path of await context.runPaths(runId)) await store.remove(path);
      return null;
    },
    async readRunFiles({ runId, prefix }) {
      const store = context.store(runId);
      const files: { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];
      for (const path of await context.runPaths(runId)) {
        if (!path.startsWith(prefix)) continue;
        const bytes = await store.read(path);
        if (bytes !== null) files.push({ path, bytes: bytes.slice() });
      }
      return files;
    },
  };
}

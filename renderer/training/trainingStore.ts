/** Training as the window sees it: one worker, one data set in use, one run in flight. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Problem, Result } from "../../engine/tensor/problem.ts";
import type { WorkerEvent } from "../../engine/worker/protocol.ts";
import type { BackendChoice, DataRequest, RunSummary, SetReport } from "../../engine/worker/values.ts";
import type { EngineClient } from "../engine/client.ts";
import { afterEvent } from "./afterEvent.ts";
import { createSeries, type GrowingSeries } from "./series.ts";
import { startRuns } from "./startRuns.ts";
import { isLive, type ShownRun, type TrainingState } from "./types.ts";

export interface TrainingPorts {
  readonly client: EngineClient;
  newRunId(): string;
  backendChoice(): BackendChoice;
  warn(problem: Problem): void;
  /** A folder that the source was opened from before a reload; `null` where it cannot be had without a new choice. */
  folderAgain?(source: string): Promise<DataRequest | null>;
  /** The GPU was lost and training goes on from the last checkpoint, or (`false`) it could not. */
  recovered(reason: string, again: boolean): void;
}

export interface TrainingStore extends StoreApi<TrainingState> {
  openBackend(): Promise<boolean>;
  /** Closes the backend in use and opens the one that is chosen now; nothing while a run is in flight. */
  changeBackend(): Promise<void>;
  openData(request: DataRequest): Promise<boolean>;
  /** Opens what a document or a run names, with the files chosen for it earlier, unless it is in use already. */
  openSource(source: string): Promise<boolean>;
  /** Fetches a published data set where it is not on this machine yet, and opens it. */
  openSet(set: SetReport): Promise<boolean>;
  /** The same source once more, with its images brought to `[height, width]`. */
  openResized(source: string, resize: readonly [number, number]): Promise<boolean>;
  /** Trains a snapshot of the document on the data it names. */
  train(document: GraphDocument, name: string): Promise<void>;
  /** From the next start on; `null` for first weights. */
  startFrom(runId: string | null): void;
  pause(): Promise<void>;
  unpause(): Promise<void>;
  stop(): Promise<void>;
  setLearningRate(learningRate: number): Promise<void>;
  loadRuns(): Promise<void>;
  show(run: RunSummary): Promise<void>;
  resume(run: RunSummary): Promise<void>;
  rename(run: RunSummary, name: string, note: string): Promise<void>;
  /** Deletes a run that is hidden; one that was shown again meanwhile stays. */
  remove(run: RunSummary): Promise<void>;
  /** Leaves a run out of the list and the charts, until it is deleted or shown again. */
  hide(id: string): void;
  unhide(id: string): void;
}

const START: TrainingState = {
  backend: null,
  backendStatus: "closed",
  data: null,
  dataStatus: "none",
  dataProgress: null,
  dataProblems: [],
  knownSources: [],
  run: null,
  startProblems: [],
  runs: null,
  startFrom: null,
};
/** What is gone with a worker. */
const CLOSED = { backend: null, backendStatus: "closed", data: null, dataStatus: "none" } as const;
/** A browser gives a new adapter after its first two losses, and none after the third. */
const MOST_RECOVERIES = 2;

export function createTrainingStore(ports: TrainingPorts): TrainingStore {
  const { client } = ports;
  const store = createStore<TrainingState>(() => START);
  const { setState: set, getState: get } = store;
  let series: GrowingSeries = createSeries();
  let lastData: DataRequest | null = null;
  /** By source: files cannot be chosen by the program, so those that a person chose are kept. */
  const chosen = new Map<string, DataRequest>();
  let recoveries = 0;
  const hidden = new Set<string>();

  const updateRun = (change: (run: ShownRun) => ShownRun): void =>
    set(({ run }) => (run === null ? {} : { run: change(run) }));

  const hear = (event: WorkerEvent): void => {
    if (event.type === "progress" || event.type === "rate") {
      if (event.type === "progress" && (event.task === "data" || event.task === "download")) {
        const of = event.task === "data" ? "files" : "bytes";
        set({ dataProgress: { done: event.done, total: event.total, of } });
      }
      return;
    }
    if (event.type === "lost") {
      void recover(event.reason);
      return;
    }
    if (event.type === "warning") {
      ports.warn(event.problem);
      return;
    }
    const { run } = get();
    if (run === null || run.id !== event.runId) return;
    set({ run: afterEvent(run, event, series) });
    if (event.type === "done") void loadRuns();
  };
  client.listen(hear);

  async function openBackend(): Promise<boolean> {
    if (get().backendStatus === "open") return true;
    set({ backendStatus: "opening" });
    const opened = await client.call("openBackend", ports.backendChoice());
    if (!opened.ok) {
      set({ backendStatus: "failed", startProblems: opened.problems });
      return false;
    }
    set({ backendStatus: "open", backend: opened.value });
    return true;
  }

  async function changeBackend(): Promise<void> {
    if (isLive(get().run)) return;
    client.restart();
    set({ ...CLOSED, startProblems: [] });
    await openBackend();
  }

  async function openData(request: DataRequest): Promise<boolean> {
    set({ dataStatus: "opening", dataProblems: [], dataProgress: null });
    const opened = await client.call("openData", request);
    set({ dataProgress: null });
    if (!opened.ok) {
      set({ dataStatus: "failed", dataProblems: opened.problems });
      return false;
    }
    lastData = request;
    chosen.set(request.source, request);
    const warnings = [...(opened.warnings ?? []), ...opened.value.warnings];
    set(({ knownSources }) => ({
      dataStatus: "open",
      data: opened.value,
      dataProblems: [...new Set(warnings)],
      knownSources: [...new Set([...knownSources, request.source])],
    }));
    return true;
  }

  /** What the document names is opened unless it is in use already. */
  async function openSource(source: string): Promise<boolean> {
    if (get().data?.source === source) return true;
    const known = chosen.get(source) ?? (await ports.folderAgain?.(source)) ?? { source };
    return openData(known);
  }

  async function openSet({ id, source, whole }: SetReport): Promise<boolean> {
    if (!whole) {
      set({ dataStatus: "opening", dataProblems: [], dataProgress: null });
      const fetched = await client.call("downloadSet", id);
      if (!fetched.ok) {
        set({ dataStatus: "failed", dataProblems: fetched.problems, dataProgress: null });
        return false;
      }
    }
    return openData({ source });
  }

  /** Backend and data of a run; says why where one of them cannot be had. */
  async function openFor(source: string): Promise<boolean> {
    set({ startProblems: [] });
    if ((await openBackend()) && (await openSource(source))) return true;
    set(({ startProblems, dataProblems }) => ({
      startProblems: startProblems.length > 0 ? startProblems : dataProblems,
    }));
    return false;
  }

  function showStarting(id: string, name: string, document: GraphDocument): void {
    series = createSeries();
    const { epochs, batchSize, optimizer } = document.training;
    set({
      startProblems: [],
      run: {
        id,
        name,
        document,
        state: "starting",
        ending: null,
        problem: null,
        epochs: [],
        steps: series,
        version: 0,
        totalSteps: epochs * Math.ceil((get().data?.trainCount ?? 0) / batchSize),
        elapsedMs: 0,
        learningRate: optimizer.lr,
        health: null,
        tuning: null,
      },
    });
  }

  function settle(started: Result<null>, before: ShownRun | null): void {
    if (started.ok) return;
    set({ run: before, startProblems: started.problems });
  }

  /** The chosen start, where it can be one of this document. */
  async function startOf(document: GraphDocument): Promise<string | null> {
    const { startFrom } = get();
    if (startFrom === null) return null;
    if (get().runs === null) await loadRuns();
    return startRuns(get().runs ?? [], document).find(({ id }) => id === startFrom)?.id ?? null;
  }

  async function train(document: GraphDocument, name: string): Promise<void> {
    if (isLive(get().run)) return;
    if (!(await openFor(document.training.data))) return;
    const before = get().run;
    const runId = ports.newRunId();
    recoveries = 0;
    showStarting(runId, name, document);
    const from = await startOf(document);
    settle(await client.call("train", { runId, name, document, ...(from === null ? {} : { from }) }), before);
  }

  /** Shows a kept run's curves; a run in flight stays in front. */
  async function show(run: RunSummary): Promise<void> {
    if (isLive(get().run)) return;
    const curves = await client.call("readCurves", run.id);
    showStarting(run.id, run.name, run.document);
    series.push(curves.steps);
    updateRun((shown) => ({
      ...shown,
      state: "done",
      ending: run.ending ?? "stopped",
      epochs: curves.epochs,
      health: curves.health,
      steps: series,
      version: 1,
      elapsedMs: curves.epochs.at(-1)?.elapsedMs ?? 0,
      totalSteps: run.document.training.epochs * (curves.epochs[0]?.step ?? 0),
    }));
  }

  async function resume(run: RunSummary): Promise<void> {
    if (isLive(get().run)) return;
    if (!(await openFor(run.source))) return;
    await show(run);
    updateRun((shown) => ({ ...shown, state: "starting", ending: null }));
    const resumed = await client.call("resumeRun", { runId: run.id });
    if (!resumed.ok) {
      updateRun((shown) => ({ ...shown, state: "done", ending: run.ending ?? "stopped" }));
      set({ startProblems: resumed.problems });
    }
  }

  async function recover(reason: string): Promise<void> {
    const { run } = get();
    client.restart();
    set(CLOSED);
    const again = isLive(run) && lastData !== null && recoveries < MOST_RECOVERIES;
    ports.recovered(reason, again);
    if (run === null || !isLive(run)) return;
    updateRun((shown) => ({ ...shown, state: again ? "starting" : "done", ending: again ? null : "failed" }));
    if (!again || lastData === null) return;
    recoveries += 1;
    if (!(await openBackend()) || !(await openData(lastData))) {
      updateRun((shown) => ({ ...shown, state: "done", ending: "failed" }));
      ports.recovered(reason, false);
      return;
    }
    settle(await client.call("resumeRun", { runId: run.id }), { ...run, state: "done", ending: "failed" });
  }

  async function loadRuns(): Promise<void> {
    const runs = await client.call("listRuns", null);
    set({ runs: runs.filter(({ id }) => !hidden.has(id)) });
  }

  const withRun = async (act: (id: string) => Promise<unknown>): Promise<void> => {
    const { run } = get();
    if (run !== null && isLive(run)) await act(run.id);
  };

  return {
    ...store,
    openBackend,
    changeBackend,
    openData,
    openSource,
    openSet,
    openResized: (source, resize) => openData({ ...(chosen.get(source) ?? { source }), resize }),
    train,
    startFrom(runId) {
      set({ startFrom: runId });
      void loadRuns();
    },
    pause: () => withRun((id) => client.call("pause", id)),
    unpause: () => withRun((id) => client.call("unpause", id)),
    stop: () => withRun((id) => client.call("stop", id)),
    setLearningRate: (learningRate) =>
      withRun((runId) => client.call("setLearningRate", { runId, learningRate })),
    loadRuns,
    show,
    resume,
    async rename(run, name, note) {
      await client.call("describeRun", { runId: run.id, name, note });
      await loadRuns();
    },
    hide(id) {
      hidden.add(id);
      set(({ run, runs }) => ({
        run: run?.id === id ? null : run,
        runs: runs === null ? null : runs.filter((own) => own.id !== id),
      }));
    },
    unhide(id) {
      hidden.delete(id);
      void loadRuns();
    },
    async remove(run) {
      if (!hidden.delete(run.id)) return;
      if (get().run?.id === run.id) set({ run: null });
      await client.call("deleteRun", run.id);
      await loadRuns();
    },
  };
}

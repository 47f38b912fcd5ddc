/** The evaluation of a run on its test part: asked for once, kept until another run or other weights are asked for. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../../engine/tensor/problem.ts";
import type { EvaluationReply } from "../../engine/worker/values.ts";
import type { EngineClient } from "../engine/client.ts";

export interface EvaluationState {
  /** Weights that the report is of. */
  readonly of: string | null;
  readonly report: EvaluationReply | null;
  readonly busy: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly problems: readonly Problem[];
  readonly error: string | null;
}

export interface EvaluationStore extends StoreApi<EvaluationState> {
  /** `weights` names the run and its state; the data of the run is open. */
  evaluate(runId: string, weights: string): Promise<void>;
}

const START: EvaluationState = {
  of: null,
  report: null,
  busy: false,
  progress: null,
  problems: [],
  error: null,
};

export function createEvaluationStore(client: EngineClient): EvaluationStore {
  const store = createStore<EvaluationState>(() => START);
  const { setState: set, getState: get } = store;
  client.listen((event) => {
    if (event.type === "progress" && event.task === "evaluation" && get().busy) {
      set({ progress: { done: event.done, total: event.total } });
    }
  });
  return {
    ...store,
    async evaluate(runId, weights) {
      if (get().busy) return;
      set({ ...START, busy: true });
      try {
        const reply = await client.call("evaluate", { runId });
        set(reply.ok ? { of: weights, report: reply.value } : { problems: reply.problems });
      } catch (error) {
        set({ error: error instanceof Error ? error.message : String(error) });
      } finally {
        set({ busy: false, progress: null });
      }
    },
  };
}

/** The run that is shown, after news of it. */
import type { WorkerEvent } from "../../engine/worker/protocol.ts";
import type { GrowingSeries } from "./series.ts";
import type { ShownRun } from "./types.ts";

export type RunEvent = Extract<
  WorkerEvent,
  { readonly type: "steps" | "epoch" | "health" | "status" | "tuning" | "done" }
>;

/** `series` holds the run's steps and grows in place. */
export function afterEvent(shown: ShownRun, event: RunEvent, series: GrowingSeries): ShownRun {
  switch (event.type) {
    case "steps": {
      const { columns } = event;
      series.push(columns);
      const last = columns.step.length - 1;
      return {
        ...shown,
        steps: series,
        version: shown.version + 1,
        elapsedMs: columns.elapsedMs[last] ?? shown.elapsedMs,
        learningRate: columns.learningRate[last] ?? shown.learningRate,
      };
    }
    case "epoch": {
      // a resumed run repeats the epochs after its checkpoint
      const before = shown.epochs.filter(({ epoch }) => epoch < event.row.epoch);
      return { ...shown, epochs: [...before, event.row], elapsedMs: event.row.elapsedMs };
    }
    case "health":
      return { ...shown, health: event.report };
    case "status":
      return { ...shown, state: event.state };
    case "tuning":
      return { ...shown, tuning: event.progress };
    case "done":
      return { ...shown, state: "done", tuning: null, ending: event.reason, problem: event.problem };
  }
}

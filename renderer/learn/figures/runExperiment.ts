/** Trains the two networks of an experiment, one after the other, in a worker of its own, and leaves no run behind. */
import type { GraphDocument } from "../../../engine/document/types.ts";
import type { Result } from "../../../engine/tensor/problem.ts";
import type { WorkerEvent } from "../../../engine/worker/protocol.ts";
import type { EpochRow } from "../../../engine/worker/values.ts";
import type { EngineClient } from "../../engine/client.ts";

export interface SideResult {
  readonly epochs: readonly EpochRow[];
  /** Loss of every step. */
  readonly losses: readonly (readonly [step: number, loss: number])[];
  readonly done: boolean;
}
export const NOTHING_YET: SideResult = { epochs: [], losses: [], done: false };

export interface ExperimentPorts {
  readonly client: EngineClient;
  newRunId(): string;
  changed(side: 0 | 1, result: SideResult): void;
}

export interface RunningExperiment {
  /** Resolves when both are trained; `false` when it was stopped before. Rejects with what went wrong. */
  readonly finished: Promise<boolean>;
  stop(): void;
}

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems[0]?.message ?? "");
}

export function runExperiment(
  documents: readonly [GraphDocument, GraphDocument],
  { client, newRunId, changed }: ExperimentPorts,
): RunningExperiment {
  let stopped = false;
  let runId = "";

  const train = async (side: 0 | 1, document: GraphDocument): Promise<void> => {
    runId = newRunId();
    const own = runId;
    let result = NOTHING_YET;
    const show = (change: Partial<SideResult>): void => {
      result = { ...result, ...change };
      changed(side, result);
    };
    value(await client.call("openData", { source: document.training.data }));
    if (stopped) return;
    let leave = (): void => undefined;
    const ended = new Promise<void>((resolve, reject) => {
      leave = client.listen((event: WorkerEvent) => {
        if (event.type === "lost") reject(new Error(event.reason));
        if (!("runId" in event) || event.runId !== own) return;
        if (event.type === "steps") {
          const { step, loss } = event.columns;
          const more = Array.from(step, (at, index) => [at, loss[index] ?? Number.NaN] as const);
          show({ losses: [...result.losses, ...more] });
        } else if (event.type === "epoch") show({ epochs: [...result.epochs, event.row] });
        else if (event.type === "done") {
          if (event.problem === null) resolve();
          else reject(new Error(event.problem.message));
        }
      });
    });
    try {
      value(await client.call("train", { runId: own, name: document.about.title, document }));
      await ended;
      show({ done: !stopped });
    } finally {
      leave();
      await client.call("deleteRun", own);
    }
  };

  const both = async (): Promise<boolean> => {
    try {
      value(await client.call("openBackend", "auto"));
      for (const side of [0, 1] as const) if (!stopped) await train(side, documents[side]);
      return !stopped;
    } finally {
      client.restart();
    }
  };
  return {
    finished: both(),
    stop() {
      stopped = true;
      if (runId !== "") void client.call("stop", runId);
    },
  };
}

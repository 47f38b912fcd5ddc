/** The lines of a run's logs, read back. */
import { parseJson } from "../document/parse.ts";
import type { HealthEvent } from "./health/types.ts";
import { runFiles } from "./run-folder.ts";
import type { EpochEvent, RunStore, StepEvent } from "./types.ts";

/** A last line that a kill cut short is left out. */
async function readLines<T>(store: RunStore, file: string): Promise<readonly T[]> {
  const bytes = await store.read(file);
  if (bytes === null) return [];
  return new TextDecoder()
    .decode(bytes)
    .split("\n")
    .flatMap((line) => {
      const json = line === "" ? null : parseJson(line);
      // written by the recorder line by line: the form needs no second description
      return json?.ok === true ? [json.value as T] : [];
    });
}

export const readMetrics = (store: RunStore): Promise<readonly (StepEvent | EpochEvent)[]> =>
  readLines(store, runFiles.metrics);
export const readHealth = (store: RunStore): Promise<readonly HealthEvent[]> =>
  readLines(store, runFiles.health);

export const isEpoch = (event: StepEvent | EpochEvent): event is EpochEvent => event.type === "epoch";
export const isStep = (event: StepEvent | EpochEvent): event is StepEvent => event.type === "step";

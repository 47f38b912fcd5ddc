/** The lines of `metrics.jsonl`, read back. */
import { parseJson } from "../document/parse.ts";
import { runFiles } from "./run-folder.ts";
import type { EpochEvent, RunStore, StepEvent } from "./types.ts";

/** A last line that a kill cut short is left out. */
export async function readMetrics(store: RunStore): Promise<readonly (StepEvent | EpochEvent)[]> {
  const bytes = await store.read(runFiles.metrics);
  if (bytes === null) return [];
  return new TextDecoder()
    .decode(bytes)
    .split("\n")
    .flatMap((line) => {
      const json = line === "" ? null : parseJson(line);
      // written by the recorder line by line: the form needs no second description
      return json?.ok === true ? [json.value as StepEvent | EpochEvent] : [];
    });
}

export const isEpoch = (event: StepEvent | EpochEvent): event is EpochEvent => event.type === "epoch";
export const isStep = (event: StepEvent | EpochEvent): event is StepEvent => event.type === "step";

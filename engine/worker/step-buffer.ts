/** Gathers step events into columns, so that the page hears at most ten times a second. */
import type { StepEvent } from "../training/types.ts";
import type { StepColumns } from "./values.ts";

const EVERY_MS = 100;

export interface StepBuffer {
  add(event: StepEvent): void;
  /** Sends what is gathered. */
  flush(): void;
}

export const columnsOf = (events: readonly StepEvent[]): StepColumns => {
  const column = (pick: (event: StepEvent) => number) => Float64Array.from(events, pick);
  return {
    step: column(({ step }) => step),
    epoch: column(({ epoch }) => epoch),
    loss: column(({ loss }) => loss),
    learningRate: column(({ learningRate }) => learningRate),
    elapsedMs: column(({ elapsedMs }) => elapsedMs),
  };
};

export function createStepBuffer(send: (columns: StepColumns) => void, now: () => number): StepBuffer {
  let gathered: StepEvent[] = [];
  let sent = Number.NEGATIVE_INFINITY;
  const flush = (): void => {
    if (gathered.length === 0) return;
    const columns = columnsOf(gathered);
    gathered = [];
    sent = now();
    send(columns);
  };
  return {
    add(event) {
      gathered.push(event);
      if (now() - sent >= EVERY_MS) flush();
    },
    flush,
  };
}

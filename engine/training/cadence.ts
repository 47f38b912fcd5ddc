/** When checkpoints are due. */

/** Within an epoch: after so many steps or milliseconds since the last one; 30 s unless told. */
export interface CheckpointEvery {
  readonly steps?: number;
  readonly ms?: number;
}

export interface Cadence {
  /** Within an epoch, after `step` steps of the run. */
  isDue(step: number): boolean;
  /** At the end of an epoch: not more than one a second, as saving takes longer than an epoch of a toy. */
  isDueAtEpoch(): boolean;
  saved(step: number): void;
}

const EPOCH_MS = 1000;

/** `from`: the step at which the run begins or goes on. */
export function createCadence(now: () => number, from: number, every: CheckpointEvery = {}): Cadence {
  const { steps = Number.POSITIVE_INFINITY, ms = 30_000 } = every;
  let lastStep = from;
  let lastTime = now();
  return {
    isDue: (step) => step !== lastStep && (step - lastStep >= steps || now() - lastTime >= ms),
    isDueAtEpoch: () => now() - lastTime >= EPOCH_MS,
    saved(step) {
      lastStep = step;
      lastTime = now();
    },
  };
}

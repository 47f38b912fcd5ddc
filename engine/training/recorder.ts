/** The record of a run on disk: `metrics.jsonl` and TensorBoard's event files. */
import type { LogPosition } from "./checkpoint/manifest.ts";
import type { HealthEvent } from "./health/types.ts";
import { type LogFile, openLog } from "./log-file.ts";
import { encodeLine, runFiles } from "./run-folder.ts";
import { type Scalar, scalarsEvent, versionEvent } from "./tensorboard/proto.ts";
import { tfRecord } from "./tensorboard/record.ts";
import type { EpochEvent, RunStore, StepEvent } from "./types.ts";

export interface Recorder {
  step(event: StepEvent): void;
  epoch(event: EpochEvent): void;
  health(event: HealthEvent): void;
  flush(): Promise<void>;
  /** Flushes where the last time is long enough ago: after a kill at most this much is missing. */
  flushIfDue(): Promise<void>;
  /** Of what is flushed. */
  positions(): readonly LogPosition[];
}

const FLUSH_MS = 250;

/** `known`: where a checkpoint left the files; without it they begin anew. `now` is in milliseconds since 1970. */
export function createRecorder(
  store: RunStore,
  now: () => number,
  known: readonly LogPosition[] = [],
): Recorder {
  const eventFile = (part: string): LogFile => {
    const folder = `${runFiles.tensorboard}/${part}`;
    const old = known.find(({ path }) => path.startsWith(`${folder}/`));
    if (old !== undefined) return openLog(store, old.path, old.length);
    const seconds = now() / 1000;
    const log = openLog(store, `${folder}/events.out.tfevents.${Math.floor(seconds)}.layerloom.0.v2`);
    log.add(tfRecord(versionEvent(seconds)));
    return log;
  };
  const lines = (file: string): LogFile =>
    openLog(store, file, known.find(({ path }) => path === file)?.length ?? 0);
  const metrics = lines(runFiles.metrics);
  const health = lines(runFiles.health);
  const train = eventFile("train");
  const validation = eventFile("validation");
  const logs = [metrics, health, train, validation];
  let flushed = now();

  const flush = async (): Promise<void> => {
    for (const log of logs) await log.flush();
    flushed = now();
  };
  const scalars = (log: LogFile, step: number, values: Readonly<Record<string, number | null>>): void => {
    const present = Object.entries(values).flatMap<Scalar>(([tag, value]) =>
      value === null ? [] : [{ tag, value }],
    );
    if (present.length > 0) log.add(tfRecord(scalarsEvent(now() / 1000, step, present)));
  };

  return {
    step(event) {
      metrics.add(encodeLine(event));
      scalars(train, event.step, { "step/loss": event.loss, learning_rate: event.learningRate });
    },
    epoch(event) {
      metrics.add(encodeLine(event));
      scalars(train, event.step, { loss: event.loss, accuracy: event.trainAccuracy });
      scalars(validation, event.step, { loss: event.testLoss, accuracy: event.testAccuracy });
    },
    health(event) {
      health.add(encodeLine(event));
      const lit = event.lights.flatMap(({ name, value }) =>
        value === null ? [] : [[`health/${name}`, value] as const],
      );
      scalars(train, event.step, Object.fromEntries(lit));
    },
    flush,
    async flushIfDue() {
      if (now() - flushed >= FLUSH_MS) await flush();
    },
    positions: () => logs.map(({ path, length }) => ({ path, length })),
  };
}

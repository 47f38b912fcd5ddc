/** A trained run, opened for use: its network with its weights, and how it wants its data. */
import type { Normalization } from "../engine/data/types.ts";
import type { BackendChoice } from "../engine/targets/tfjs/backend/types.ts";
import type { Model } from "../engine/targets/tfjs/types.ts";
import { loadRunWeights, prepareModel } from "../engine/training/prepare.ts";
import { readRunRecord } from "../engine/training/run-folder.ts";
import type { RunRecord } from "../engine/training/types.ts";
import { openBackendFor } from "./backend/options.ts";
import { ProblemError } from "./output.ts";
import { fsStore } from "./run-store/fs-store.ts";

export interface OpenRun {
  readonly record: RunRecord;
  readonly model: Model;
  readonly normalization: Normalization;
}

/** Opens the run in `folder` on a backend, with its stored weights. */
export async function openRun(folder: string, backend: BackendChoice): Promise<OpenRun> {
  const store = fsStore(folder);
  const record = await readRunRecord(store);
  if (!record.ok) throw new ProblemError(record.problems);
  const { document, seed, data } = record.value;
  const opened = await openBackendFor(backend);
  const prepared = prepareModel(document, opened, document.training.batchSize, seed);
  if (!prepared.ok) throw new ProblemError(prepared.problems);
  const { model } = prepared.value;
  const loaded = await loadRunWeights(store, document, model);
  if (!loaded.ok) throw new ProblemError(loaded.problems);
  return { record: record.value, model, normalization: data.normalization };
}

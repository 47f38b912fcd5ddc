/** A run folder of the command line, or of another machine, kept among this window's own runs. */
import { parseJson } from "../document/parse.ts";
import { z } from "../document/zod.ts";
import { ok, type Result } from "../tensor/problem.ts";
import { encodeJson, readRunRecord, runFiles } from "../training/run-folder.ts";
import type { WorkerContext } from "./context.ts";
import { LABEL, writeLabel } from "./run-archive.ts";
import type { ChosenRun, KeptRun } from "./values.ts";

const LONGEST_NAME = 200;
const ALONE: ReadonlySet<string> = new Set([runFiles.metrics, runFiles.health, runFiles.weights, LABEL]);
const BELOW = new RegExp(`^(${runFiles.checkpoints}|${runFiles.tensorboard})/[^\\0]+$`);
const endSchema = z.looseObject({
  type: z.literal("done"),
  reason: z.enum(["finished", "stopped", "early-stopping", "non-finite", "failed"]),
});

/**
 * Copies what belongs to a run: document, settings, numbers, weights, checkpoints. Refused where `run.json` is missing or
 * unreadable. A run that was opened before stays one run: it is brought up to date, unless it went on here. The record
 * comes last: until then nobody sees the run.
 */
export async function keepRun(context: WorkerContext, chosen: ChosenRun): Promise<Result<KeptRun>> {
  const files = new Map(chosen.files.map(({ path, file }) => [path, file]));
  const bytesOf = async (path: string): Promise<Uint8Array | null> => {
    const file = files.get(path);
    return file === undefined ? null : new Uint8Array(await file.arrayBuffer());
  };
  const record = await readRunRecord({ read: bytesOf });
  if (!record.ok) return record;
  const earlier = await sameRun(context, await bytesOf(runFiles.record));
  const runId = earlier ?? chosen.runId;
  const known = { runId, known: earlier !== null };
  const store = context.store(runId);
  if (earlier !== null) {
    if (context.live.has(runId)) return ok(known);
    const own = (await store.read(runFiles.metrics))?.length ?? 0;
    if (own > (files.get(runFiles.metrics)?.size ?? 0)) return ok(known);
    await context.models.forget(runId);
    for (const path of [runFiles.done, runFiles.checkpoints, runFiles.tensorboard]) await store.remove(path);
  }
  const copy = async (path: string): Promise<void> => {
    const bytes = await bytesOf(path);
    if (bytes !== null) await store.write(path, bytes);
  };
  const hasName = earlier !== null && (await store.read(LABEL)) !== null;
  for (const path of files.keys()) {
    if (path === LABEL && hasName) continue;
    if (ALONE.has(path) || BELOW.test(path)) await copy(path);
  }
  const end = await bytesOf(runFiles.done);
  const json = end === null ? null : parseJson(end);
  const done = endSchema.safeParse(json?.ok === true ? json.value : null);
  if (done.success) await store.write(runFiles.done, encodeJson(done.data));
  if (!hasName && !files.has(LABEL))
    await writeLabel(store, { name: chosen.name.slice(0, LONGEST_NAME), note: "" });
  await copy(runFiles.record);
  return ok(known);
}

/** The id of the run with this very record: it holds the moment of the start, the seed, the data and the whole document. */
async function sameRun(context: WorkerContext, record: Uint8Array | null): Promise<string | null> {
  if (record === null) return null;
  for (const id of await context.runIds()) {
    const own = await context.store(id).read(runFiles.record);
    if (own !== null && own.length === record.length && own.every((byte, at) => byte === record[at]))
      return id;
  }
  return null;
}

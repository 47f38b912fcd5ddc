/** The layout of a run folder, and its record. */
import { parseDocumentJson, parseJson } from "../document/parse.ts";
import { schemaProblems } from "../document/schema-issues.ts";
import { z } from "../document/zod.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { trainingMessages } from "./messages.ts";
import type { DoneEvent, RunRecord, RunStore } from "./types.ts";

export const runFiles = {
  record: "run.json",
  metrics: "metrics.jsonl",
  /** What was measured of gradients and activations, a line a measurement. */
  health: "health.jsonl",
  weights: "weights.safetensors",
  checkpoints: "checkpoints",
  tensorboard: "tensorboard",
  /** How the run ended; absent while it runs, and after it was killed. */
  done: "done.json",
} as const;

const encoder = new TextEncoder();
export const encodeJson = (value: unknown): Uint8Array =>
  encoder.encode(`${JSON.stringify(value, null, 2)}\n`);
export const encodeLine = (value: unknown): Uint8Array => encoder.encode(`${JSON.stringify(value)}\n`);

const recordSchema = z.object({
  format: z.literal("layerloom/run"),
  version: z.literal(1),
  document: z.unknown(),
  seed: z.int(),
  data: z.object({
    source: z.string(),
    fingerprint: z.string(),
    classes: z.array(z.string()),
    normalization: z.object({ mean: z.array(z.number()), std: z.array(z.number()) }),
    resize: z.tuple([z.int().min(1), z.int().min(1)]).exactOptional(),
    fit: z.enum(["stretch", "crop", "pad"]).exactOptional(),
  }),
  backend: z.string(),
  engineVersion: z.string(),
  kernels: z
    .object({ version: z.int(), adapter: z.string(), choices: z.record(z.string(), z.string()) })
    .exactOptional(),
  startedAt: z.string(),
});

/** Reads and checks `run.json`, the document in it included. */
export async function readRunRecord(store: Pick<RunStore, "read">): Promise<Result<RunRecord>> {
  const bytes = await store.read(runFiles.record);
  if (bytes === null) return fail(problem(trainingMessages, "run/not-a-run", { path: runFiles.record }));
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const record = recordSchema.safeParse(json.value, { reportInput: true });
  if (!record.success) return fail(...schemaProblems(record.error.issues, runFiles.record));
  const document = parseDocumentJson(record.data.document);
  return document.ok ? ok({ ...record.data, document: document.value }) : document;
}

/** How the run ended, or `null` where it is running or was killed. */
export async function readDone(store: RunStore): Promise<DoneEvent | null> {
  const bytes = await store.read(runFiles.done);
  const json = bytes === null ? null : parseJson(bytes);
  // written by this module, atomically: the form needs no second description
  return json?.ok === true ? (json.value as DoneEvent) : null;
}

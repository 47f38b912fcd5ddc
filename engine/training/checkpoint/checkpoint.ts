/** Checkpoints of a run: written whole or not at all, read only where every byte is as it was written. */
import { readSafetensors } from "../../targets/weights/safetensors.ts";
import { writeSafetensors } from "../../targets/weights/safetensors-write.ts";
import type { Weights } from "../../targets/weights/types.ts";
import { type Problem, problem } from "../../tensor/problem.ts";
import { trainingMessages } from "../messages.ts";
import type { SlotArray } from "../optimizers/optimizer.ts";
import { runFiles } from "../run-folder.ts";
import type { RunStore } from "../types.ts";
import { type CheckpointState, decodeManifest, encodeManifest, sha256 } from "./manifest.ts";

const MANIFEST = "manifest.json";
const WEIGHTS = "weights.safetensors";
const SLOTS = "optimizer.safetensors";
/** Checkpoints kept besides that of the best epoch. */
const KEPT = 2;

export interface Checkpoint {
  /** Trainable tensors and buffers, PyTorch's layout. */
  readonly weights: Weights;
  /** By `weight path/slot name`, in the executor's layout. */
  readonly slots: ReadonlyMap<string, SlotArray>;
  readonly state: CheckpointState;
}

const nameOf = (step: number): string => `step-${String(step).padStart(9, "0")}`;
const stepOf = (name: string): number | null => {
  const found = /^step-(\d{9,})$/.exec(name)?.[1];
  return found === undefined ? null : Number(found);
};
const folderOf = (step: number): string => `${runFiles.checkpoints}/${nameOf(step)}`;

/** Steps of the checkpoints that are there, complete or not, ascending. */
async function stepsPresent(store: RunStore): Promise<readonly number[]> {
  const names = await store.list(runFiles.checkpoints);
  return names
    .map(stepOf)
    .filter((step) => step !== null)
    .sort((a, b) => a - b);
}

/** The manifest goes first, so that what a crash leaves of the folder counts as incomplete. */
async function removeCheckpoint(store: RunStore, step: number): Promise<void> {
  await store.remove(`${folderOf(step)}/${MANIFEST}`);
  await store.remove(folderOf(step));
}

/** Writes a checkpoint, then removes all but the last two and that of the best epoch. */
export async function saveCheckpoint(store: RunStore, { weights, slots, state }: Checkpoint): Promise<void> {
  const { step, best } = state.progress;
  await removeCheckpoint(store, step);
  const contents = [
    { name: WEIGHTS, bytes: writeSafetensors(weights) },
    { name: SLOTS, bytes: writeSafetensors(slots) },
  ];
  const files = [];
  for (const { name, bytes } of contents) {
    await store.write(`${folderOf(step)}/${name}`, bytes);
    files.push({ name, bytes: bytes.length, sha256: await sha256(bytes) });
  }
  await store.write(`${folderOf(step)}/${MANIFEST}`, await encodeManifest({ files, state }));

  const present = await stepsPresent(store);
  // steps beyond the present one come from a future that a resume has given up
  const kept = new Set([...present.filter((other) => other <= step).slice(-KEPT), best?.step]);
  for (const other of present) if (!kept.has(other)) await removeCheckpoint(store, other);
}

/** The checkpoint of one step, or the reason why it cannot be used. */
export async function readCheckpoint(store: RunStore, step: number): Promise<Checkpoint | string> {
  const written = await store.read(`${folderOf(step)}/${MANIFEST}`);
  if (written === null) return "it was not finished";
  const manifest = await decodeManifest(written);
  if (typeof manifest === "string") return manifest;
  const tensors = new Map<string, ReadonlyMap<string, SlotArray>>();
  for (const file of manifest.files) {
    const bytes = await store.read(`${folderOf(step)}/${file.name}`);
    if (bytes === null) return `${file.name} is missing`;
    if (bytes.length !== file.bytes) return `${file.name} has ${bytes.length} of ${file.bytes} bytes`;
    if ((await sha256(bytes)) !== file.sha256) return `${file.name} is damaged`;
    const parsed = readSafetensors(bytes);
    if (!parsed.ok) return `${file.name}: ${parsed.problems[0]?.message ?? "unreadable"}`;
    tensors.set(file.name, parsed.value.tensors);
  }
  const [weights, slots] = [tensors.get(WEIGHTS), tensors.get(SLOTS)];
  if (weights === undefined || slots === undefined) return "its manifest names too few files";
  return { weights, slots, state: manifest.state };
}

export interface NewestCheckpoint {
  readonly checkpoint: Checkpoint | null;
  /** One for each newer checkpoint that had to be passed over. */
  readonly warnings: readonly Problem[];
}

/** The newest checkpoint that is complete and undamaged. */
export async function readNewestCheckpoint(store: RunStore): Promise<NewestCheckpoint> {
  const warnings: Problem[] = [];
  for (const step of (await stepsPresent(store)).toReversed()) {
    const read = await readCheckpoint(store, step);
    if (typeof read !== "string") return { checkpoint: read, warnings };
    const place = { path: folderOf(step), severity: "warning" } as const;
    warnings.push(
      problem(trainingMessages, "checkpoint/damaged", place, { name: nameOf(step), reason: read }),
    );
  }
  warnings.push(
    problem(trainingMessages, "checkpoint/none", { path: runFiles.checkpoints, severity: "warning" }),
  );
  return { checkpoint: null, warnings };
}

/** The manifest of a checkpoint: written last, so that a checkpoint is complete exactly when it is there. */
import { parseJson } from "../../document/parse.ts";
import type { OptimizerSettings } from "../../document/types.ts";
import type { Progress } from "../progress.ts";
import { encodeJson } from "../run-folder.ts";
import type { KernelRecord } from "../tuning/types.ts";

export const CHECKPOINT_FORMAT = "layerloom/checkpoint";

export interface CheckpointFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** A growing file of the run, as long as it was at the checkpoint. */
export interface LogPosition {
  readonly path: string;
  readonly length: number;
}
/**
 * All that is no tensor. Random streams need no entry: order, augmentation and dropout are functions of the seed and
 * of the epoch, the step or the sample's index.
 */
export interface CheckpointState {
  readonly progress: Progress;
  readonly optimizer: { readonly type: OptimizerSettings["type"]; readonly step: number };
  readonly seed: number;
  /** What draws dropout and augmentation; checkpoints of earlier versions name none, and drew otherwise. */
  readonly generator?: string;
  /** Absent where all kernels go by the rule. */
  readonly kernels?: KernelRecord;
  readonly logs: readonly LogPosition[];
}
export interface Manifest {
  readonly files: readonly CheckpointFile[];
  readonly state: CheckpointState;
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const digestOf = (manifest: Manifest): Promise<string> =>
  sha256(encodeJson([manifest.files, manifest.state]));

export async function encodeManifest(manifest: Manifest): Promise<Uint8Array> {
  return encodeJson({ format: CHECKPOINT_FORMAT, version: 1, digest: await digestOf(manifest), ...manifest });
}

/** The manifest, or the reason why it cannot be trusted. Its digest covers all of it, so the fields need no checks of their own. */
export async function decodeManifest(bytes: Uint8Array): Promise<Manifest | string> {
  const json = parseJson(bytes);
  if (!json.ok) return "its manifest is not JSON";
  const raw = json.value as Partial<Manifest & { format: string; version: number; digest: string }> | null;
  if (raw?.format !== CHECKPOINT_FORMAT) return `its manifest does not say ${CHECKPOINT_FORMAT}`;
  if (raw.version !== 1) return `its format version is ${raw.version}, and this program knows 1`;
  if (raw.files === undefined || raw.state === undefined) return "its manifest is incomplete";
  const manifest: Manifest = { files: raw.files, state: raw.state };
  return (await digestOf(manifest)) === raw.digest ? manifest : "its manifest was changed";
}

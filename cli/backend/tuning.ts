/** Whether and how kernels are chosen by measuring them, and where what was measured is kept: LAYERLOOM_TUNING. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import type { Tuning, TuningProgress } from "../../engine/training/tuning/types.ts";
import { note, UsageError } from "../output.ts";
import { fsStore } from "../run-store/fs-store.ts";

const MODES = ["auto", "on", "off"];

/** Measured on this machine: kept where caches are, as it can be measured again. */
const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "layerloom");

function tell({ adapter, done, total, end }: TuningProgress): void {
  if (end === undefined) return;
  const seconds = (end.elapsedMs / 1000).toFixed(1);
  const products = end.left === 0 ? `all ${total} products` : `${done} of ${total} products`;
  const later = end.left === 0 ? "" : "; the next run goes on with the rest";
  note(`chose the fastest kernels for ${products} on ${adapter} in ${seconds} s${later}`);
}

/**
 * `auto`, the default, measures on real GPUs: the drivers that play one on the processor take seconds to compile each
 * candidate. `undefined` where nothing is to be measured.
 */
export function nodeTuning({ name, software }: Pick<OpenBackend, "name" | "software">): Tuning | undefined {
  const mode = process.env.LAYERLOOM_TUNING ?? "auto";
  if (!MODES.includes(mode))
    throw new UsageError(`LAYERLOOM_TUNING is one of ${MODES.join(", ")}, not ${mode}.`);
  if (name !== "webgpu" || mode === "off" || (mode === "auto" && software)) return undefined;
  return { store: fsStore(cacheFolder()), onProgress: tell };
}

/** A breath between two steps of an export: tells how far it is, lets messages in, and ends where it was cancelled. */
import type { ExportInput } from "./types.ts";

/** Rejects with the signal's reason once it is aborted. */
export async function turn(
  { progress, signal }: Pick<ExportInput, "progress" | "signal">,
  done: number,
): Promise<void> {
  progress?.(done);
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}

/** Unpacking gzip against a bound. */
import { LIMITS } from "../tensor/limits.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { dataMessages } from "./messages.ts";

/** Largest file that is read as a whole, packed or not. */
export const WHOLE_FILE_BYTES = 1024 * 1024 * 1024;
/** Below this a file may unpack to any size: sorted labels shrink a thousandfold and are no attack. */
const HARMLESS_BYTES = 16 * 1024 * 1024;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Unpacks gzip; its checksum and length are verified by the platform's `DecompressionStream`. Stops as soon as more comes
 * out than 200 times what went in (and more than 16 MiB), so that a bomb costs little.
 */
export async function gunzip(packed: Uint8Array, path: string): Promise<Result<Uint8Array>> {
  const limit = Math.min(WHOLE_FILE_BYTES, Math.max(HARMLESS_BYTES, LIMITS.zipRatio * packed.length));
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = new Blob([packed.slice()])
      .stream()
      .pipeThrough(new DecompressionStream("gzip"))
      .getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > limit) {
        await reader.cancel();
        const values = { path, packed: packed.length, limit };
        return fail(problem(dataMessages, "gzip/bomb", { path }, values));
      }
      chunks.push(part.value);
    }
  } catch (error) {
    return fail(problem(dataMessages, "gzip/broken", { path }, { path, reason: reasonOf(error) }));
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return ok(whole);
}

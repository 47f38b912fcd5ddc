/** A growing file of a run whose length a checkpoint remembers. */
import type { RunStore } from "./types.ts";

export interface LogFile {
  readonly path: string;
  /** Bytes in the store after the last flush. */
  readonly length: number;
  /** Keeps bytes until the next flush. */
  add(bytes: Uint8Array): void;
  flush(): Promise<void>;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Goes on at `length`; what the store holds beyond it must have been cut before. */
export function openLog(store: RunStore, path: string, length = 0): LogFile {
  let stored = length;
  let waiting: Uint8Array[] = [];
  return {
    path,
    get length() {
      return stored;
    },
    add(bytes) {
      waiting.push(bytes);
    },
    async flush() {
      if (waiting.length === 0) return;
      const bytes = joinBytes(waiting);
      waiting = [];
      stored += bytes.length;
      await store.append(path, bytes);
    },
  };
}

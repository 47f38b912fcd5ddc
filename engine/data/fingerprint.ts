import { sha256 } from "@noble/hashes/sha2.js";

export interface Fingerprint {
  /** Adds one part; parts are length-prefixed, so that two lists of parts never collide by concatenation. */
  add(part: string | Uint8Array | Int32Array | Float32Array): Fingerprint;
  /** 64 hex digits; call once. */
  hex(): string;
}

/** Incremental SHA-256 over the identity of a data set. */
export function createFingerprint(kind: string): Fingerprint {
  const hash = sha256.create();
  const fingerprint: Fingerprint = {
    add(part) {
      const bytes =
        typeof part === "string"
          ? new TextEncoder().encode(part)
          : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      hash.update(new TextEncoder().encode(`${bytes.length}:`)).update(bytes);
      return fingerprint;
    },
    hex: () => Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
  return fingerprint.add(kind);
}

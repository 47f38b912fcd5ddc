/** Whether the memory of a WebAssembly module can be shared between threads, said in its binary. */

/** Of the binary format (https://webassembly.github.io/spec/core/binary/modules.html). */
const SECTION = { import: 2, memory: 5 } as const;
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3 } as const;
/** Limits with a maximum, as threads need it. */
const LIMITS = { plain: 1, shared: 3 } as const;
const HEADER_BYTES = 8;

class Reader {
  private readonly bytes: Uint8Array;
  at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }
  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error("The WebAssembly module ends too early.");
    return value;
  }
  /** LEB128 without a sign. */
  unsigned(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const next = this.byte();
      value += (next & 0x7f) * factor;
      if (next < 0x80) return value;
      factor *= 0x80;
    }
  }
  skipName(): void {
    const length = this.unsigned();
    this.at += length;
  }
  skipLimits(): void {
    const bounded = (this.byte() & 1) === 1;
    this.unsigned();
    if (bounded) this.unsigned();
  }
}

/** Position of the limits of the memory that the module brings or imports first. */
function limitsAt(bytes: Uint8Array): number {
  const reader = new Reader(bytes, HEADER_BYTES);
  while (reader.at < bytes.length) {
    const section = reader.byte();
    const size = reader.unsigned();
    const end = reader.at + size;
    if (section === SECTION.memory || section === SECTION.import) {
      const count = reader.unsigned();
      if (section === SECTION.memory && count > 0) return reader.at;
      for (let i = 0; i < count; i++) {
        reader.skipName();
        reader.skipName();
        const kind = reader.byte();
        if (kind === EXTERNAL.memory) return reader.at;
        if (kind === EXTERNAL.function) reader.unsigned();
        else if (kind === EXTERNAL.global) reader.at += 2;
        else {
          reader.byte();
          reader.skipLimits();
        }
      }
    }
    reader.at = end;
  }
  throw new Error("The WebAssembly module has no memory.");
}

/** The same module with a memory that is shared or not. Its memory must have a maximum. */
export function withSharedMemory(binary: Uint8Array, shared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary);
  const at = limitsAt(bytes);
  const flags = bytes[at];
  if (flags !== LIMITS.plain && flags !== LIMITS.shared) {
    throw new Error("The memory of the WebAssembly module has no maximum.");
  }
  bytes[at] = shared ? LIMITS.shared : LIMITS.plain;
  return bytes;
}

import { refuse } from "../fault.ts";

/** The bytes of a file; every look at them is checked. */
export class Source {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  broken(reason: string): never {
    return refuse("keras/hdf5", "model.weights.h5", { reason });
  }

  private need(at: number, length: number): void {
    if (!Number.isSafeInteger(at) || at < 0 || length < 0 || at + length > this.bytes.length)
      this.broken(`an address (${at}) lies outside the file`);
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.view.getUint8(at);
  }
  u16(at: number): number {
    this.need(at, 2);
    return this.view.getUint16(at, true);
  }
  u32(at: number): number {
    this.need(at, 4);
    return this.view.getUint32(at, true);
  }
  /** Larger numbers than 2^53 are never an address in a file that was read. */
  u64(at: number): number {
    this.need(at, 8);
    return Number(this.view.getBigUint64(at, true));
  }
  slice(at: number, length: number): Uint8Array {
    this.need(at, length);
    return this.bytes.subarray(at, at + length);
  }
  /** Text that ends in a zero, of at most 1,000 bytes. */
  text(at: number): string {
    this.need(at, 1);
    const end = this.bytes.subarray(at, at + 1_000).indexOf(0);
    if (end < 0) this.broken("a name has no end");
    return new TextDecoder().decode(this.bytes.subarray(at, at + end));
  }
  tag(at: number, wanted: string): void {
    const found = new TextDecoder("latin1").decode(this.slice(at, wanted.length));
    if (found !== wanted) this.broken(`${wanted} is not where it should be`);
  }
}

/**
 * Reads Protocol Buffers (https://protobuf.dev/programming-guides/encoding) without trusting them: every length is
 * checked against what is left, nothing is copied, and the number of fields is bounded, so that memory is bounded by
 * the file.
 */
import { refuse } from "../fault.ts";

export interface Field {
  readonly number: number;
  /** Of a varint or a fixed number; 64-bit integers are exact up to 2^53. */
  readonly value: number;
  /** Of a length-delimited field: a view; empty otherwise. */
  readonly bytes: Uint8Array;
  readonly wire: Wire;
}
export type Wire = "varint" | "fixed64" | "bytes" | "fixed32";

/** More fields than any network has that fits the limits of a document. */
const MOST_FIELDS = 4_000_000;
const EMPTY = new Uint8Array(0);

export class Fields {
  private left = MOST_FIELDS;

  /** The fields of a message, in order. `place` names the message in refusals. */
  *of(bytes: Uint8Array, place: string): Generator<Field> {
    const reader = new Reader(bytes, place);
    while (!reader.done) {
      if (this.left-- <= 0) refuse("onnx/too-many", place, { limit: MOST_FIELDS });
      yield reader.field();
    }
  }
}

class Reader {
  private at = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly place: string;

  constructor(bytes: Uint8Array, place: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.place = place;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  field(): Field {
    const tag = this.varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number < 1) return this.broken("a field has no number");
    switch (wire) {
      case 0:
        return { number, value: this.varint(), bytes: EMPTY, wire: "varint" };
      case 1: {
        this.need(8);
        const value = this.view.getFloat64(this.at, true);
        this.at += 8;
        return { number, value, bytes: EMPTY, wire: "fixed64" };
      }
      case 2: {
        const length = this.varint();
        this.need(length);
        const bytes = this.bytes.subarray(this.at, this.at + length);
        this.at += length;
        return { number, value: 0, bytes, wire: "bytes" };
      }
      case 5: {
        this.need(4);
        const value = this.view.getFloat32(this.at, true);
        this.at += 4;
        return { number, value, bytes: EMPTY, wire: "fixed32" };
      }
      default:
        return this.broken(`a field has the unknown wire type ${wire}`);
    }
  }

  /** As a signed 64-bit integer. */
  varint(): number {
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index++) {
      this.need(1);
      const byte = this.bytes[this.at++] as number;
      const part = byte & 0x7f;
      if (index < 4) low += part * 2 ** (7 * index);
      else if (index === 4) {
        low += (part & 0x0f) * 2 ** 28;
        high += part >> 4;
      } else high += part * 2 ** (7 * index - 32);
      if (byte < 0x80) return high >= 2 ** 31 ? (high - 2 ** 32) * 2 ** 32 + low : high * 2 ** 32 + low;
    }
    return this.broken("a number is longer than ten bytes");
  }

  private need(count: number): void {
    if (!Number.isSafeInteger(count) || count < 0 || count > this.bytes.length - this.at) {
      this.broken(`${count} bytes are announced where ${this.bytes.length - this.at} are left`);
    }
  }

  private broken(reason: string): never {
    return refuse("onnx/broken", this.place, { at: this.at, reason });
  }
}

/** Numbers of a packed field of varints. */
export function packedVarints(bytes: Uint8Array, place: string): number[] {
  const reader = new Reader(bytes, place);
  const values: number[] = [];
  while (!reader.done) values.push(reader.varint());
  return values;
}

/** Numbers of a packed field of 32-bit floats. */
export function packedFloats(bytes: Uint8Array, place: string): number[] {
  if (bytes.length % 4 !== 0)
    refuse("onnx/broken", place, { at: 0, reason: "a list of floats has an odd length" });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}

const decoder = new TextDecoder();
/** Text up to a length that names have; wrong bytes become the replacement character. */
export const text = (bytes: Uint8Array): string => decoder.decode(bytes.subarray(0, 2_000));

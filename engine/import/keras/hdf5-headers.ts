/** The messages of HDF5 object headers, of both versions, with their continuations. */
import type { Source } from "./hdf5-source.ts";

export interface Message {
  readonly type: number;
  /** Where its content begins. */
  readonly at: number;
  readonly length: number;
}
const CONTINUATION = 16;
const MOST_MESSAGES = 20_000;

export class ObjectHeaders {
  private readonly source: Source;
  constructor(source: Source) {
    this.source = source;
  }

  at(address: number): readonly Message[] {
    const messages: Message[] = [];
    const isSecond = this.source.u8(address) === 0x4f;
    const blocks = [isSecond ? this.secondStart(address) : this.firstStart(address)];
    const seen = new Set<number>();
    for (const block of blocks) {
      if (seen.has(block.at)) this.source.broken("an object goes round in a circle");
      seen.add(block.at);
      const found = isSecond
        ? this.second(block.at, block.length, block.tracked)
        : this.first(block.at, block.length);
      for (const message of found) {
        if (messages.length > MOST_MESSAGES) this.source.broken("an object has too many parts");
        if (message.type === CONTINUATION) blocks.push(this.continued(message, isSecond, block.tracked));
        else messages.push(message);
      }
    }
    return messages;
  }

  private firstStart(address: number) {
    if (this.source.u8(address) !== 1) this.source.broken("an object has no header");
    return { at: address + 16, length: this.source.u32(address + 8), tracked: false };
  }

  private secondStart(address: number) {
    this.source.tag(address, "OHDR");
    const flags = this.source.u8(address + 5);
    const at = address + 6 + ((flags & 32) !== 0 ? 16 : 0) + ((flags & 16) !== 0 ? 4 : 0);
    const width = 1 << (flags & 3);
    const length =
      width === 1
        ? this.source.u8(at)
        : width === 2
          ? this.source.u16(at)
          : width === 4
            ? this.source.u32(at)
            : this.source.u64(at);
    return { at: at + width, length, tracked: (flags & 4) !== 0 };
  }

  private continued({ at }: Message, isSecond: boolean, tracked: boolean) {
    const [start, length] = [this.source.u64(at), this.source.u64(at + 8)];
    // Of version 2, a signature before and a checksum behind.
    return isSecond ? { at: start + 4, length: length - 8, tracked } : { at: start, length, tracked };
  }

  private first(start: number, length: number): readonly Message[] {
    const messages: Message[] = [];
    for (let at = start; at + 8 <= start + length; ) {
      const size = this.source.u16(at + 2);
      this.source.slice(at + 8, size);
      messages.push({ type: this.source.u16(at), at: at + 8, length: size });
      at += 8 + size;
    }
    return messages;
  }

  private second(start: number, length: number, tracked: boolean): readonly Message[] {
    const messages: Message[] = [];
    const head = tracked ? 6 : 4;
    for (let at = start; at + head <= start + length; ) {
      const size = this.source.u16(at + 1);
      this.source.slice(at + head, size);
      messages.push({ type: this.source.u8(at), at: at + head, length: size });
      at += head + size;
    }
    return messages;
  }
}

/** Reads ZIP archives without trusting them: sizes are bounded before anything is unpacked, and checked after. */
import { inflateSync } from "fflate";
import { crc32 } from "../../targets/keras/checksum.ts";
import { LIMITS } from "../../tensor/limits.ts";
import { refuse } from "../fault.ts";

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
/** Entries smaller than this may have any ratio. */
const SMALL = 1 << 20;

export interface Archive {
  has(name: string): boolean;
  /** The unpacked content; a view of the archive where it is stored as it is. */
  read(name: string): Uint8Array;
}

export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = (reason: string): never => refuse("keras/zip", "the archive", { reason });
  const need = (at: number, length: number): void => {
    if (at < 0 || at + length > bytes.length) broken("a part lies outside the file");
  };
  const entries = new Map(directory(bytes, view, need, broken).map((entry) => [entry.name, entry]));
  return {
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return broken(`${name} is missing`);
      need(entry.at, 30);
      if (view.getUint32(entry.at, true) !== LOCAL_MARK)
        return broken(`the head of ${name} is not where it should be`);
      const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
      need(start, entry.packed);
      const content = unpack(entry, bytes.subarray(start, start + entry.packed), broken);
      if (crc32([content]) >>> 0 !== entry.checksum)
        return broken(`${name} is damaged: its checksum differs`);
      return content;
    },
  };
}

function unpack(entry: Entry, packed: Uint8Array, broken: (reason: string) => never): Uint8Array {
  if (entry.method === 0) return entry.size === entry.packed ? packed : broken(`${entry.name} has two sizes`);
  if (entry.method !== 8) return broken(`${entry.name} is packed by the unknown method ${entry.method}`);
  if (entry.size > SMALL && entry.size > LIMITS.zipRatio * entry.packed)
    return broken(`${entry.name} would unpack to more than ${LIMITS.zipRatio} times its size`);
  try {
    const content = inflateSync(packed, { out: new Uint8Array(entry.size) });
    return content.length === entry.size ? content : broken(`${entry.name} is shorter than announced`);
  } catch (error) {
    // fflate throws errors of its own with a code; a shorter output than the data is one of them.
    if (error instanceof Error && ("code" in error || error instanceof RangeError))
      return broken(`${entry.name} cannot be unpacked`);
    throw error;
  }
}

function directory(
  bytes: Uint8Array,
  view: DataView,
  need: (at: number, length: number) => void,
  broken: (reason: string) => never,
): readonly Entry[] {
  let end = bytes.length - END_BYTES;
  const last = Math.max(0, end - LONGEST_COMMENT);
  while (end >= last && view.getUint32(end, true) !== END_MARK) end -= 1;
  if (end < last || end < 0) return broken("its directory is missing");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > LIMITS.zipEntries) return broken(`it has more than ${LIMITS.zipEntries} entries`);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    need(at, 46);
    if (view.getUint32(at, true) !== ENTRY_MARK) return broken("its directory is damaged");
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    need(at + 46, name);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

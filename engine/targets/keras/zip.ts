/** A ZIP archive whose entries are stored, not packed: Keras maps its weights straight out of the file. */
import { crc32 } from "./checksum.ts";

export interface ZipEntry {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
}

/** 1 January 1980, the first day of ZIP: the same network gives the same file. */
const DATE = (1 << 5) | 1;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
const VERSION = 20;

/** Little-endian numbers, each with its size in bytes. */
function fields(...values: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/** Chunks of the archive; the entries' own are passed on without a copy. Below 4 GiB in all. */
export function storedZip(entries: readonly ZipEntry[]): readonly Uint8Array[] {
  const out: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const encoder = new TextEncoder();
  for (const { name, chunks } of entries) {
    const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    const path = encoder.encode(name);
    const common = [
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [2, 0],
      [2, DATE],
      [4, crc32(chunks)],
      [4, size],
      [4, size],
      [2, path.length],
      [2, 0],
    ] as const;
    const header = fields([4, 0x04034b50], ...common);
    out.push(header, path, ...chunks);
    directory.push(
      fields([4, 0x02014b50], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      path,
    );
    offset += header.length + path.length + size;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, length],
    [4, offset],
    [2, 0],
  );
  return [...out, ...directory, end];
}

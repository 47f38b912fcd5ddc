/**
 * Writes HDF5 files of groups and arrays of 32-bit floats: superblock version 2, object headers version 2, compact links,
 * contiguous data (https://docs.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html). Chunks of the data are passed on
 * without a copy, so that a large network is not held twice.
 */
import { lookup3 } from "./checksum.ts";

export interface Hdf5Array {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}
export interface Hdf5Group {
  readonly children: ReadonlyMap<string, Hdf5Group | Hdf5Array>;
}

const SUPERBLOCK_BYTES = 48;
const UNDEFINED_ADDRESS = 0xffffffffffffffffn;

/** Little-endian bytes: `[size, value]`, or bytes as they are. */
type Field = readonly [size: 1 | 2 | 4 | 8, value: number | bigint] | Uint8Array;

function pack(...parts: readonly Field[]): Uint8Array {
  const sizes = parts.map((part) => (part instanceof Uint8Array ? part.length : part[0]));
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part instanceof Uint8Array) bytes.set(part, at);
    else {
      const [size, value] = part;
      if (size === 8) view.setBigUint64(at, BigInt(value), true);
      else if (size === 4) view.setUint32(at, Number(value), true);
      else if (size === 2) view.setUint16(at, Number(value), true);
      else view.setUint8(at, Number(value));
    }
    at += sizes[index] ?? 0;
  }
  return bytes;
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const withChecksum = (bytes: Uint8Array): Uint8Array => pack(bytes, [4, lookup3(bytes)]);

interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

/** An object header: its messages, guarded by a checksum. */
function objectHeader(messages: readonly Message[]): Uint8Array {
  const body = pack(
    ...messages.flatMap(({ type, body }): Field[] => [[1, type], [2, body.length], [1, 0], body]),
  );
  return withChecksum(pack(ascii("OHDR"), [1, 2], [1, 2], [4, body.length], body));
}

/** A hard link by name (message 6); the length of the name takes two bytes. */
function link(name: string, address: number): Message {
  const text = ascii(name);
  return { type: 6, body: pack([1, 1], [1, 0x11], [1, 1], [2, text.length], text, [8, address]) };
}

function groupHeader(links: readonly (readonly [string, number])[]): Uint8Array {
  const info = pack([1, 0], [1, 0], [8, UNDEFINED_ADDRESS], [8, UNDEFINED_ADDRESS]);
  return objectHeader([
    { type: 2, body: info },
    { type: 10, body: pack([1, 0], [1, 0]) },
    ...links.map(([name, address]) => link(name, address)),
  ]);
}

/** IEEE single precision, little-endian: where sign, exponent and mantissa lie, and the bias 127. */
const FLOAT32 = pack(
  [1, 0x11],
  Uint8Array.of(0x20, 31, 0),
  [4, 4],
  [2, 0],
  [2, 32],
  [1, 23],
  [1, 8],
  [1, 0],
  [1, 23],
  [4, 127],
);

function arrayHeader({ shape, bytes }: Hdf5Array, address: number): Uint8Array {
  const sizes = shape.map((size): Field => [8, size]);
  const space = pack([1, 2], [1, shape.length], [1, 0], [1, shape.length === 0 ? 0 : 1], ...sizes);
  return objectHeader([
    { type: 1, body: space },
    { type: 3, body: FLOAT32 },
    { type: 5, body: Uint8Array.of(3, 0x0a) },
    { type: 8, body: pack([1, 3], [1, 1], [8, address], [8, bytes.length]) },
  ]);
}

/** An object with its place; headers have the same length whatever the addresses in them. */
interface Placed {
  readonly address: number;
  readonly header: () => Uint8Array;
}

/** The file's chunks. All headers come first, then the data, each array at a multiple of 8 bytes. */
export function hdf5(root: Hdf5Group): readonly Uint8Array[] {
  const headers: Placed[] = [];
  const arrays: { array: Hdf5Array; address: number }[] = [];
  let next = SUPERBLOCK_BYTES;
  const reserve = (length: number): number => {
    const address = next;
    next += length;
    return address;
  };
  const placeObject = (object: Hdf5Group | Hdf5Array): number => {
    if ("shape" in object) {
      const entry = { array: object, address: 0 };
      arrays.push(entry);
      const address = reserve(arrayHeader(object, 0).length);
      headers.push({ address, header: () => arrayHeader(object, entry.address) });
      return address;
    }
    const links = [...object.children].map(([name, child]): [string, number] => [name, placeObject(child)]);
    const header = groupHeader(links);
    const address = reserve(header.length);
    headers.push({ address, header: () => header });
    return address;
  };
  const rootAddress = placeObject(root);
  const data: Uint8Array[] = [new Uint8Array(-next & 7)];
  reserve(-next & 7);
  for (const entry of arrays) {
    const { bytes } = entry.array;
    entry.address = reserve(bytes.length);
    data.push(bytes, new Uint8Array(-next & 7));
    reserve(-next & 7);
  }
  const superblock = withChecksum(
    pack(
      Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
      [1, 2],
      [1, 8],
      [1, 8],
      [1, 0],
      [8, 0],
      [8, UNDEFINED_ADDRESS],
      [8, next],
      [8, rootAddress],
    ),
  );
  return [superblock, ...headers.map(({ header }) => header()), ...data];
}

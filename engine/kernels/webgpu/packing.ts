/**
 * Places for tensors in a few large buffers, so that tensors that are never there at once share memory: the largest first,
 * each where the buffers grow least ("greedy by size" for offsets, Pisarchyk and Lee 2020).
 */

export interface Packable {
  readonly bytes: number;
  /** The first and the last moment at which it is there. */
  readonly first: number;
  readonly last: number;
  /** Others, by their index, that must be in another buffer: a device may not read and write one at a time. */
  readonly apart: ReadonlySet<number>;
}
export interface Place {
  readonly buffer: number;
  readonly offset: number;
}
export interface Packing {
  /** Of each tensor. */
  readonly places: readonly Place[];
  /** Bytes of each buffer, those that were given first. */
  readonly buffers: readonly number[];
}

interface Placed extends Packable {
  readonly index: number;
  readonly offset: number;
}
interface Filled {
  bytes: number;
  readonly most: number;
  readonly placed: Placed[];
}

/** The first gap between those that are there at the same time, lowest first. */
function gapFor(item: Packable, placed: readonly Placed[]): number {
  let offset = 0;
  for (const other of placed) {
    if (other.last < item.first || other.first > item.last) continue;
    if (offset + item.bytes <= other.offset) return offset;
    offset = Math.max(offset, other.offset + other.bytes);
  }
  return offset;
}

export interface PackingOptions {
  /** No buffer becomes larger than this but for one tensor alone. */
  readonly most: number;
  /** Offsets are multiples of it. */
  readonly alignment: number;
  /** Bytes of buffers that are there already, and stay as they are. */
  readonly given?: readonly number[];
}

export function pack(tensors: readonly Packable[], { most, alignment, given = [] }: PackingOptions): Packing {
  const items = tensors.map((tensor, index) => {
    return { ...tensor, index, bytes: Math.ceil(tensor.bytes / alignment) * alignment };
  });
  const filled: Filled[] = given.map((bytes) => ({ bytes, most: bytes, placed: [] }));
  const places = new Map<number, Place>();
  for (const item of items.sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    let best: { buffer: number; offset: number; growth: number } | null = null;
    for (const [buffer, { bytes, placed, most: room }] of filled.entries()) {
      if (placed.some(({ index }) => item.apart.has(index))) continue;
      const offset = gapFor(item, placed);
      const growth = Math.max(0, offset + item.bytes - bytes);
      if (growth > 0 && offset + item.bytes > room) continue;
      if (best === null || growth < best.growth) best = { buffer, offset, growth };
      if (growth === 0) break;
    }
    const { buffer, offset } = best ?? {
      buffer: filled.push({ bytes: 0, most, placed: [] }) - 1,
      offset: 0,
    };
    const into = filled[buffer] as Filled;
    into.bytes = Math.max(into.bytes, offset + item.bytes);
    const behind = into.placed.findIndex((other) => other.offset > offset);
    into.placed.splice(behind < 0 ? into.placed.length : behind, 0, { ...item, offset });
    places.set(item.index, { buffer, offset });
  }
  return {
    places: tensors.map((_, index) => places.get(index) ?? { buffer: 0, offset: 0 }),
    buffers: filled.map(({ bytes }) => bytes),
  };
}

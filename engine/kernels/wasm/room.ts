/**
 * The room in the heap of tfjs' module. Its `malloc` has two ways of failing that its callers do not see: 0, where what is
 * written destroys the start of the heap, and, as the end of the heap is kept in 32 bits, a position whose last bytes lie
 * beyond 4 GiB. After the second nothing in the heap can be relied on, so it is not let come to that.
 */
import { OutOfMemory } from "../out-of-memory.ts";

/** As far as it is used here; positions are bytes, above 2 GiB negative. */
export interface Heap {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(position: number): void;
}

/** What smaller ones take is not followed, and no danger: the heap is extended by more than that at once. */
const LARGE = 2 ** 20;
/** The end that the module's loader extends the heap to: 4 GiB but for a page. */
const END = 2 ** 32 - 2 ** 16;
/** Kept by the allocator for itself before and behind what it gives. */
const MARGIN = 64;

/** From here on memory that is not there is refused with an `OutOfMemory`, before anything is written. */
export function refuseWhenFull(heap: Heap): void {
  // The loader puts the real functions in place at the first call.
  heap._free(heap._malloc(1));
  const allocate = heap._malloc;
  const free = heap._free;
  /** Bytes of the large ones by position. */
  const taken = new Map<number, number>();

  heap._malloc = (bytes) => {
    const length = heap.HEAPU8.length;
    if (bytes >= LARGE && length + bytes + MARGIN > END && largestGap(taken, length) < bytes + MARGIN)
      throw new OutOfMemory(bytes, usedBytes(taken));
    const position = allocate(bytes);
    const at = position >>> 0;
    if ((at === 0 && bytes > 0) || at + bytes > heap.HEAPU8.length)
      throw new OutOfMemory(bytes, usedBytes(taken));
    if (bytes >= LARGE) taken.set(at, bytes);
    return position;
  };
  heap._free = (position) => {
    taken.delete(position >>> 0);
    free(position);
  };
}

const usedBytes = (taken: ReadonlyMap<number, number>): number =>
  [...taken.values()].reduce((sum, bytes) => sum + bytes, 0);

/** Between what is taken, and behind it up to `end`. */
function largestGap(taken: ReadonlyMap<number, number>, end: number): number {
  let [largest, from] = [0, 0];
  for (const [at, bytes] of [...taken].sort(([a], [b]) => a - b)) {
    largest = Math.max(largest, at - from);
    from = at + bytes;
  }
  return Math.max(largest, end - from);
}

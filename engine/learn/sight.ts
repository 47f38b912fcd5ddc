/** What one cell of a deep layer sees of the layers below it, along one axis. */
import { positions } from "./slide.ts";

export interface Window {
  readonly kernel: number;
  readonly stride: number;
  /** At each side. */
  readonly padding: number;
}
/** Cells `from` to `to`, both included; inside the map, padding is left out. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Sizes of the maps from the input (first) to the output of the last window. */
export function sizesThrough(size: number, windows: readonly Window[]): readonly number[] {
  const sizes = [size];
  for (const { kernel, stride, padding } of windows) {
    sizes.push(positions(sizes.at(-1) ?? 0, kernel, 2 * padding, stride));
  }
  return sizes;
}

/** For a cell of map `depth` (0 is the input): the cells it sees in the maps `depth`, `depth - 1`, ..., 0, in the order of the maps. */
export function sightOf(
  sizes: readonly number[],
  windows: readonly Window[],
  depth: number,
  cell: number,
): readonly Range[] {
  const ranges: Range[] = [{ from: cell, to: cell }];
  let [from, to] = [cell, cell];
  for (let map = depth; map > 0; map--) {
    const { kernel, stride, padding } = windows[map - 1] ?? { kernel: 1, stride: 1, padding: 0 };
    // Without clipping in between: a cell in the padding sees no more than its neighbours do.
    from = from * stride - padding;
    to = to * stride - padding + kernel - 1;
    ranges.unshift({ from: Math.max(0, from), to: Math.min((sizes[map - 1] ?? 0) - 1, to) });
  }
  return ranges;
}

/** Extent that a cell of map `depth` sees of the input, padding included: `r <- r + (k - 1) · product of the strides before`. */
export function extentOf(windows: readonly Window[], depth: number): number {
  let [extent, jump] = [1, 1];
  for (const { kernel, stride } of windows.slice(0, depth)) {
    extent += (kernel - 1) * jump;
    jump *= stride;
  }
  return extent;
}

/**
 * The convolution of many filters as a product of matrices, tile by tile: four filters by two outputs at a time keep their
 * eight sums in registers, over a few outputs' windows that were gathered into one small panel. Some three times as fast as
 * running over whole feature maps, and the sums are 64-bit.
 */

/** One image's group of channels, already padded. */
export interface Plane {
  readonly data: Float32Array;
  /** Index of the first value of the group's first channel. */
  readonly start: number;
  readonly height: number;
  readonly width: number;
}
export interface Kernel {
  /** `[filters, each, tall, wide]` of all groups. */
  readonly data: Float32Array;
  /** Input channels that a filter reads. */
  readonly each: number;
  readonly tall: number;
  readonly wide: number;
  readonly strideY: number;
  readonly strideX: number;
  readonly stepY: number;
  readonly stepX: number;
}

/** Values of the panel: what stays in a processor's second cache. */
const PANEL = 16_384;

/** Filters from `filter` up to `end` over one image, to `out` from `place` on; `bias` is that of all filters. */
export function convolveTiled(
  plane: Plane,
  kernel: Kernel,
  bias: Float32Array | null,
  filters: { readonly first: number; readonly end: number },
  to: { readonly out: Float32Array; readonly place: number; readonly height: number; readonly width: number },
): void {
  const size = kernel.each * kernel.tall * kernel.wide;
  const area = to.height * to.width;
  const most = Math.max(2, 2 * Math.floor(PANEL / size / 2));
  const panel = new Float64Array(size * Math.min(most, area + (area % 2)));
  for (let first = 0; first < area; first += most) {
    const count = Math.min(most, area - first);
    gather(panel, plane, kernel, first, count, to.width);
    for (let filter = filters.first; filter < filters.end; filter += 4)
      for (let column = 0; column < count; column += 2) {
        const tile: Tile = {
          row: filter,
          rows: Math.min(4, filters.end - filter),
          columns: Math.min(2, count - column),
          place: to.place + (filter - filters.first) * area + first + column,
          area,
        };
        multiply(panel, column * size, size, kernel.data, bias, to.out, tile);
      }
  }
}

/** The windows of outputs `first` to `first + count`, two by two: `[pairs, size, 2]`. */
function gather(
  panel: Float64Array,
  { data, start, height, width }: Plane,
  { each, tall, wide, strideY, strideX, stepY, stepX }: Kernel,
  first: number,
  count: number,
  outWidth: number,
): void {
  const size = each * tall * wide;
  for (let column = 0; column < count; column++) {
    const y = Math.floor((first + column) / outWidth);
    const x = first + column - y * outWidth;
    let at = (column >> 1) * size * 2 + (column & 1);
    for (let c = 0; c < each; c++)
      for (let ky = 0; ky < tall; ky++) {
        let i = start + (c * height + y * strideY + ky * stepY) * width + x * strideX;
        for (let kx = 0; kx < wide; kx++, at += 2, i += stepX) panel[at] = data[i] as number;
      }
  }
}

interface Tile {
  /** First of its filters, and how many of four there are. */
  readonly row: number;
  readonly rows: number;
  readonly columns: number;
  /** Of its first output, and from one filter's outputs to the next. */
  readonly place: number;
  readonly area: number;
}

/** Filters that are not there are computed as the last one again and not written. */
function multiply(
  panel: Float64Array,
  from: number,
  size: number,
  weight: Float32Array,
  bias: Float32Array | null,
  out: Float32Array,
  { row, rows, columns, place, area }: Tile,
): void {
  const last = rows - 1;
  const w0 = row * size;
  const w1 = (row + Math.min(1, last)) * size;
  const w2 = (row + Math.min(2, last)) * size;
  const w3 = (row + last) * size;
  let [a0, a1, b0, b1, c0, c1, d0, d1] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0, at = from; k < size; k++, at += 2) {
    const x0 = panel[at] as number;
    const x1 = panel[at + 1] as number;
    const a = weight[w0 + k] as number;
    const b = weight[w1 + k] as number;
    const c = weight[w2 + k] as number;
    const d = weight[w3 + k] as number;
    a0 += a * x0;
    a1 += a * x1;
    b0 += b * x0;
    b1 += b * x1;
    c0 += c * x0;
    c1 += c * x1;
    d0 += d * x0;
    d1 += d * x1;
  }
  const write = (filter: number, first: number, second: number): void => {
    const shift = bias === null ? 0 : (bias[row + filter] as number);
    out[place + filter * area] = first + shift;
    if (columns > 1) out[place + filter * area + 1] = second + shift;
  };
  write(0, a0, a1);
  if (rows > 1) write(1, b0, b1);
  if (rows > 2) write(2, c0, c1);
  if (rows > 3) write(3, d0, d1);
}

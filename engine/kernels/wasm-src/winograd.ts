// Convolution by 3x3 kernels with 16 products for 4 results instead of 36 (Lavin and Gray 2015, F(2x2, 3x3)): windows of
// 4x4 pixels and kernels are transformed, multiplied as 16 matrices, and transformed back.
import { field, PANEL_A, pointer, SOURCES } from "./layout.ts";
import { interleave } from "./pack-rows.ts";
import { startOf } from "./range.ts";
import { tile } from "./tile.ts";

export const X: usize = 0;
export const TRANSFORMED: usize = 4;
export const OUT: usize = 8;
export const BATCH: usize = 12;
export const HEIGHT: usize = 16;
export const WIDTH: usize = 20;
export const CHANNELS: usize = 24;
export const OUTPUTS: usize = 28;
export const OUT_HEIGHT: usize = 32;
export const OUT_WIDTH: usize = 36;
export const TOP: usize = 40;
export const LEFT: usize = 44;
/** Groups of six windows that are worked on at once. */
export const GROUPS: usize = 48;

/** Windows of a group, and results of one product. */
const ROWS: i32 = 6;
const COLUMNS: i32 = 8;
const POSITIONS: i32 = 16;
/** Bytes of 6 rows of 8 results. */
const PRODUCT: usize = 192;

/** Of four windows or kernels, the transformed values of one row or column: `B' d`. */
export function windowRow(i: i32, d0: v128, d1: v128, d2: v128, d3: v128): v128 {
  if (i === 0) return f32x4.sub(d0, d2);
  if (i === 1) return f32x4.add(d1, d2);
  if (i === 2) return f32x4.sub(d2, d1);
  return f32x4.sub(d1, d3);
}

/** `G g`. */
function kernelRow(i: i32, g0: v128, g1: v128, g2: v128): v128 {
  if (i === 0) return g0;
  if (i === 3) return g2;
  const ends = f32x4.add(g0, g2);
  const all = i === 1 ? f32x4.add(ends, g1) : f32x4.sub(ends, g1);
  return f32x4.mul(all, f32x4.splat(0.5));
}

/** Four values that lie `step` bytes apart. */
function gather(from: usize, step: usize): v128 {
  if (step === 4) return v128.load(from);
  let four = v128.load32_zero(from);
  four = v128.load_lane<f32>(from + step, four, 1);
  four = v128.load_lane<f32>(from + 2 * step, four, 2);
  return v128.load_lane<f32>(from + 3 * step, four, 3);
}

/**
 * `kernel, transformed, channels, outputs, turned`: `[3, 3, channels, outputs]`, or turned by half a turn and with both sides
 * exchanged `[3, 3, outputs, channels]`, to `[16][outputs/8][channels][8]`.
 */
export function winogradKernel(p: usize, part: i32, parts: i32): void {
  const channels = field(p, 8);
  const outputs = field(p, 12);
  const turned = field(p, 16);
  const tap = (<usize>(channels * outputs)) << 2;
  const first = pointer(p, 0) + (turned ? 8 * tap : 0);
  const along = turned ? -tap : tap;
  const row = (<usize>(turned ? 1 : outputs)) << 2;
  const column = (<usize>(turned ? channels : 1)) << 2;
  const panels = (outputs + COLUMNS - 1) / COLUMNS;
  const position = (<usize>(panels * channels)) << 5;
  const end = startOf(part + 1, parts, panels, 1);
  for (let panel = startOf(part, parts, panels, 1); panel < end; panel++) {
    for (let c = 0; c < channels; c++) {
      let out = pointer(p, 4) + ((<usize>(panel * channels + c)) << 5);
      for (let n = panel * COLUMNS; n < (panel + 1) * COLUMNS; n += 4) {
        if (n < outputs) {
          kernelFour(first + <usize>c * row + <usize>n * column, along, column, position, out);
        } else {
          for (let i: usize = 0; i < 16; i++) v128.store(out + i * position, f32x4.splat(0));
        }
        out += 16;
      }
    }
  }
}

function kernelFour(from: usize, tap: usize, step: usize, position: usize, out: usize): void {
  for (let i = 0; i < 4; i++) {
    const g0 = kernelRow(i, gather(from, step), gather(from + 3 * tap, step), gather(from + 6 * tap, step));
    const at1 = from + tap;
    const g1 = kernelRow(i, gather(at1, step), gather(at1 + 3 * tap, step), gather(at1 + 6 * tap, step));
    const at2 = at1 + tap;
    const g2 = kernelRow(i, gather(at2, step), gather(at2 + 3 * tap, step), gather(at2 + 6 * tap, step));
    for (let j = 0; j < 4; j++) v128.store(out + <usize>(4 * i + j) * position, kernelRow(j, g0, g1, g2));
  }
}

/** A window of 4x4 pixels to 16 rows of `channels` values, `6*channels` apart. */
function transformWindow(d: usize, line: usize, pixel: usize, channels: i32, out: usize): void {
  const step = (<usize>(ROWS * channels)) << 2;
  for (let c: usize = 0; c < (<usize>channels) << 2; c += 16) {
    const at = d + c;
    const to = out + c;
    for (let i = 0; i < 4; i++) {
      // Rows 0 and 2, 1 and 2, 2 and 1, 1 and 3.
      const a = at + (i === 0 ? 0 : i === 2 ? 2 * line : line);
      const b = at + (i === 0 || i === 1 ? 2 * line : i === 2 ? line : 3 * line);
      let s0 = v128.load(b);
      let s1 = v128.load(b + pixel);
      let s2 = v128.load(b + 2 * pixel);
      let s3 = v128.load(b + 3 * pixel);
      if (i === 1) {
        s0 = f32x4.add(v128.load(a), s0);
        s1 = f32x4.add(v128.load(a + pixel), s1);
        s2 = f32x4.add(v128.load(a + 2 * pixel), s2);
        s3 = f32x4.add(v128.load(a + 3 * pixel), s3);
      } else {
        s0 = f32x4.sub(v128.load(a), s0);
        s1 = f32x4.sub(v128.load(a + pixel), s1);
        s2 = f32x4.sub(v128.load(a + 2 * pixel), s2);
        s3 = f32x4.sub(v128.load(a + 3 * pixel), s3);
      }
      let position = to + <usize>(4 * i) * step;
      for (let j = 0; j < 4; j++) {
        v128.store(position, windowRow(j, s0, s1, s2, s3));
        position += step;
      }
    }
  }
}

/** Copies a window that reaches over the border, with zeros outside. */
export function copyWindow(p: usize, image: usize, y: i32, x: i32, out: usize): void {
  const bytes = (<usize>field(p, CHANNELS)) << 2;
  for (let i = y; i < y + 4; i++) {
    for (let j = x; j < x + 4; j++) {
      if (<u32>i < <u32>field(p, HEIGHT) && <u32>j < <u32>field(p, WIDTH)) {
        memory.copy(out, image + <usize>(i * field(p, WIDTH) + j) * bytes, bytes);
      } else {
        memory.fill(out, 0, bytes);
      }
      out += bytes;
    }
  }
}

/** Six windows from `first` on to 16 panels of `[channels][6]`. */
function packGroup(p: usize, scratch: usize, first: i32, count: i32, spare: usize, out: usize): void {
  const channels = field(p, CHANNELS);
  const bytes = (<usize>channels) << 2;
  const across = (field(p, OUT_WIDTH) + 1) >> 1;
  const down = (field(p, OUT_HEIGHT) + 1) >> 1;
  const line = <usize>field(p, WIDTH) * bytes;
  const rows = spare + 16 * bytes;
  for (let r = 0; r < count; r++) {
    const at = (first + r) / across;
    const y = 2 * (at % down) - field(p, TOP);
    const x = 2 * ((first + r) % across) - field(p, LEFT);
    const image = pointer(p, X) + <usize>(at / down) * <usize>field(p, HEIGHT) * line;
    const to = rows + <usize>r * bytes;
    if (y >= 0 && x >= 0 && y + 4 <= field(p, HEIGHT) && x + 4 <= field(p, WIDTH)) {
      transformWindow(image + <usize>y * line + <usize>x * bytes, line, bytes, channels, to);
    } else {
      copyWindow(p, image, y, x, spare);
      transformWindow(spare, 4 * bytes, bytes, channels, to);
    }
  }
  for (let position: usize = 0; position < 16; position++) {
    for (let r: usize = 0; r < 6; r++) {
      store<u32>(scratch + SOURCES + (r << 2), <u32>(rows + (position * 6 + r) * bytes));
    }
    interleave(scratch, channels, out + position * 6 * bytes);
  }
}

/** `A' m A` of four results: the sums of 16 products, to up to 2x2 pixels. */
function finishFour(m: usize, out: usize, line: usize, pixel: usize, rows: i32, columns: i32): void {
  for (let a = 0; a < rows; a++) {
    let t0: v128, t1: v128, t2: v128, t3: v128;
    const m1 = m + 4 * PRODUCT;
    const m2 = m + 8 * PRODUCT;
    if (a === 0) {
      t0 = f32x4.add(f32x4.add(v128.load(m), v128.load(m1)), v128.load(m2));
      t1 = f32x4.add(f32x4.add(v128.load(m + PRODUCT), v128.load(m1 + PRODUCT)), v128.load(m2 + PRODUCT));
      t2 = f32x4.add(
        f32x4.add(v128.load(m + 2 * PRODUCT), v128.load(m1 + 2 * PRODUCT)),
        v128.load(m2 + 2 * PRODUCT),
      );
      t3 = f32x4.add(
        f32x4.add(v128.load(m + 3 * PRODUCT), v128.load(m1 + 3 * PRODUCT)),
        v128.load(m2 + 3 * PRODUCT),
      );
    } else {
      const m3 = m + 12 * PRODUCT;
      t0 = f32x4.sub(f32x4.sub(v128.load(m1), v128.load(m2)), v128.load(m3));
      t1 = f32x4.sub(f32x4.sub(v128.load(m1 + PRODUCT), v128.load(m2 + PRODUCT)), v128.load(m3 + PRODUCT));
      t2 = f32x4.sub(
        f32x4.sub(v128.load(m1 + 2 * PRODUCT), v128.load(m2 + 2 * PRODUCT)),
        v128.load(m3 + 2 * PRODUCT),
      );
      t3 = f32x4.sub(
        f32x4.sub(v128.load(m1 + 3 * PRODUCT), v128.load(m2 + 3 * PRODUCT)),
        v128.load(m3 + 3 * PRODUCT),
      );
    }
    v128.store(out, f32x4.add(f32x4.add(t0, t1), t2));
    if (columns > 1) v128.store(out + pixel, f32x4.sub(f32x4.sub(t1, t2), t3));
    out += line;
  }
}

/** The results of a group, `[outputs/8][16][6][8]`, to their pixels. */
function finishGroup(p: usize, first: i32, count: i32, products: usize): void {
  const outputs = field(p, OUTPUTS);
  const height = field(p, OUT_HEIGHT);
  const width = field(p, OUT_WIDTH);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>width * pixel;
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  for (let r = 0; r < count; r++) {
    const at = (first + r) / across;
    const y = 2 * (at % down);
    const x = 2 * ((first + r) % across);
    const to = pointer(p, OUT) + <usize>((at / down) * height + y) * line + <usize>x * pixel;
    for (let n = 0; n < outputs; n += 4) {
      const from = products + (<usize>(n >> 3) * 16 * PRODUCT + <usize>(r * 32 + ((n & 4) << 2)));
      finishFour(from, to + ((<usize>n) << 2), line, pixel, min(2, height - y), min(2, width - x));
    }
  }
}

/** Channels and outputs are multiples of four; the scratch memory has room for `GROUPS` groups. */
export function winograd(p: usize, part: i32, parts: i32, scratch: usize): void {
  const channels = field(p, CHANNELS);
  const outputs = field(p, OUTPUTS);
  const most = field(p, GROUPS);
  const windows = field(p, BATCH) * ((field(p, OUT_HEIGHT) + 1) >> 1) * ((field(p, OUT_WIDTH) + 1) >> 1);
  const end = startOf(part + 1, parts, windows, ROWS);
  const panels = (outputs + COLUMNS - 1) / COLUMNS;
  const packed = (<usize>(POSITIONS * ROWS * channels)) << 2;
  const spare = scratch + PANEL_A;
  const groups = spare + ((<usize>(POSITIONS * channels)) << 2) + packed;
  const products = groups + <usize>most * packed;
  const results = <usize>(panels * POSITIONS) * PRODUCT;
  for (let first = startOf(part, parts, windows, ROWS); first < end; first += most * ROWS) {
    const count = min(most, (end - first + ROWS - 1) / ROWS);
    for (let g = 0; g < count; g++) {
      const from = first + g * ROWS;
      packGroup(p, scratch, from, min(ROWS, end - from), spare, groups + <usize>g * packed);
    }
    for (let panel = 0; panel < panels; panel++) {
      for (let position = 0; position < POSITIONS; position++) {
        const kernel = pointer(p, TRANSFORMED) + ((<usize>((position * panels + panel) * channels)) << 5);
        for (let g = 0; g < count; g++) {
          const a = groups + <usize>g * packed + ((<usize>(position * ROWS * channels)) << 2);
          const out = products + <usize>g * results + <usize>(panel * POSITIONS + position) * PRODUCT;
          tile(channels, a, kernel, out);
        }
      }
    }
    for (let g = 0; g < count; g++) {
      const from = first + g * ROWS;
      finishGroup(p, from, min(ROWS, end - from), products + <usize>g * results);
    }
  }
}

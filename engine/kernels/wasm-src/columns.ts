// Sums of columns, all in float64: what is left of large terms that cancel is as exact as the terms.
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

/** Columns that are summed at once: their totals, two of them in float64, stay in the first cache. */
export const CHUNK: i32 = 128;

/** Adds four float32 to four totals in float64. */
function addFour(values: v128, to: usize): void {
  const high = v128.shuffle<f32>(values, values, 2, 3, 2, 3);
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(values)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
}

function addOne(value: f64, to: usize): void {
  store<f64>(to, load<f64>(to) + value);
}

/** Totals of `columns` columns of rows that lie `step` bytes apart. */
export function sumColumns(x: usize, rows: i32, step: usize, columns: i32, totals: usize): void {
  const bytes = (<usize>columns) << 2;
  const vectors = (<usize>columns & ~3) << 2;
  memory.fill(totals, 0, 2 * bytes);
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) addFour(v128.load(x + c), totals + 2 * c);
    for (; c < bytes; c += 4) addOne(<f64>load<f32>(x + c), totals + 2 * c);
    x += step;
  }
}

/** `[outer, rows, width]` to `[outer, width]`: sums over the middle axis, times a factor. */
export function sumMiddle(p: usize, part: i32, parts: i32, scratch: usize): void {
  const x = pointer(p, 0);
  const outer = field(p, 4);
  const rows = field(p, 8);
  const width = field(p, 12);
  const out = pointer(p, 16);
  const factor = load<f64>(p + 24);
  const chunks = (width + CHUNK - 1) / CHUNK;
  const end = startOf(part + 1, parts, outer * chunks, 1);
  for (let i = startOf(part, parts, outer * chunks, 1); i < end; i++) {
    const first = (i % chunks) * CHUNK;
    const columns = min(CHUNK, width - first);
    const from = x + ((<usize>(i / chunks) * <usize>rows * <usize>width + <usize>first) << 2);
    sumColumns(from, rows, (<usize>width) << 2, columns, scratch);
    const to = out + ((<usize>((i / chunks) * width + first)) << 2);
    for (let c: usize = 0; c < (<usize>columns) << 2; c += 4) {
      store<f32>(to + c, <f32>(load<f64>(scratch + 2 * c) * factor));
    }
  }
}

/**
 * Totals in float64 over all rows of `(x - mean)^2`, or with `dy` of `(x - mean) dy` and of `dy`: products first, then
 * sums, in `scratch`, which holds 16 bytes a column.
 */
export function sumDeviations(
  x: usize,
  dy: usize,
  rows: i32,
  step: usize,
  columns: i32,
  mean: usize,
  scratch: usize,
): void {
  const bytes = (<usize>columns) << 2;
  const vectors = (<usize>columns & ~3) << 2;
  const sums = scratch + 2 * bytes;
  memory.fill(scratch, 0, 4 * bytes);
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      let other = away;
      if (dy) {
        other = v128.load(dy + c);
        addFour(other, sums + 2 * c);
      }
      addFour(f32x4.mul(away, other), scratch + 2 * c);
    }
    for (; c < bytes; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      let other = away;
      if (dy) {
        other = load<f32>(dy + c);
        addOne(<f64>other, sums + 2 * c);
      }
      addOne(<f64>(away * other), scratch + 2 * c);
    }
    x += step;
    if (dy) dy += step;
  }
}

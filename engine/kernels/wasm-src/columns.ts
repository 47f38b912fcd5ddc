// Sums of columns. Four rows at a time are added in float32, and after a few dozen of those the sums move on to float64.

/** Additions in float32 before the sums move on. */
const LIMIT: i32 = 64;

/** Moves `width` partial sums in float32 to totals in float64. */
export function flush(width: i32, partial: usize, totals: usize): void {
  for (let c = 0; c < width; c++) {
    const at = partial + ((<usize>c) << 2);
    const to = totals + ((<usize>c) << 3);
    store<f64>(to, load<f64>(to) + <f64>load<f32>(at));
    store<f32>(at, 0);
  }
}

/** Adds four rows, `step` bytes apart, to the partial sums. */
function addFour(x: usize, step: usize, width: i32, partial: usize): void {
  let c = 0;
  for (; c + 4 <= width; c += 4) {
    const first = f32x4.add(v128.load(x), v128.load(x + step));
    const second = f32x4.add(v128.load(x + 2 * step), v128.load(x + 3 * step));
    v128.store(partial, f32x4.add(v128.load(partial), f32x4.add(first, second)));
    x += 16;
    partial += 16;
  }
  for (; c < width; c++) {
    const first = load<f32>(x) + load<f32>(x + step);
    const second = load<f32>(x + 2 * step) + load<f32>(x + 3 * step);
    store<f32>(partial, load<f32>(partial) + (first + second));
    x += 4;
    partial += 4;
  }
}

/** The sums over `rows` rows of `width`, times `factor`, in float64 at the start of `scratch` and as float32 in `out`. */
function sumRows(x: usize, rows: i32, width: i32, factor: f64, out: usize, scratch: usize): void {
  const totals = scratch;
  const partial = scratch + ((<usize>width) << 3);
  memory.fill(scratch, 0, <usize>width * 12);
  const step = (<usize>width) << 2;
  let pending = 0;
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    addFour(x, step, width, partial);
    x += 4 * step;
    pending++;
    if (pending === LIMIT) {
      flush(width, partial, totals);
      pending = 0;
    }
  }
  flush(width, partial, totals);
  for (; r < rows; r++) {
    for (let c = 0; c < width; c++) {
      const to = totals + ((<usize>c) << 3);
      store<f64>(to, load<f64>(to) + <f64>load<f32>(x + ((<usize>c) << 2)));
    }
    x += step;
  }
  for (let c = 0; c < width; c++) {
    const total = load<f64>(totals + ((<usize>c) << 3)) * factor;
    store<f32>(out + ((<usize>c) << 2), <f32>total);
  }
}

/** `[outer, rows, width]` to `[outer, width]`: sums over the middle axis, times `factor`. */
export function sumMiddle(
  x: usize,
  outer: i32,
  rows: i32,
  width: i32,
  factor: f64,
  out: usize,
  scratch: usize,
): void {
  for (let o = 0; o < outer; o++) {
    sumRows(x, rows, width, factor, out, scratch);
    x += (<usize>rows * <usize>width) << 2;
    out += (<usize>width) << 2;
  }
}

/** Adds products of deviations to partial sums, for `rows` rows: of `x - mean` with itself, or with `dy` and `dy` alone. */
function deviations(
  x: usize,
  dy: usize,
  rows: i32,
  width: i32,
  mean: usize,
  sums: usize,
  products: usize,
): void {
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    const vectors = (<usize>width & ~3) << 2;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      let other = away;
      if (dy) {
        other = v128.load(dy + c);
        v128.store(sums + c, f32x4.add(v128.load(sums + c), other));
      }
      v128.store(products + c, f32x4.add(v128.load(products + c), f32x4.mul(away, other)));
    }
    for (; c < (<usize>width) << 2; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      let other = away;
      if (dy) {
        other = load<f32>(dy + c);
        store<f32>(sums + c, load<f32>(sums + c) + other);
      }
      store<f32>(products + c, load<f32>(products + c) + away * other);
    }
    x += (<usize>width) << 2;
    if (dy) dy += (<usize>width) << 2;
  }
}

/**
 * Totals in float64 over all rows of `(x - mean)^2`, or with `dy` of `(x - mean) dy` and of `dy`: products first, then
 * sums, in `scratch`, which holds 24 bytes a column.
 */
export function sumDeviations(x: usize, dy: usize, rows: i32, width: i32, mean: usize, scratch: usize): void {
  const products = scratch + ((<usize>width) << 4);
  const sums = products + ((<usize>width) << 2);
  memory.fill(scratch, 0, <usize>width * 24);
  const step = (<usize>width) << 2;
  for (let r = 0; r < rows; r += LIMIT) {
    const count = min(LIMIT, rows - r);
    const skip = <usize>r * step;
    deviations(x + skip, dy ? dy + skip : 0, count, width, mean, sums, products);
    flush(width, products, scratch);
    if (dy) flush(width, sums, scratch + ((<usize>width) << 3));
  }
}

// Sums of columns, all in float64: what is left of large terms that cancel is as exact as the terms.

/** Moves `width` partial sums in float32 to totals in float64. */
export function flush(width: i32, partial: usize, totals: usize): void {
  for (let c = 0; c < width; c++) {
    const at = partial + ((<usize>c) << 2);
    const to = totals + ((<usize>c) << 3);
    store<f64>(to, load<f64>(to) + <f64>load<f32>(at));
    store<f32>(at, 0);
  }
}

/** Adds four float32 to four totals in float64. */
function addFour(values: v128, to: usize): void {
  const high = v128.shuffle<f32>(values, values, 2, 3, 2, 3);
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(values)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
}

function addOne(value: f64, to: usize): void {
  store<f64>(to, load<f64>(to) + value);
}

/** `[outer, rows, width]` to `[outer, width]`: sums over the middle axis, times `factor`. `scratch`: 8 bytes a column. */
export function sumMiddle(
  x: usize,
  outer: i32,
  rows: i32,
  width: i32,
  factor: f64,
  out: usize,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const vectors = (<usize>width & ~3) << 2;
  for (let o = 0; o < outer; o++) {
    memory.fill(scratch, 0, 2 * bytes);
    for (let r = 0; r < rows; r++) {
      let c: usize = 0;
      for (; c < vectors; c += 16) addFour(v128.load(x + c), scratch + 2 * c);
      for (; c < bytes; c += 4) addOne(<f64>load<f32>(x + c), scratch + 2 * c);
      x += bytes;
    }
    for (let c: usize = 0; c < bytes; c += 4) {
      store<f32>(out + c, <f32>(load<f64>(scratch + 2 * c) * factor));
    }
    out += bytes;
  }
}

/**
 * Totals in float64 over all rows of `(x - mean)^2`, or with `dy` of `(x - mean) dy` and of `dy`: products first, then
 * sums, in `scratch`, which holds 16 bytes a column.
 */
export function sumDeviations(x: usize, dy: usize, rows: i32, width: i32, mean: usize, scratch: usize): void {
  const bytes = (<usize>width) << 2;
  const vectors = (<usize>width & ~3) << 2;
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
    x += bytes;
    if (dy) dy += bytes;
  }
}

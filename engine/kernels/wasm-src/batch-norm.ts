// Batch norm in training over rows `[rows, width]`, and its gradient (Ioffe and Szegedy 2015, section 3).
import { sumDeviations, sumMiddle } from "./columns.ts";

/**
 * Fills `y` `[rows, width]` and `mean`, `variance` and `inverse` (`1/sqrt(variance + epsilon)`) `[width]`. `scratch` has
 * 32 bytes a column.
 */
export function batchNorm(
  x: usize,
  scale: usize,
  shift: usize,
  rows: i32,
  width: i32,
  epsilon: f64,
  y: usize,
  mean: usize,
  variance: usize,
  inverse: usize,
  scratch: usize,
): void {
  sumMiddle(x, 1, rows, width, 1 / <f64>rows, mean, scratch);
  sumDeviations(x, 0, rows, width, mean, scratch);
  const gain = scratch + ((<usize>width) << 3);
  for (let c: usize = 0; c < (<usize>width) << 2; c += 4) {
    const spread = load<f64>(scratch + 2 * c) / <f64>rows;
    const own = 1 / sqrt(spread + epsilon);
    store<f32>(variance + c, <f32>spread);
    store<f32>(inverse + c, <f32>own);
    store<f32>(gain + c, <f32>(own * <f64>load<f32>(scale + c)));
  }
  const vectors = (<usize>width & ~3) << 2;
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      v128.store(y + c, f32x4.add(f32x4.mul(away, v128.load(gain + c)), v128.load(shift + c)));
    }
    for (; c < (<usize>width) << 2; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      store<f32>(y + c, away * load<f32>(gain + c) + load<f32>(shift + c));
    }
    x += (<usize>width) << 2;
    y += (<usize>width) << 2;
  }
}

/**
 * With `n = (x - mean) inverse`: `dShift = sum(dy)`, `dScale = sum(dy n)` and
 * `dx = scale inverse (dy - mean(dy) - n mean(dy n))`. `scratch` has 40 bytes a column.
 */
export function batchNormGradient(
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  scale: usize,
  rows: i32,
  width: i32,
  dx: usize,
  dScale: usize,
  dShift: usize,
  scratch: usize,
): void {
  sumDeviations(x, dy, rows, width, mean, scratch);
  const gain = scratch + <usize>width * 24;
  const slope = gain + ((<usize>width) << 2);
  const common = slope + ((<usize>width) << 2);
  for (let c: usize = 0; c < (<usize>width) << 2; c += 4) {
    const own = <f64>load<f32>(inverse + c);
    const along = load<f64>(scratch + 2 * c) * own;
    const total = load<f64>(scratch + ((<usize>width) << 3) + 2 * c);
    store<f32>(dScale + c, <f32>along);
    store<f32>(dShift + c, <f32>total);
    store<f32>(gain + c, <f32>(own * <f64>load<f32>(scale + c)));
    store<f32>(slope + c, <f32>((along * own) / <f64>rows));
    store<f32>(common + c, <f32>(total / <f64>rows));
  }
  const vectors = (<usize>width & ~3) << 2;
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const level = f32x4.sub(v128.load(dy + c), v128.load(common + c));
      const rest = f32x4.sub(level, f32x4.mul(away, v128.load(slope + c)));
      v128.store(dx + c, f32x4.mul(rest, v128.load(gain + c)));
    }
    for (; c < (<usize>width) << 2; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      const level = load<f32>(dy + c) - load<f32>(common + c);
      store<f32>(dx + c, (level - away * load<f32>(slope + c)) * load<f32>(gain + c));
    }
    x += (<usize>width) << 2;
    dy += (<usize>width) << 2;
    dx += (<usize>width) << 2;
  }
}

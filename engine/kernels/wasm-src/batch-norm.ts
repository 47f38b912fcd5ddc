// Batch norm in training over rows `[rows, width]`, and its gradient (Ioffe and Szegedy 2015, section 3). A part has
// columns of its own.
import { CHUNK, sumColumns, sumDeviations } from "./columns.ts";
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

/** Columns of a part are whole cache lines. */
const GRAIN: i32 = 16;

/** Fills `y` `[rows, width]` and `mean`, `variance` and `inverse` (`1/sqrt(variance + epsilon)`) `[width]`. */
export function batchNorm(p: usize, part: i32, parts: i32, scratch: usize): void {
  const width = field(p, 16);
  const end = startOf(part + 1, parts, width, GRAIN);
  for (let first = startOf(part, parts, width, GRAIN); first < end; first += CHUNK) {
    normalise(p, first, min(CHUNK, end - first), scratch);
  }
}

function normalise(p: usize, first: i32, columns: i32, scratch: usize): void {
  const offset = (<usize>first) << 2;
  let x = pointer(p, 0) + offset;
  const scale = pointer(p, 4) + offset;
  const shift = pointer(p, 8) + offset;
  const rows = field(p, 12);
  const step = (<usize>field(p, 16)) << 2;
  let y = pointer(p, 20) + offset;
  const mean = pointer(p, 24) + offset;
  const variance = pointer(p, 28) + offset;
  const inverse = pointer(p, 32) + offset;
  const epsilon = load<f64>(p + 40);
  const bytes = (<usize>columns) << 2;
  sumColumns(x, rows, step, columns, scratch);
  for (let c: usize = 0; c < bytes; c += 4) {
    store<f32>(mean + c, <f32>(load<f64>(scratch + 2 * c) * (1 / <f64>rows)));
  }
  sumDeviations(x, 0, rows, step, columns, mean, scratch);
  const gain = scratch + 2 * bytes;
  for (let c: usize = 0; c < bytes; c += 4) {
    const spread = load<f64>(scratch + 2 * c) / <f64>rows;
    const own = 1 / sqrt(spread + epsilon);
    store<f32>(variance + c, <f32>spread);
    store<f32>(inverse + c, <f32>own);
    store<f32>(gain + c, <f32>(own * <f64>load<f32>(scale + c)));
  }
  const vectors = (<usize>columns & ~3) << 2;
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      v128.store(y + c, f32x4.add(f32x4.mul(away, v128.load(gain + c)), v128.load(shift + c)));
    }
    for (; c < bytes; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      store<f32>(y + c, away * load<f32>(gain + c) + load<f32>(shift + c));
    }
    x += step;
    y += step;
  }
}

/**
 * With `n = (x - mean) inverse`: `dShift = sum(dy)`, `dScale = sum(dy n)` and
 * `dx = scale inverse (dy - mean(dy) - n mean(dy n))`.
 */
export function batchNormGradient(p: usize, part: i32, parts: i32, scratch: usize): void {
  const width = field(p, 24);
  const end = startOf(part + 1, parts, width, GRAIN);
  for (let first = startOf(part, parts, width, GRAIN); first < end; first += CHUNK) {
    differentiate(p, first, min(CHUNK, end - first), scratch);
  }
}

function differentiate(p: usize, first: i32, columns: i32, scratch: usize): void {
  const offset = (<usize>first) << 2;
  let dy = pointer(p, 0) + offset;
  let x = pointer(p, 4) + offset;
  const mean = pointer(p, 8) + offset;
  const inverse = pointer(p, 12) + offset;
  const scale = pointer(p, 16) + offset;
  const rows = field(p, 20);
  const step = (<usize>field(p, 24)) << 2;
  let dx = pointer(p, 28) + offset;
  const dScale = pointer(p, 32) + offset;
  const dShift = pointer(p, 36) + offset;
  const bytes = (<usize>columns) << 2;
  sumDeviations(x, dy, rows, step, columns, mean, scratch);
  const gain = scratch + 6 * bytes;
  const slope = gain + bytes;
  const common = slope + bytes;
  for (let c: usize = 0; c < bytes; c += 4) {
    const own = <f64>load<f32>(inverse + c);
    const along = load<f64>(scratch + 2 * c) * own;
    const total = load<f64>(scratch + 2 * bytes + 2 * c);
    store<f32>(dScale + c, <f32>along);
    store<f32>(dShift + c, <f32>total);
    store<f32>(gain + c, <f32>(own * <f64>load<f32>(scale + c)));
    store<f32>(slope + c, <f32>((along * own) / <f64>rows));
    store<f32>(common + c, <f32>(total / <f64>rows));
  }
  const vectors = (<usize>columns & ~3) << 2;
  for (let r = 0; r < rows; r++) {
    let c: usize = 0;
    for (; c < vectors; c += 16) {
      const away = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const level = f32x4.sub(v128.load(dy + c), v128.load(common + c));
      const rest = f32x4.sub(level, f32x4.mul(away, v128.load(slope + c)));
      v128.store(dx + c, f32x4.mul(rest, v128.load(gain + c)));
    }
    for (; c < bytes; c += 4) {
      const away = load<f32>(x + c) - load<f32>(mean + c);
      const level = load<f32>(dy + c) - load<f32>(common + c);
      store<f32>(dx + c, (level - away * load<f32>(slope + c)) * load<f32>(gain + c));
    }
    x += step;
    dy += step;
    dx += step;
  }
}

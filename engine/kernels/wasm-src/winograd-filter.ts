// The gradient of 3x3 kernels with 16 products for 36 (Lavin and Gray 2015, F(3x3, 2x2)): windows of 4x4 pixels against
// 2x2 gradients, summed over all windows before they are transformed back. A part has a row of the transforms, so that
// every sum runs over the windows in their order.
import { field, PANEL_A, pointer, TILE } from "./layout.ts";
import { startOf } from "./range.ts";
import { tile } from "./tile.ts";
import {
  BATCH,
  CHANNELS,
  copyWindow,
  GROUPS,
  HEIGHT,
  LEFT,
  OUT,
  OUT_HEIGHT,
  OUT_WIDTH,
  OUTPUTS,
  TOP,
  TRANSFORMED,
  WIDTH,
  windowRow,
  X,
} from "./winograd.ts";

const ROWS: i32 = 6;
const COLUMNS: i32 = 8;

/** Row `i` of `G g` for two values. */
function gradientRow(i: i32, d0: v128, d1: v128): v128 {
  if (i === 0) return d0;
  if (i === 3) return d1;
  return f32x4.mul(i === 1 ? f32x4.add(d0, d1) : f32x4.sub(d0, d1), f32x4.splat(0.5));
}

/** Row `i` of a window's transform, at place `k` of four panels of `[channels/6][depth][6]` that lie `step` bytes apart. */
function packWindow(
  i: i32,
  d: usize,
  line: usize,
  pixel: usize,
  p: usize,
  k: i32,
  out: usize,
  step: usize,
): void {
  const panel = <usize>(field(p, GROUPS) * 24);
  const a = d + (i === 0 ? 0 : i === 2 ? 2 * line : line);
  const b = d + (i === 0 || i === 1 ? 2 * line : i === 2 ? line : 3 * line);
  for (let c = 0; c < field(p, CHANNELS); c += 4) {
    const offset = (<usize>c) << 2;
    const s0 = rowSum(i, a + offset, b + offset);
    const s1 = rowSum(i, a + offset + pixel, b + offset + pixel);
    const s2 = rowSum(i, a + offset + 2 * pixel, b + offset + 2 * pixel);
    const s3 = rowSum(i, a + offset + 3 * pixel, b + offset + 3 * pixel);
    // Six rows are three pairs: no pair is in two panels.
    let low = out + <usize>(c / ROWS) * panel + <usize>(k * 24 + ((c % ROWS) << 2));
    let high = out + <usize>((c + 2) / ROWS) * panel + <usize>(k * 24 + (((c + 2) % ROWS) << 2));
    for (let j = 0; j < 4; j++) {
      const value = windowRow(j, s0, s1, s2, s3);
      v128.store_lane<u64>(low, value, 0);
      v128.store_lane<u64>(high, value, 1);
      low += step;
      high += step;
    }
  }
}

function rowSum(i: i32, a: usize, b: usize): v128 {
  return i === 1 ? f32x4.add(v128.load(a), v128.load(b)) : f32x4.sub(v128.load(a), v128.load(b));
}

/** Row `i` of the transform of 2x2 gradients, at place `k` of four panels of `[outputs/8][depth][8]`. */
function packGradient(i: i32, p: usize, image: usize, y: i32, x: i32, k: i32, out: usize, step: usize): void {
  const outputs = field(p, OUTPUTS);
  const panel = (<usize>field(p, GROUPS)) << 5;
  const zero = f32x4.splat(0);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>field(p, OUT_WIDTH) * pixel;
  const right = x + 1 < field(p, OUT_WIDTH);
  const below = y + 1 < field(p, OUT_HEIGHT);
  const from = image + <usize>y * line + <usize>x * pixel;
  for (let n = 0; n < outputs; n += 4) {
    const at = from + ((<usize>n) << 2);
    const d01 = right ? v128.load(at + pixel) : zero;
    const d10 = below ? v128.load(at + line) : zero;
    const d11 = right && below ? v128.load(at + line + pixel) : zero;
    const s0 = gradientRow(i, v128.load(at), d10);
    const s1 = gradientRow(i, d01, d11);
    let to = out + <usize>(n >> 3) * panel + <usize>((k << 5) + ((n & 4) << 2));
    for (let j = 0; j < 4; j++) {
      v128.store(to, gradientRow(j, s0, s1));
      to += step;
    }
  }
}

/** Adds 6x8 sums to rows of `outputs` values. */
function addTile(from: usize, out: usize, outputs: i32, rows: i32, columns: i32): void {
  const step = (<usize>outputs) << 2;
  for (let r = 0; r < rows; r++) {
    v128.store(out, f32x4.add(v128.load(out), v128.load(from)));
    if (columns > 4) v128.store(out, f32x4.add(v128.load(out, 16), v128.load(from, 16)), 16);
    out += step;
    from += 32;
  }
}

/**
 * The sums `[16][channels][outputs]` of row `part` of four; `OUT` are the gradients of the results and `GROUPS` is the number
 * of windows that are summed at once.
 */
export function winogradFilter(p: usize, part: i32, parts: i32, scratch: usize): void {
  const end = startOf(part + 1, parts, 4, 1);
  for (let i = startOf(part, parts, 4, 1); i < end; i++) sumRow(p, i, scratch);
}

function sumRow(p: usize, i: i32, scratch: usize): void {
  const channels = field(p, CHANNELS);
  const outputs = field(p, OUTPUTS);
  const most = field(p, GROUPS);
  const across = (field(p, OUT_WIDTH) + 1) >> 1;
  const down = (field(p, OUT_HEIGHT) + 1) >> 1;
  const windows = field(p, BATCH) * down * across;
  const bytes = (<usize>channels) << 2;
  const line = <usize>field(p, WIDTH) * bytes;
  const result = (<usize>field(p, OUT_HEIGHT) * <usize>(field(p, OUT_WIDTH) * outputs)) << 2;
  const tall = (channels + ROWS - 1) / ROWS;
  const wide = (outputs + COLUMNS - 1) / COLUMNS;
  const left = <usize>(tall * most) * 24;
  const right = (<usize>(wide * most)) << 5;
  const spare = scratch + PANEL_A;
  const lefts = spare + 16 * bytes;
  const rights = lefts + 4 * left;
  const sums = (<usize>(channels * outputs)) << 2;
  const totals = pointer(p, TRANSFORMED) + <usize>(4 * i) * sums;
  memory.fill(totals, 0, 4 * sums);
  for (let first = 0; first < windows; first += most) {
    const depth = min(most, windows - first);
    for (let k = 0; k < depth; k++) {
      const at = (first + k) / across;
      const oy = 2 * (at % down);
      const ox = 2 * ((first + k) % across);
      const y = oy - field(p, TOP);
      const x = ox - field(p, LEFT);
      const image = pointer(p, X) + <usize>(at / down) * <usize>field(p, HEIGHT) * line;
      if (y >= 0 && x >= 0 && y + 4 <= field(p, HEIGHT) && x + 4 <= field(p, WIDTH)) {
        packWindow(i, image + <usize>y * line + <usize>x * bytes, line, bytes, p, k, lefts, left);
      } else {
        copyWindow(p, image, y, x, spare);
        packWindow(i, spare, 4 * bytes, bytes, p, k, lefts, left);
      }
      packGradient(i, p, pointer(p, OUT) + <usize>(at / down) * result, oy, ox, k, rights, right);
    }
    for (let j: usize = 0; j < 4; j++) {
      for (let m = 0; m < tall; m++) {
        const a = lefts + j * left + <usize>(m * most) * 24;
        for (let n = 0; n < wide; n++) {
          tile(depth, a, rights + j * right + ((<usize>(n * most)) << 5), scratch + TILE);
          const to = totals + j * sums + ((<usize>(m * ROWS * outputs + n * COLUMNS)) << 2);
          addTile(
            scratch + TILE,
            to,
            outputs,
            min(ROWS, channels - m * ROWS),
            min(COLUMNS, outputs - n * COLUMNS),
          );
        }
      }
    }
  }
}

/** Row `i` of `A' m` for four values: three results. */
function resultRow(i: i32, m0: v128, m1: v128, m2: v128, m3: v128): v128 {
  if (i === 0) return f32x4.add(f32x4.add(m0, m1), m2);
  return i === 1 ? f32x4.sub(m1, m2) : f32x4.sub(f32x4.add(m1, m2), m3);
}

/** `sums, out, count`: `[16][count]` to `[9][count]`, where `count` is a multiple of four. */
export function winogradFilterResult(p: usize, part: i32, parts: i32): void {
  const count = field(p, 8);
  const step = (<usize>count) << 2;
  const start = startOf(part, parts, count, 4);
  const end = startOf(part + 1, parts, count, 4);
  let from = pointer(p, 0) + ((<usize>start) << 2);
  let out = pointer(p, 4) + ((<usize>start) << 2);
  for (let at = start; at < end; at += 4) {
    for (let i = 0; i < 3; i++) {
      const t0 = columnResult(i, from, step);
      const t1 = columnResult(i, from + step, step);
      const t2 = columnResult(i, from + 2 * step, step);
      const t3 = columnResult(i, from + 3 * step, step);
      for (let j = 0; j < 3; j++) v128.store(out + <usize>(3 * i + j) * step, resultRow(j, t0, t1, t2, t3));
    }
    from += 16;
    out += 16;
  }
}

function columnResult(i: i32, from: usize, step: usize): v128 {
  const m1 = v128.load(from + 4 * step);
  const m2 = v128.load(from + 8 * step);
  return resultRow(i, v128.load(from), m1, m2, v128.load(from + 12 * step));
}

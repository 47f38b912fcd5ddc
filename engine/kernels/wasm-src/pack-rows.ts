// Panels of A whose rows are points of the grid: six windows are read along their channels and laid side by side.
import {
  A,
  CHANNELS,
  field,
  GRID_HEIGHT,
  GRID_WIDTH,
  HEIGHT,
  LINES,
  ORIGIN_X,
  ORIGIN_Y,
  POINTS,
  pointer,
  ROWS,
  SOURCES,
  STEP_X,
  STEP_Y,
  TAP_X,
  TAP_Y,
  TAPS_X,
  WIDTH,
  ZEROS,
} from "./layout.ts";

/** Batch and the first tap's row and column for each of the rows `from` and on; rows behind the last repeat it. */
export function locate(p: usize, scratch: usize, from: i32, rows: i32): void {
  const width = field(p, GRID_WIDTH);
  const height = field(p, GRID_HEIGHT);
  for (let r = 0; r < ROWS; r++) {
    const m = from + min(r, rows - 1);
    const line = m / width;
    const to = scratch + POINTS + <usize>(r * 12);
    store<i32>(to, line / height);
    store<i32>(to, (line % height) * field(p, STEP_Y) + field(p, ORIGIN_Y), 4);
    store<i32>(to, (m % width) * field(p, STEP_X) + field(p, ORIGIN_X), 8);
  }
}

/**
 * Where each of the six windows finds `length` values of a line of its kernel, from value `skip` on: in the image, or
 * where a line reaches over the border in `LINES`, zeros outside. A line is one tap, or where taps are neighbours a whole
 * row of them.
 */
function aim(p: usize, scratch: usize, line: i32, taps: i32, skip: i32, length: i32): void {
  const height = field(p, HEIGHT);
  const width = field(p, WIDTH);
  const channels = field(p, CHANNELS);
  const lines = field(p, TAPS_X) / taps;
  const dy = (line / lines) * field(p, TAP_Y);
  const dx = (line % lines) * field(p, TAP_X);
  for (let r = 0; r < ROWS; r++) {
    const at = scratch + POINTS + <usize>(r * 12);
    const y = load<i32>(at, 4) + dy;
    const x = load<i32>(at, 8) + dx;
    let source = scratch + ZEROS;
    if (<u32>y < <u32>height && x < width && x + taps > 0) {
      const row = pointer(p, A) + ((<usize>(load<i32>(at) * height + y) * <usize>(width * channels)) << 2);
      if (x >= 0 && x + taps <= width) source = row + ((<usize>(x * channels + skip)) << 2);
      else {
        source = scratch + LINES + <usize>(r << 10);
        overBorder(row, x * channels + skip, length, width * channels, source);
      }
    }
    store<u32>(scratch + SOURCES + <usize>(r << 2), <u32>source);
  }
}

/** Values `from` to `from + length` of a row of `size`; zeros outside. */
function overBorder(row: usize, from: i32, length: i32, size: i32, out: usize): void {
  const before = min(max(-from, 0), length);
  const inside = max(min(size - from, length) - before, 0);
  clear(out, before);
  copy(row + ((<usize>(from + before)) << 2), out + ((<usize>before) << 2), inside);
  clear(out + ((<usize>(before + inside)) << 2), length - before - inside);
}

function clear(out: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(out, f32x4.splat(0));
    out += 16;
  }
  for (; count > 0; count--) {
    store<u32>(out, 0);
    out += 4;
  }
}

function copy(from: usize, out: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(out, v128.load(from));
    from += 16;
    out += 16;
  }
  for (; count > 0; count--) {
    store<u32>(out, load<u32>(from));
    from += 4;
    out += 4;
  }
}

/** Six runs of `length` values side by side; returns the end of what was written. */
export function interleave(scratch: usize, length: i32, out: usize): usize {
  const sources = scratch + SOURCES;
  let s0 = <usize>load<u32>(sources);
  let s1 = <usize>load<u32>(sources, 4);
  let s2 = <usize>load<u32>(sources, 8);
  let s3 = <usize>load<u32>(sources, 12);
  let s4 = <usize>load<u32>(sources, 16);
  let s5 = <usize>load<u32>(sources, 20);
  let left = length;
  for (; left >= 4; left -= 4) {
    const r0 = v128.load(s0);
    const r1 = v128.load(s1);
    const r2 = v128.load(s2);
    const r3 = v128.load(s3);
    const r4 = v128.load(s4);
    const r5 = v128.load(s5);
    const lowA = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const lowB = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const lowC = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5);
    const highA = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const highB = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const highC = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f64>(lowA, lowB, 0, 2));
    v128.store(out, v128.shuffle<f64>(lowC, lowA, 0, 3), 16);
    v128.store(out, v128.shuffle<f64>(lowB, lowC, 1, 3), 32);
    v128.store(out, v128.shuffle<f64>(highA, highB, 0, 2), 48);
    v128.store(out, v128.shuffle<f64>(highC, highA, 0, 3), 64);
    v128.store(out, v128.shuffle<f64>(highB, highC, 1, 3), 80);
    s0 += 16;
    s1 += 16;
    s2 += 16;
    s3 += 16;
    s4 += 16;
    s5 += 16;
    out += 96;
  }
  for (; left > 0; left--) {
    store<f32>(out, load<f32>(s0));
    store<f32>(out, load<f32>(s1), 4);
    store<f32>(out, load<f32>(s2), 8);
    store<f32>(out, load<f32>(s3), 12);
    store<f32>(out, load<f32>(s4), 16);
    store<f32>(out, load<f32>(s5), 20);
    s0 += 4;
    s1 += 4;
    s2 += 4;
    s3 += 4;
    s4 += 4;
    s5 += 4;
    out += 24;
  }
  return out;
}

/** Columns `from` to `from + depth` of the six rows that `locate` found. */
export function packRows(p: usize, scratch: usize, from: i32, depth: i32, out: usize): void {
  // Taps without dilation are neighbours in memory, as channels lie together.
  const taps = field(p, TAP_X) === 1 ? field(p, TAPS_X) : 1;
  const length = taps * field(p, CHANNELS);
  let line = from / length;
  let skip = from % length;
  let left = depth;
  while (left > 0) {
    const run = min(length - skip, left);
    aim(p, scratch, line, taps, skip, run);
    out = interleave(scratch, run, out);
    left -= run;
    skip = 0;
    line++;
  }
}

// Panels of B: eight columns side by side.
import { B, B_ORIGIN, B_ROW, B_TAP_X, B_TAP_Y, B_TURNED, COLUMNS, field, pointer, TAPS_X } from "./layout.ts";

/** Row by row, as they lie in memory: panels are `depth` rows apart. */
function packPlain(p: usize, from: i32, depth: i32, column: i32, columns: i32, out: usize): void {
  const step = (<usize>field(p, B_ROW)) << 2;
  const panel = (<usize>depth) << 5;
  const whole = columns & ~7;
  let row = pointer(p, B) + <usize>from * step + ((<usize>column) << 2);
  for (let k = 0; k < depth; k++) {
    let source = row;
    let to = out;
    for (let n = 0; n < whole; n += COLUMNS) {
      v128.store(to, v128.load(source));
      v128.store(to, v128.load(source, 16), 16);
      source += 32;
      to += panel;
    }
    for (let i: usize = 0; i < (<usize>(columns - whole)) << 2; i += 4) {
      store<u32>(to + i, load<u32>(source + i));
    }
    row += step;
    out += 32;
  }
}

/** A run of `length` values of up to eight rows that lie `step` bytes apart, side by side. */
function interleave(source: usize, step: usize, columns: i32, length: i32, out: usize): void {
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    let from = source + <usize>column * step;
    let to = out + ((<usize>column) << 2);
    let left = length;
    for (; left >= 4; left -= 4) {
      const r0 = v128.load(from);
      const r1 = v128.load(from + step);
      const r2 = v128.load(from + 2 * step);
      const r3 = v128.load(from + 3 * step);
      const lowA = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const lowB = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const highA = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const highB = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(lowA, lowB, 0, 2));
      v128.store(to, v128.shuffle<f64>(lowA, lowB, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(highA, highB, 0, 2), 64);
      v128.store(to, v128.shuffle<f64>(highA, highB, 1, 3), 96);
      from += 16;
      to += 128;
    }
    for (; left > 0; left--) {
      store<u32>(to, load<u32>(from));
      store<u32>(to, load<u32>(from + step), 4);
      store<u32>(to, load<u32>(from + 2 * step), 8);
      store<u32>(to, load<u32>(from + 3 * step), 12);
      from += 4;
      to += 32;
    }
  }
  for (; column < columns; column++) {
    let from = source + <usize>column * step;
    let to = out + ((<usize>column) << 2);
    for (let left = length; left > 0; left--) {
      store<u32>(to, load<u32>(from));
      from += 4;
      to += 32;
    }
  }
}

function packTurned(p: usize, from: i32, depth: i32, column: i32, columns: i32, out: usize): void {
  const taps = field(p, TAPS_X);
  // A row holds the channels of one tap.
  const channels = field(p, B_ROW);
  const start = pointer(p, B);
  let tap = from / channels;
  let channel = from % channels;
  let left = depth;
  while (left > 0) {
    const run = min(channels - channel, left);
    const at = field(p, B_ORIGIN) + (tap / taps) * field(p, B_TAP_Y) + (tap % taps) * field(p, B_TAP_X);
    const source = start + ((<usize>(at + channel) + <usize>column * <usize>channels) << 2);
    interleave(source, (<usize>channels) << 2, columns, run, out);
    out += (<usize>run) << 5;
    left -= run;
    channel = 0;
    tap++;
  }
}

/** Rows `from` to `from + depth` of `columns` columns from `column` on, in panels of eight. */
export function packRight(p: usize, from: i32, depth: i32, column: i32, columns: i32, out: usize): void {
  if (!field(p, B_TURNED)) {
    packPlain(p, from, depth, column, columns, out);
    return;
  }
  for (let done = 0; done < columns; done += COLUMNS) {
    packTurned(p, from, depth, column + done, min(COLUMNS, columns - done), out);
    out += (<usize>depth) << 5;
  }
}

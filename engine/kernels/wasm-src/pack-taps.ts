// Panels of A whose rows are taps and channels and whose columns are points of the grid.
import {
  A,
  CHANNELS,
  field,
  GRID_HEIGHT,
  GRID_WIDTH,
  HEIGHT,
  ORIGIN_X,
  ORIGIN_Y,
  pointer,
  ROWS,
  STEP_X,
  STEP_Y,
  TAP_X,
  TAP_Y,
  TAPS_X,
  WIDTH,
} from "./layout.ts";

/** Copies `length` channels of `count` pixels that lie `step` bytes apart. */
function copyPixels(source: usize, step: usize, count: i32, length: i32, out: usize): void {
  if (length === ROWS) {
    for (; count > 0; count--) {
      v128.store(out, v128.load(source));
      store<u64>(out, load<u64>(source, 16), 16);
      source += step;
      out += 24;
    }
  } else if (length === 1) {
    for (; count > 0; count--) {
      store<u32>(out, load<u32>(source));
      source += step;
      out += 24;
    }
  } else {
    for (; count > 0; count--) {
      for (let i: usize = 0; i < (<usize>length) << 2; i += 4) store<u32>(out + i, load<u32>(source + i));
      source += step;
      out += 24;
    }
  }
}

function clear(count: i32, length: i32, out: usize): void {
  for (; count > 0; count--) {
    for (let i: usize = 0; i < (<usize>length) << 2; i += 4) store<u32>(out + i, 0);
    out += 24;
  }
}

/** `length` channels from `channel` on at one tap, for the points `from` to `from + depth`. */
function packTap(p: usize, from: i32, depth: i32, tap: i32, channel: i32, length: i32, out: usize): void {
  const gridWidth = field(p, GRID_WIDTH);
  const gridHeight = field(p, GRID_HEIGHT);
  const height = field(p, HEIGHT);
  const width = field(p, WIDTH);
  const channels = field(p, CHANNELS);
  const taps = field(p, TAPS_X);
  const stepX = field(p, STEP_X);
  const originY = field(p, ORIGIN_Y) + (tap / taps) * field(p, TAP_Y);
  const originX = field(p, ORIGIN_X) + (tap % taps) * field(p, TAP_X);
  // Points whose column lies in the image: `first` to `end`.
  const first = originX >= 0 ? 0 : (stepX - 1 - originX) / stepX;
  const end = originX >= width ? 0 : (width - 1 - originX) / stepX + 1;
  const bytes = (<usize>channels) << 2;
  const start = pointer(p, A) + ((<usize>channel) << 2);
  let j = from % gridWidth;
  let line = from / gridWidth;
  let left = depth;
  while (left > 0) {
    const count = min(gridWidth - j, left);
    const y = (line % gridHeight) * field(p, STEP_Y) + originY;
    const inside = min(max(first, j), j + count);
    const outside = <u32>y < <u32>height ? min(max(end, inside), j + count) : inside;
    clear(inside - j, length, out);
    if (outside > inside) {
      const pixel = ((line / gridHeight) * height + y) * width + inside * stepX + originX;
      const source = start + <usize>pixel * bytes;
      copyPixels(source, <usize>stepX * bytes, outside - inside, length, out + <usize>((inside - j) * 24));
    }
    clear(j + count - outside, length, out + <usize>((outside - j) * 24));
    out += <usize>(count * 24);
    left -= count;
    j = 0;
    line++;
  }
}

/** Rows `row` to `row + rows`, columns `from` to `from + depth`. */
export function packTaps(p: usize, row: i32, rows: i32, from: i32, depth: i32, out: usize): void {
  const channels = field(p, CHANNELS);
  let done = 0;
  while (done < rows) {
    const channel = (row + done) % channels;
    const length = min(channels - channel, rows - done);
    packTap(p, from, depth, (row + done) / channels, channel, length, out + <usize>(done << 2));
    done += length;
  }
}

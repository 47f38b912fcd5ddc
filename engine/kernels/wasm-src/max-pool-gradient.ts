// The gradient of max pooling over `[batch, height, width, channels]`.
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

/** One window of four channels: `first` is its first pixel inside the image. */
function window4(
  x: usize,
  first: usize,
  rows: i32,
  columns: i32,
  line: usize,
  pixel: usize,
  dy: usize,
  dx: usize,
): void {
  let largest = v128.load(x + first);
  let place = i32x4.splat(0);
  let index = 0;
  for (let r = 0; r < rows; r++) {
    let at = x + first + <usize>r * line;
    for (let c = 0; c < columns; c++) {
      const value = v128.load(at);
      const above = f32x4.gt(value, largest);
      largest = v128.bitselect(value, largest, above);
      place = v128.bitselect(i32x4.splat(index), place, above);
      index++;
      at += pixel;
    }
  }
  const gradient = v128.load(dy);
  index = 0;
  for (let r = 0; r < rows; r++) {
    let to = dx + first + <usize>r * line;
    for (let c = 0; c < columns; c++) {
      const own = v128.and(gradient, i32x4.eq(place, i32x4.splat(index)));
      v128.store(to, f32x4.add(v128.load(to), own));
      index++;
      to += pixel;
    }
  }
}

function window1(
  x: usize,
  first: usize,
  rows: i32,
  columns: i32,
  line: usize,
  pixel: usize,
  dy: usize,
  dx: usize,
): void {
  let best = first;
  let largest = load<f32>(x + first);
  for (let r = 0; r < rows; r++) {
    let at = first + <usize>r * line;
    for (let c = 0; c < columns; c++) {
      const value = load<f32>(x + at);
      if (value > largest) {
        largest = value;
        best = at;
      }
      at += pixel;
    }
  }
  store<f32>(dx + best, load<f32>(dx + best) + load<f32>(dy));
}

/** Each window's gradient goes to its first maximum, row by row. `dx` is overwritten. A part has images of its own. */
export function maxPoolGradient(p: usize, part: i32, parts: i32): void {
  const height = field(p, 16);
  const width = field(p, 20);
  const channels = field(p, 24);
  const outHeight = field(p, 28);
  const outWidth = field(p, 32);
  const filterHeight = field(p, 36);
  const filterWidth = field(p, 40);
  const strideHeight = field(p, 44);
  const strideWidth = field(p, 48);
  const top = field(p, 52);
  const left = field(p, 56);
  const start = startOf(part, parts, field(p, 12), 1);
  const end = startOf(part + 1, parts, field(p, 12), 1);
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const x = pointer(p, 4);
  const dx = pointer(p, 8);
  let dy = pointer(p, 0) + <usize>(start * outHeight * outWidth) * pixel;
  memory.fill(dx + <usize>(start * height) * line, 0, <usize>((end - start) * height) * line);
  const vectors = (<usize>channels & ~3) << 2;
  for (let b = start; b < end; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * strideHeight - top);
      const rows = min(height, oy * strideHeight - top + filterHeight) - y0;
      for (let ox = 0; ox < outWidth; ox++) {
        const x0 = max(0, ox * strideWidth - left);
        const columns = min(width, ox * strideWidth - left + filterWidth) - x0;
        const first = <usize>(b * height + y0) * line + <usize>x0 * pixel;
        let c: usize = 0;
        for (; c < vectors; c += 16) window4(x, first + c, rows, columns, line, pixel, dy + c, dx);
        for (; c < pixel; c += 4) window1(x, first + c, rows, columns, line, pixel, dy + c, dx);
        dy += pixel;
      }
    }
  }
}

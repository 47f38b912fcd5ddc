// The gradient of max pooling over `[batch, height, width, channels]`.

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

/** Each window's gradient goes to its first maximum, row by row. `dx` is overwritten. */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  memory.fill(dx, 0, <usize>(batch * height) * line);
  const vectors = (<usize>channels & ~3) << 2;
  for (let b = 0; b < batch; b++) {
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

// The gradients of a depthwise convolution. Output channel `c*multiplier + m` belongs to input channel `c`.
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

/** Adds `x dy` of one pixel to the sums of one tap. */
function addProducts(x: usize, dy: usize, outputs: i32, multiplier: i32, sums: usize): void {
  let o = 0;
  if (multiplier === 1) {
    for (; o + 4 <= outputs; o += 4) {
      const own = f32x4.mul(v128.load(x), v128.load(dy));
      v128.store(sums, f32x4.add(v128.load(sums), own));
      x += 16;
      dy += 16;
      sums += 16;
    }
    for (; o < outputs; o++) {
      store<f32>(sums, load<f32>(sums) + load<f32>(x) * load<f32>(dy));
      x += 4;
      dy += 4;
      sums += 4;
    }
    return;
  }
  for (; o < outputs; o += multiplier) {
    const pixel = load<f32>(x);
    for (let m = 0; m < multiplier; m++) {
      store<f32>(sums, load<f32>(sums) + pixel * load<f32>(dy));
      dy += 4;
      sums += 4;
    }
    x += 4;
  }
}

/** Adds `w dy` of one tap to one pixel of `dx`. */
function addGradients(w: usize, dy: usize, outputs: i32, multiplier: i32, dx: usize): void {
  let o = 0;
  if (multiplier === 1) {
    for (; o + 4 <= outputs; o += 4) {
      const own = f32x4.mul(v128.load(w), v128.load(dy));
      v128.store(dx, f32x4.add(v128.load(dx), own));
      w += 16;
      dy += 16;
      dx += 16;
    }
    for (; o < outputs; o++) {
      store<f32>(dx, load<f32>(dx) + load<f32>(w) * load<f32>(dy));
      w += 4;
      dy += 4;
      dx += 4;
    }
    return;
  }
  for (; o < outputs; o += multiplier) {
    let sum = load<f32>(dx);
    for (let m = 0; m < multiplier; m++) {
      sum += load<f32>(w) * load<f32>(dy);
      w += 4;
      dy += 4;
    }
    store<f32>(dx, sum);
    dx += 4;
  }
}

const X: usize = 0;
const DY: usize = 4;
const OUT: usize = 8;
const BATCH: usize = 12;
const CHANNELS: usize = 16;
const MULTIPLIER: usize = 20;
const HEIGHT: usize = 24;
const WIDTH: usize = 28;
const OUT_HEIGHT: usize = 32;
const OUT_WIDTH: usize = 36;
const KERNEL_HEIGHT: usize = 40;
const KERNEL_WIDTH: usize = 44;
const STRIDE_HEIGHT: usize = 48;
const STRIDE_WIDTH: usize = 52;
const TOP: usize = 56;
const LEFT: usize = 60;
const DILATION_HEIGHT: usize = 64;
const DILATION_WIDTH: usize = 68;
/** Channels whose sums fit into the scratch memory. */
const CHUNK: usize = 72;

/**
 * Visits every pair of a window and a tap that meet in an image, for `channels` channels. With `input` false `other` is
 * the image and `to` are partial sums of taps, which lie `taps` bytes apart; with `input` true `other` are the weights and
 * `to` is the image's gradient.
 */
function sweepImage(
  p: usize,
  input: bool,
  other: usize,
  dy: usize,
  to: usize,
  channels: i32,
  taps: usize,
): void {
  const multiplier = field(p, MULTIPLIER);
  const outputs = channels * multiplier;
  const pixel = (<usize>field(p, CHANNELS)) << 2;
  const weights = pixel * <usize>multiplier;
  const height = field(p, HEIGHT);
  const width = field(p, WIDTH);
  const outHeight = field(p, OUT_HEIGHT);
  const outWidth = field(p, OUT_WIDTH);
  const kernelHeight = field(p, KERNEL_HEIGHT);
  const kernelWidth = field(p, KERNEL_WIDTH);
  const strideWidth = field(p, STRIDE_WIDTH);
  const left = field(p, LEFT);
  const dilation = field(p, DILATION_WIDTH);
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = oy * field(p, STRIDE_HEIGHT) - field(p, TOP) + ky * field(p, DILATION_HEIGHT);
      if (<u32>y >= <u32>height) continue;
      for (let ox = 0; ox < outWidth; ox++) {
        const from = dy + <usize>(oy * outWidth + ox) * weights;
        for (let kx = 0; kx < kernelWidth; kx++) {
          const x = ox * strideWidth - left + kx * dilation;
          if (<u32>x >= <u32>width) continue;
          const at = <usize>(y * width + x) * pixel;
          const tap = <usize>(ky * kernelWidth + kx) * taps;
          if (input) addGradients(other + tap, from, outputs, multiplier, to + at);
          else addProducts(other + at, from, outputs, multiplier, to + tap);
        }
      }
    }
  }
}

/** Moves `count` partial sums in float32 to totals in float64. */
function flush(count: i32, partial: usize, totals: usize): void {
  for (let c = 0; c < count; c++) {
    const at = partial + ((<usize>c) << 2);
    const to = totals + ((<usize>c) << 3);
    store<f64>(to, load<f64>(to) + <f64>load<f32>(at));
    store<f32>(at, 0);
  }
}

/** `dw` `[kh, kw, channels, multiplier]`, by whole chunks of channels. */
export function depthwiseFilterGradient(p: usize, part: i32, parts: i32, scratch: usize): void {
  const channels = field(p, CHANNELS);
  const chunk = field(p, CHUNK);
  const chunks = (channels + chunk - 1) / chunk;
  const end = startOf(part + 1, parts, chunks, 1);
  for (let i = startOf(part, parts, chunks, 1); i < end; i++) {
    weightsOf(p, i * chunk, min(chunk, channels - i * chunk), scratch);
  }
}

function weightsOf(p: usize, first: i32, channels: i32, scratch: usize): void {
  const multiplier = field(p, MULTIPLIER);
  const all = field(p, CHANNELS) * multiplier;
  const outputs = channels * multiplier;
  const count = field(p, KERNEL_HEIGHT) * field(p, KERNEL_WIDTH) * outputs;
  const partial = scratch + ((<usize>count) << 3);
  memory.fill(scratch, 0, <usize>count * 12);
  let x = pointer(p, X) + ((<usize>first) << 2);
  let dy = pointer(p, DY) + ((<usize>(first * multiplier)) << 2);
  for (let b = field(p, BATCH); b > 0; b--) {
    sweepImage(p, false, x, dy, partial, channels, (<usize>outputs) << 2);
    flush(count, partial, scratch);
    x += (<usize>(field(p, HEIGHT) * field(p, WIDTH) * field(p, CHANNELS))) << 2;
    dy += (<usize>(field(p, OUT_HEIGHT) * field(p, OUT_WIDTH) * all)) << 2;
  }
  const dw = pointer(p, OUT) + ((<usize>(first * multiplier)) << 2);
  for (let i = 0; i < count; i++) {
    const to = dw + ((<usize>((i / outputs) * all + (i % outputs))) << 2);
    store<f32>(to, <f32>load<f64>(scratch + ((<usize>i) << 3)));
  }
}

/** `dx` `[batch, height, width, channels]`, by images. */
export function depthwiseInputGradient(p: usize, part: i32, parts: i32): void {
  const channels = field(p, CHANNELS);
  const outputs = (<usize>(channels * field(p, MULTIPLIER))) << 2;
  const image = (<usize>(field(p, HEIGHT) * field(p, WIDTH) * channels)) << 2;
  const gradient = <usize>(field(p, OUT_HEIGHT) * field(p, OUT_WIDTH)) * outputs;
  const start = startOf(part, parts, field(p, BATCH), 1);
  const end = startOf(part + 1, parts, field(p, BATCH), 1);
  memory.fill(pointer(p, OUT) + <usize>start * image, 0, <usize>(end - start) * image);
  for (let b = start; b < end; b++) {
    const dy = pointer(p, DY) + <usize>b * gradient;
    sweepImage(p, true, pointer(p, X), dy, pointer(p, OUT) + <usize>b * image, channels, outputs);
  }
}

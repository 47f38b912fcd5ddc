// The gradients of a depthwise convolution. Output channel `c*multiplier + m` belongs to input channel `c`.
import { flush } from "./columns.ts";

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

/**
 * Visits every pair of a window and a tap that meet in the image. With `input` false `other` is the image and `to` are
 * partial sums of taps; with `input` true `other` are the weights and `to` is the image's gradient.
 */
function sweepImage(
  input: bool,
  other: usize,
  dy: usize,
  to: usize,
  channels: i32,
  multiplier: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const outputs = channels * multiplier;
  const pixel = (<usize>channels) << 2;
  const weights = (<usize>outputs) << 2;
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = oy * strideHeight - top + ky;
      if (<u32>y >= <u32>height) continue;
      for (let ox = 0; ox < outWidth; ox++) {
        const from = dy + <usize>(oy * outWidth + ox) * weights;
        for (let kx = 0; kx < kernelWidth; kx++) {
          const x = ox * strideWidth - left + kx;
          if (<u32>x >= <u32>width) continue;
          const at = <usize>(y * width + x) * pixel;
          const tap = <usize>(ky * kernelWidth + kx) * weights;
          if (input) addGradients(other + tap, from, outputs, multiplier, to + at);
          else addProducts(other + at, from, outputs, multiplier, to + tap);
        }
      }
    }
  }
}

/** `dw` `[kh, kw, channels, multiplier]`; `scratch` has 12 bytes for each of its elements. */
export function depthwiseFilterGradient(
  x: usize,
  dy: usize,
  dw: usize,
  scratch: usize,
  batch: i32,
  channels: i32,
  multiplier: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const count = kernelHeight * kernelWidth * channels * multiplier;
  const partial = scratch + ((<usize>count) << 3);
  memory.fill(scratch, 0, <usize>count * 12);
  for (let b = 0; b < batch; b++) {
    sweepImage(
      false,
      x,
      dy,
      partial,
      channels,
      multiplier,
      height,
      width,
      outHeight,
      outWidth,
      kernelHeight,
      kernelWidth,
      strideHeight,
      strideWidth,
      top,
      left,
    );
    flush(count, partial, scratch);
    x += (<usize>(height * width * channels)) << 2;
    dy += (<usize>(outHeight * outWidth * channels * multiplier)) << 2;
  }
  for (let i = 0; i < count; i++) {
    store<f32>(dw + ((<usize>i) << 2), <f32>load<f64>(scratch + ((<usize>i) << 3)));
  }
}

/** `dx` `[batch, height, width, channels]`. */
export function depthwiseInputGradient(
  w: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  channels: i32,
  multiplier: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const image = (<usize>(height * width * channels)) << 2;
  memory.fill(dx, 0, <usize>batch * image);
  for (let b = 0; b < batch; b++) {
    sweepImage(
      true,
      w,
      dy,
      dx,
      channels,
      multiplier,
      height,
      width,
      outHeight,
      outWidth,
      kernelHeight,
      kernelWidth,
      strideHeight,
      strideWidth,
      top,
      left,
    );
    dx += image;
    dy += (<usize>(outHeight * outWidth * channels * multiplier)) << 2;
  }
}

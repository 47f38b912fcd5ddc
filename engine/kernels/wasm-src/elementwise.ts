// Functions of one or two values at the same place, and of a value and its channel's.
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

export const RELU: i32 = 0;
export const RELU_GRADIENT: i32 = 1;
export const ADD: i32 = 2;
export const MULTIPLY: i32 = 3;
export const ADD_CHANNELS: i32 = 4;
export const SUBTRACT: i32 = 5;
/** Of `a` by the one value at `b`. */
export const SCALE: i32 = 6;
export const SUBTRACT_CHANNELS: i32 = 7;
export const MULTIPLY_CHANNELS: i32 = 8;

/** A page of the heap: threads that write to neighbouring pages do not wait for each other. */
const GRAIN: i32 = 1024;

/** `operation, a, b, out, count, channels`. */
export function elementwise(p: usize, part: i32, parts: i32): void {
  const count = field(p, 16);
  const operation = field(p, 0);
  if (operation === ADD_CHANNELS || operation >= SUBTRACT_CHANNELS) {
    byChannels(operation, p, part, parts);
    return;
  }
  const start = startOf(part, parts, count, GRAIN);
  const length = startOf(part + 1, parts, count, GRAIN) - start;
  const offset = (<usize>start) << 2;
  const a = pointer(p, 4) + offset;
  const b = pointer(p, 8) + (operation === SCALE ? 0 : offset);
  const out = pointer(p, 12) + offset;
  if (operation === SCALE) scale(a, load<f32>(b), length, out);
  else if (operation === SUBTRACT) subtract(a, b, length, out);
  else if (operation === RELU) relu(a, length, out);
  else if (operation === RELU_GRADIENT) reluGradient(a, b, length, out);
  else if (operation === ADD) add(a, b, length, out);
  else multiply(a, b, length, out);
}

/** `x < 0 ? 0 : x`: what is not a number stays so. */
function relu(x: usize, count: i32, out: usize): void {
  const zero = f32x4.splat(0);
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) {
    const value = v128.load(x + i);
    v128.store(out + i, v128.andnot(value, f32x4.le(value, zero)));
  }
  for (; i < (<usize>count) << 2; i += 4) {
    const value = load<f32>(x + i);
    if (value <= 0) store<f32>(out + i, 0);
    else store<f32>(out + i, value);
  }
}

/** `y > 0 ? dy : 0`; where `y` is not a number the gradient passes. */
function reluGradient(dy: usize, y: usize, count: i32, dx: usize): void {
  const zero = f32x4.splat(0);
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) {
    v128.store(dx + i, v128.andnot(v128.load(dy + i), f32x4.le(v128.load(y + i), zero)));
  }
  for (; i < (<usize>count) << 2; i += 4) store<f32>(dx + i, load<f32>(y + i) <= 0 ? 0 : load<f32>(dy + i));
}

function add(a: usize, b: usize, count: i32, out: usize): void {
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (; i < (<usize>count) << 2; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
}

function subtract(a: usize, b: usize, count: i32, out: usize): void {
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) v128.store(out + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
  for (; i < (<usize>count) << 2; i += 4) store<f32>(out + i, load<f32>(a + i) - load<f32>(b + i));
}

function scale(a: usize, factor: f32, count: i32, out: usize): void {
  const factors = f32x4.splat(factor);
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), factors));
  for (; i < (<usize>count) << 2; i += 4) store<f32>(out + i, load<f32>(a + i) * factor);
}

function multiply(a: usize, b: usize, count: i32, out: usize): void {
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < (<usize>count) << 2; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(b + i));
}

/** `count` rows of `channels`, each with the same row `b`. */
function byChannels(operation: i32, p: usize, part: i32, parts: i32): void {
  const channels = field(p, 20);
  const start = startOf(part, parts, field(p, 16), 1);
  const step = (<usize>channels) << 2;
  let a = pointer(p, 4) + <usize>start * step;
  const b = pointer(p, 8);
  let out = pointer(p, 12) + <usize>start * step;
  for (let rows = startOf(part + 1, parts, field(p, 16), 1) - start; rows > 0; rows--) {
    if (operation === ADD_CHANNELS) add(a, b, channels, out);
    else if (operation === SUBTRACT_CHANNELS) subtract(a, b, channels, out);
    else multiply(a, b, channels, out);
    a += step;
    out += step;
  }
}

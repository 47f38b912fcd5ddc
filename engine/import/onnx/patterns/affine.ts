/** A scale and a shift for each channel, however they are written: what remains of a normalisation, or a rescaling. */

import { constantOf, numberOf } from "../context.ts";
import { type Constant, countOf, floatsOf } from "../tensors.ts";
import type { LayerValue, PendingValue, Value } from "../values.ts";

export interface Affine {
  readonly leaf: LayerValue;
  /** One for each channel. */
  readonly scale: Float32Array | null;
  readonly shift: Float32Array | null;
  /** The last constant that was read, for a name. */
  readonly constant: Constant | null;
}

/** One number for each of `channels`, from a scalar or from `[C, 1, 1]` with or without a batch of 1. */
export function perChannel(value: Value | undefined, channels: number, axes = 3): Float32Array | null {
  const single = numberOf(value);
  if (single !== null) return new Float32Array(channels).fill(single);
  const constant = constantOf(value);
  if (constant === null || countOf(constant) !== channels) return null;
  const { dims } = constant.tensor;
  const at = dims.length - axes;
  return dims[at] === channels ? floatsOf(constant).data : null;
}

/** `null` where a formula is no scale and shift of a map. */
export function affineOf(value: Value, depth = 0): Affine | null {
  if (value.type === "layer")
    return value.lastOf === undefined && value.node.shape !== null
      ? { leaf: value, scale: null, shift: null, constant: null }
      : null;
  if (value.type !== "pending" || value.inputs.length !== 2 || depth > 8) return null;
  const sides = value.inputs as readonly [Value, Value];
  const isNumber = (side: Value): boolean => side.type === "constant" || side.type === "sizes";
  const index = sides.findIndex(isNumber);
  if (index < 0 || (index === 0 && (value.op === "Div" || value.op === "Sub"))) return null;
  const inner = affineOf(sides[1 - index] as Value, depth + 1);
  const shape = inner?.leaf.node.shape;
  const channels = shape?.[0];
  if (inner === null || channels === undefined) return null;
  const numbers = perChannel(sides[index], channels, inner.leaf.last === true ? 1 : shape?.length);
  return numbers === null ? null : step(value, inner, numbers, constantOf(sides[index]));
}

function step(
  value: PendingValue,
  inner: Affine,
  numbers: Float32Array,
  constant: Constant | null,
): Affine | null {
  const next = { leaf: inner.leaf, constant: constant ?? inner.constant };
  const add = (sign: number): Affine => ({
    ...next,
    scale: inner.scale,
    shift: numbers.map((x, c) => sign * x + (inner.shift?.[c] ?? 0)),
  });
  const times = (factor: (x: number) => number): Affine => ({
    ...next,
    scale: numbers.map((x, c) => factor(x) * (inner.scale?.[c] ?? 1)),
    shift: inner.shift === null ? null : numbers.map((x, c) => factor(x) * (inner.shift?.[c] ?? 0)),
  });
  switch (value.op) {
    case "Add":
      return add(1);
    case "Sub":
      return add(-1);
    case "Mul":
      return times((x) => x);
    case "Div":
      return times((x) => 1 / x);
    default:
      return null;
  }
}

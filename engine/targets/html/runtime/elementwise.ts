/** Operations that go element by element, with NumPy's broadcasting. */
import { type Operation, sizeOf, type Value } from "./types.ts";

const mapped =
  (f: (x: number) => number): Operation =>
  (reads) => {
    const { dims, data } = reads.value(0);
    const out = new Float32Array(data.length);
    for (let i = 0; i < data.length; i++) out[i] = f(data[i] as number);
    return { dims, data: out };
  };

/** Distance between neighbours along each axis of `rank`; 0 where one value serves for all. */
function strides({ dims }: Value, rank: number): readonly number[] {
  const out = new Array<number>(rank).fill(0);
  let step = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    const size = dims[axis] as number;
    out[axis + rank - dims.length] = size === 1 ? 0 : step;
    step *= size;
  }
  return out;
}

export function broadcast(a: Value, b: Value, f: (x: number, y: number) => number): Value {
  const rank = Math.max(a.dims.length, b.dims.length);
  const sizeAt = ({ dims }: Value, axis: number): number => dims[axis - rank + dims.length] ?? 1;
  const dims = Array.from({ length: rank }, (_, axis) => Math.max(sizeAt(a, axis), sizeAt(b, axis)));
  const data = new Float32Array(sizeOf(dims));
  const [stepsA, stepsB] = [strides(a, rank), strides(b, rank)];
  const inner = dims[rank - 1] ?? 1;
  const [innerA, innerB] = [stepsA[rank - 1] ?? 0, stepsB[rank - 1] ?? 0];
  const index = new Array<number>(rank).fill(0);
  for (let start = 0; start < data.length; start += inner) {
    let [i, j] = [0, 0];
    for (let axis = 0; axis < rank - 1; axis++) {
      i += (index[axis] as number) * (stepsA[axis] as number);
      j += (index[axis] as number) * (stepsB[axis] as number);
    }
    for (let k = 0; k < inner; k++)
      data[start + k] = f(a.data[i + k * innerA] as number, b.data[j + k * innerB] as number);
    for (let axis = rank - 2; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (dims[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return { dims, data };
}

const folded =
  (f: (x: number, y: number) => number): Operation =>
  (reads) =>
    broadcast(reads.value(0), reads.value(1), f);

/** By its power series near zero, by its continued fraction beyond (Abramowitz and Stegun 7.1.5 and 7.1.14). */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 2.5) {
    let term = size;
    let sum = size;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
      term *= (-size * size) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  if (size > 6) return Math.sign(x);
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * (size + fraction)));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

export const elementwise: Readonly<Record<string, Operation>> = {
  Add: folded((x, y) => x + y),
  Mul: folded((x, y) => x * y),
  Div: folded((x, y) => x / y),
  Pow: folded((x, y) => x ** y),
  PRelu: folded((x, slope) => (x < 0 ? x * slope : x)),
  Relu: mapped((x) => Math.max(x, 0)),
  Erf: mapped(erf),
  Tanh: mapped(Math.tanh),
  Sigmoid: mapped(sigmoid),
  Softplus: mapped((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  HardSwish: mapped((x) => x * clamp(x / 6 + 0.5, 0, 1)),
  HardSigmoid(reads) {
    const [alpha, beta] = [reads.float("alpha", 0.2), reads.float("beta", 0.5)];
    return mapped((x) => clamp(alpha * x + beta, 0, 1))(reads);
  },
  LeakyRelu(reads) {
    const alpha = reads.float("alpha", 0.01);
    return mapped((x) => (x < 0 ? alpha * x : x))(reads);
  },
  Elu(reads) {
    const alpha = reads.float("alpha", 1);
    return mapped((x) => (x < 0 ? alpha * Math.expm1(x) : x))(reads);
  },
  Clip(reads) {
    const low = reads.optional(1)?.data[0] ?? Number.NEGATIVE_INFINITY;
    const high = reads.optional(2)?.data[0] ?? Number.POSITIVE_INFINITY;
    return mapped((x) => clamp(x, low, high))(reads);
  },
};

/** Operations that move elements, or nothing at all. */
import { padded } from "./convolution.ts";
import { at, type Operation, sizeOf } from "./types.ts";

const identity: Operation = (reads) => reads.value(0);

const transpose: Operation = (reads) => {
  const { dims, data } = reads.value(0);
  const perm = reads.ints("perm", []);
  const out = new Float32Array(data.length);
  const steps = dims.map((_, axis) => sizeOf(dims.slice(axis + 1)));
  const sizes = perm.map((axis) => at(dims, axis));
  const moves = perm.map((axis) => steps[axis] ?? 1);
  const index = new Array<number>(perm.length).fill(0);
  let from = 0;
  for (let o = 0; o < out.length; o++) {
    out[o] = data[from] as number;
    for (let axis = perm.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      from += moves[axis] as number;
      if (next < (sizes[axis] as number)) {
        index[axis] = next;
        break;
      }
      from -= next * (moves[axis] as number);
      index[axis] = 0;
    }
  }
  return { dims: sizes, data: out };
};

export const movements: Readonly<Record<string, Operation>> = {
  Identity: identity,
  // Nothing is dropped in use.
  Dropout: identity,
  Transpose: transpose,
  Flatten(reads) {
    const { dims, data } = reads.value(0);
    return { dims: [at(dims, 0), sizeOf(dims.slice(1))], data };
  },
  /** 0 keeps an axis, -1 takes what is left. */
  Reshape(reads) {
    const { dims, data } = reads.value(0);
    const wanted = reads.integers(1).map((size, axis) => (size === 0 ? at(dims, axis) : size));
    const known = wanted.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
    return { dims: wanted.map((size) => (size === -1 ? data.length / known : size)), data };
  },
  Concat(reads) {
    const parts = [];
    for (let index = 0; ; index++) {
      const part = reads.optional(index);
      if (part === null) break;
      parts.push(part);
    }
    const [first] = parts;
    if (first === undefined) throw new Error("Nothing to join.");
    const count = at(first.dims, 0);
    const channels = parts.reduce((sum, { dims }) => sum + at(dims, 1), 0);
    const area = sizeOf(first.dims.slice(2));
    const data = new Float32Array(count * channels * area);
    let place = 0;
    for (let n = 0; n < count; n++)
      for (const part of parts) {
        const own = at(part.dims, 1) * area;
        data.set(part.data.subarray(n * own, (n + 1) * own), place);
        place += own;
      }
    return { dims: [count, channels, ...first.dims.slice(2)], data };
  },
  /** Zeros around height and width. */
  Pad(reads) {
    const [, , top = 0, left = 0, , , bottom = 0, right = 0] = reads.integers(1);
    return padded(reads.value(0), [top, left, bottom, right], 0);
  },
};

/** Normalisations. Sums are kept in double precision. */
import { at, type Operation, sizeOf, type Value } from "./types.ts";

/** Each run of `length` neighbours gets mean 0 and deviation 1. */
function standardised({ data }: Value, length: number, epsilon: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += length) {
    let [sum, squares] = [0, 0];
    for (let i = start; i < start + length; i++) sum += data[i] as number;
    const mean = sum / length;
    for (let i = start; i < start + length; i++) squares += ((data[i] as number) - mean) ** 2;
    const factor = 1 / Math.sqrt(squares / length + epsilon);
    for (let i = start; i < start + length; i++) out[i] = ((data[i] as number) - mean) * factor;
  }
  return out;
}

export const normalisations: Readonly<Record<string, Operation>> = {
  BatchNormalization(reads) {
    const { dims, data } = reads.value(0);
    const [scale, shift, mean, variance] = [1, 2, 3, 4].map((index) => reads.value(index).data);
    const epsilon = reads.float("epsilon", 1e-5);
    const channels = at(dims, 1);
    const area = sizeOf(dims.slice(2));
    const out = new Float32Array(data.length);
    for (let plane = 0; plane < data.length / area; plane++) {
      const c = plane % channels;
      const factor = (scale?.[c] ?? 1) / Math.sqrt((variance?.[c] ?? 1) + epsilon);
      const offset = (shift?.[c] ?? 0) - (mean?.[c] ?? 0) * factor;
      for (let i = plane * area; i < (plane + 1) * area; i++) out[i] = (data[i] as number) * factor + offset;
    }
    return { dims, data: out };
  },

  LayerNormalization(reads) {
    const x = reads.value(0);
    const axis = reads.int("axis", -1);
    const from = axis < 0 ? x.dims.length + axis : axis;
    const length = sizeOf(x.dims.slice(from));
    const out = standardised(x, length, reads.float("epsilon", 1e-5));
    const [scale, shift] = [reads.value(1).data, reads.optional(2)?.data];
    for (let i = 0; i < out.length; i++)
      out[i] = (out[i] as number) * (scale[i % length] as number) + (shift?.[i % length] ?? 0);
    return { dims: x.dims, data: out };
  },

  InstanceNormalization(reads) {
    const x = reads.value(0);
    const [scale, shift] = [reads.value(1).data, reads.value(2).data];
    const length = sizeOf(x.dims.slice(2));
    const out = standardised(x, length, reads.float("epsilon", 1e-5));
    const channels = at(x.dims, 1);
    for (let i = 0; i < out.length; i++) {
      const c = Math.floor(i / length) % channels;
      out[i] = (out[i] as number) * (scale[c] as number) + (shift[c] as number);
    }
    return { dims: x.dims, data: out };
  },

  LRN(reads) {
    const { dims, data } = reads.value(0);
    const [size, bias] = [reads.int("size", 1), reads.float("bias", 1)];
    const [alpha, beta] = [reads.float("alpha", 1e-4), reads.float("beta", 0.75)];
    const channels = at(dims, 1);
    const area = sizeOf(dims.slice(2));
    const out = new Float32Array(data.length);
    const [before, behind] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
    for (let plane = 0; plane < data.length / area; plane++) {
      const c = plane % channels;
      const first = plane - Math.min(c, before);
      const last = plane + Math.min(channels - 1 - c, behind);
      for (let i = 0; i < area; i++) {
        let sum = 0;
        for (let p = first; p <= last; p++) sum += (data[p * area + i] as number) ** 2;
        out[plane * area + i] = (data[plane * area + i] as number) / (bias + (alpha / size) * sum) ** beta;
      }
    }
    return { dims, data: out };
  },

  Softmax(reads) {
    const { dims, data } = reads.value(0);
    const axis = reads.int("axis", -1);
    const channels = at(dims, axis < 0 ? dims.length + axis : axis);
    const area = sizeOf(dims.slice((axis < 0 ? dims.length + axis : axis) + 1));
    const out = new Float32Array(data.length);
    for (let start = 0; start < data.length; start += channels * area) {
      for (let i = 0; i < area; i++) {
        let [most, sum] = [Number.NEGATIVE_INFINITY, 0];
        for (let c = 0; c < channels; c++) most = Math.max(most, data[start + c * area + i] as number);
        for (let c = 0; c < channels; c++) sum += Math.exp((data[start + c * area + i] as number) - most);
        for (let c = 0; c < channels; c++)
          out[start + c * area + i] = Math.exp((data[start + c * area + i] as number) - most) / sum;
      }
    }
    return { dims, data: out };
  },
};

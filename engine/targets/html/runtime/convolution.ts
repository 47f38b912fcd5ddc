/** Convolutions and matrix products. Sums run over whole rows, so that the inner loops are plain. */
import { convolveTiled } from "./tiles.ts";
import { at, type Operation, sizeOf, type Value } from "./types.ts";

/** A copy with `edge` around height and width: `[top, left, bottom, right]`. */
export function padded({ dims, data }: Value, edge: readonly number[], fill: number): Value {
  const [top = 0, left = 0, bottom = 0, right = 0] = edge;
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return { dims, data };
  const [count, channels, height, width] = [at(dims, 0), at(dims, 1), at(dims, 2), at(dims, 3)];
  const [tall, wide] = [height + top + bottom, width + left + right];
  const out = new Float32Array(count * channels * tall * wide);
  if (fill !== 0) out.fill(fill);
  for (let plane = 0; plane < count * channels; plane++)
    for (let y = 0; y < height; y++) {
      const from = (plane * height + y) * width;
      out.set(data.subarray(from, from + width), (plane * tall + y + top) * wide + left);
    }
  return { dims: [count, channels, tall, wide], data: out };
}

const conv: Operation = (reads) => {
  const weight = reads.value(1);
  const [strideY = 1, strideX = 1] = reads.ints("strides", [1, 1]);
  const [stepY = 1, stepX = 1] = reads.ints("dilations", [1, 1]);
  const groups = reads.int("group", 1);
  const x = padded(reads.value(0), reads.ints("pads", [0, 0, 0, 0]), 0);
  const bias = reads.optional(2);
  const [count, channels, height, width] = [at(x.dims, 0), at(x.dims, 1), at(x.dims, 2), at(x.dims, 3)];
  const [filters, each, tall, wide] = [
    at(weight.dims, 0),
    at(weight.dims, 1),
    at(weight.dims, 2),
    at(weight.dims, 3),
  ];
  const outHeight = Math.floor((height - stepY * (tall - 1) - 1) / strideY) + 1;
  const outWidth = Math.floor((width - stepX * (wide - 1) - 1) / strideX) + 1;
  const area = outHeight * outWidth;
  const out = new Float32Array(count * filters * area);
  const perGroup = filters / groups;
  const kernel = { data: weight.data, each, tall, wide, strideY, strideX, stepY, stepX };
  for (let n = 0; n < count; n++)
    for (let group = 0; group < groups; group++) {
      const plane = { data: x.data, start: (n * channels + group * each) * height * width, height, width };
      const which = { first: group * perGroup, end: (group + 1) * perGroup };
      const place = (n * filters + which.first) * area;
      const to = { out, place, height: outHeight, width: outWidth };
      const convolve = perGroup < FEWEST_TILED ? convolveRows : convolveTiled;
      convolve(plane, kernel, bias?.data ?? null, which, to);
    }
  return { dims: [count, filters, outHeight, outWidth], data: out };
};

/** Below so many filters a group, gathering windows costs more than it saves: depthwise convolutions above all. */
const FEWEST_TILED = 3;

/** As `convolveTiled`, filter by filter over whole feature maps. */
const convolveRows: typeof convolveTiled = (plane, kernel, bias, { first, end }, to) => {
  const { each, tall, wide, strideY, strideX, stepY, stepX } = kernel;
  const area = to.height * to.width;
  for (let f = first; f < end; f++) {
    const place = to.place + (f - first) * area;
    const sum = to.out.subarray(place, place + area);
    if (bias !== null) sum.fill(bias[f] as number);
    for (let c = 0; c < each; c++) {
      const start = plane.start + c * plane.height * plane.width;
      for (let ky = 0; ky < tall; ky++) {
        for (let kx = 0; kx < wide; kx++) {
          const factor = kernel.data[((f * each + c) * tall + ky) * wide + kx] as number;
          for (let y = 0; y < to.height; y++) {
            let i = start + (y * strideY + ky * stepY) * plane.width + kx * stepX;
            const last = (y + 1) * to.width;
            for (let o = y * to.width; o < last; o++, i += strideX)
              sum[o] = (sum[o] as number) + factor * (plane.data[i] as number);
          }
        }
      }
    }
  }
};

/** The transpose of a convolution: every input spreads over the outputs it would have come from. */
const convTranspose: Operation = (reads) => {
  const [x, weight, bias] = [reads.value(0), reads.value(1), reads.optional(2)];
  const [strideY = 1, strideX = 1] = reads.ints("strides", [1, 1]);
  const [stepY = 1, stepX = 1] = reads.ints("dilations", [1, 1]);
  const [moreY = 0, moreX = 0] = reads.ints("output_padding", [0, 0]);
  const [top = 0, left = 0, bottom = 0, right = 0] = reads.ints("pads", [0, 0, 0, 0]);
  const groups = reads.int("group", 1);
  const [count, channels, height, width] = [at(x.dims, 0), at(x.dims, 1), at(x.dims, 2), at(x.dims, 3)];
  const [each, tall, wide] = [at(weight.dims, 1), at(weight.dims, 2), at(weight.dims, 3)];
  const filters = each * groups;
  const perGroup = channels / groups;
  const outHeight = (height - 1) * strideY + stepY * (tall - 1) + 1 + moreY - top - bottom;
  const outWidth = (width - 1) * strideX + stepX * (wide - 1) + 1 + moreX - left - right;
  const out = new Float32Array(count * filters * outHeight * outWidth);
  for (let n = 0; n < count; n++) {
    for (let f = 0; f < filters; f++) {
      const place = (n * filters + f) * outHeight * outWidth;
      if (bias !== null) out.fill(bias.data[f] as number, place, place + outHeight * outWidth);
      const group = Math.floor(f / each);
      for (let c = group * perGroup; c < (group + 1) * perGroup; c++) {
        for (let ky = 0; ky < tall; ky++) {
          for (let kx = 0; kx < wide; kx++) {
            const factor = weight.data[((c * each + (f % each)) * tall + ky) * wide + kx] as number;
            for (let y = 0; y < height; y++) {
              const row = y * strideY + ky * stepY - top;
              if (row < 0 || row >= outHeight) continue;
              const from = ((n * channels + c) * height + y) * width;
              for (let i = 0; i < width; i++) {
                const column = i * strideX + kx * stepX - left;
                if (column < 0 || column >= outWidth) continue;
                const o = place + row * outWidth + column;
                out[o] = (out[o] as number) + factor * (x.data[from + i] as number);
              }
            }
          }
        }
      }
    }
  }
  return { dims: [count, filters, outHeight, outWidth], data: out };
};

/** `x wᵀ + b`, as the export writes dense layers. */
const gemm: Operation = (reads) => {
  const [x, weight, bias] = [reads.value(0), reads.value(1), reads.optional(2)];
  if (reads.int("transB", 0) !== 1) throw new Error("Gemm without transB is not written by the export.");
  const [units, width] = [at(weight.dims, 0), at(weight.dims, 1)];
  const count = sizeOf(x.dims) / width;
  const out = new Float32Array(count * units);
  for (let n = 0; n < count; n++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = bias === null ? 0 : (bias.data[unit] as number);
      const [from, row] = [n * width, unit * width];
      for (let i = 0; i < width; i++) sum += (x.data[from + i] as number) * (weight.data[row + i] as number);
      out[n * units + unit] = sum;
    }
  }
  return { dims: [count, units], data: out };
};

/** Matrices in the last two axes; one side may be a single matrix that serves for all. */
const matMul: Operation = (reads) => {
  const [a, b] = [reads.value(0), reads.value(1)];
  const [rows, inner, columns] = [
    at(a.dims, a.dims.length - 2),
    at(a.dims, a.dims.length - 1),
    at(b.dims, b.dims.length - 1),
  ];
  const [countA, countB] = [sizeOf(a.dims) / (rows * inner), sizeOf(b.dims) / (inner * columns)];
  const count = Math.max(countA, countB);
  const out = new Float32Array(count * rows * columns);
  for (let n = 0; n < count; n++) {
    const [startA, startB] = [countA === 1 ? 0 : n * rows * inner, countB === 1 ? 0 : n * inner * columns];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let i = 0; i < inner; i++)
          sum +=
            (a.data[startA + row * inner + i] as number) * (b.data[startB + i * columns + column] as number);
        out[(n * rows + row) * columns + column] = sum;
      }
  }
  const lead = (countA > countB ? a : b).dims.slice(0, -2);
  return { dims: [...lead, rows, columns], data: out };
};

export const convolutions: Readonly<Record<string, Operation>> = {
  Conv: conv,
  ConvTranspose: convTranspose,
  Gemm: gemm,
  MatMul: matMul,
};

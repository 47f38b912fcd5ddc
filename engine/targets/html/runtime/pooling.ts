/** Pooling and resampling. */
import { at, type Operation, type Reads, type Value } from "./types.ts";

interface Window {
  readonly count: number;
  readonly sum: number;
  readonly most: number;
}

/** Visits every window; `count` is of positions in the image, `area` of all that count as padding does. */
function pooled(reads: Reads, join: (window: Window, area: number) => number): Value {
  const { dims, data } = reads.value(0);
  const [tall = 1, wide = 1] = reads.ints("kernel_shape", []);
  const [strideY = 1, strideX = 1] = reads.ints("strides", [1, 1]);
  const [stepY = 1, stepX = 1] = reads.ints("dilations", [1, 1]);
  const [top = 0, left = 0, bottom = 0, right = 0] = reads.ints("pads", [0, 0, 0, 0]);
  const [count, channels, height, width] = [at(dims, 0), at(dims, 1), at(dims, 2), at(dims, 3)];
  const outHeight = Math.floor((height + top + bottom - stepY * (tall - 1) - 1) / strideY) + 1;
  const outWidth = Math.floor((width + left + right - stepX * (wide - 1) - 1) / strideX) + 1;
  const out = new Float32Array(count * channels * outHeight * outWidth);
  let o = 0;
  for (let plane = 0; plane < count * channels; plane++) {
    const from = plane * height * width;
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        let [seen, sum, most] = [0, 0, Number.NEGATIVE_INFINITY];
        for (let ky = 0; ky < tall; ky++) {
          const row = y * strideY + ky * stepY - top;
          if (row < 0 || row >= height) continue;
          for (let kx = 0; kx < wide; kx++) {
            const column = x * strideX + kx * stepX - left;
            if (column < 0 || column >= width) continue;
            const value = data[from + row * width + column] as number;
            seen += 1;
            sum += value;
            if (value > most) most = value;
          }
        }
        out[o++] = join({ count: seen, sum, most }, tall * wide);
      }
    }
  }
  return { dims: [count, channels, outHeight, outWidth], data: out };
}

function global(reads: Reads, join: (plane: Float32Array) => number): Value {
  const { dims, data } = reads.value(0);
  const area = at(dims, 2) * at(dims, 3);
  const planes = at(dims, 0) * at(dims, 1);
  const out = Float32Array.from({ length: planes }, (_, plane) =>
    join(data.subarray(plane * area, (plane + 1) * area)),
  );
  return { dims: [at(dims, 0), at(dims, 1), 1, 1], data: out };
}

/** `nearest` takes the pixel that a whole factor repeats; `linear` has its centres half a pixel in. */
const resize: Operation = (reads) => {
  const { dims, data } = reads.value(0);
  const scales = reads.value(2).data;
  const [count, channels, height, width] = [at(dims, 0), at(dims, 1), at(dims, 2), at(dims, 3)];
  const [scaleY, scaleX] = [scales[2] ?? 1, scales[3] ?? 1];
  const [outHeight, outWidth] = [Math.floor(height * scaleY), Math.floor(width * scaleX)];
  const linear = reads.text("mode", "nearest") === "linear";
  const source = (o: number, scale: number, size: number): readonly [number, number, number] => {
    if (!linear) return [Math.floor(o / scale), Math.floor(o / scale), 0];
    const at_ = Math.min(size - 1, Math.max(0, (o + 0.5) / scale - 0.5));
    const low = Math.floor(at_);
    return [low, Math.min(size - 1, low + 1), at_ - low];
  };
  const columns = Array.from({ length: outWidth }, (_, x) => source(x, scaleX, width));
  const out = new Float32Array(count * channels * outHeight * outWidth);
  let o = 0;
  for (let plane = 0; plane < count * channels; plane++) {
    const from = plane * height * width;
    for (let y = 0; y < outHeight; y++) {
      const [above, below, shareY] = source(y, scaleY, height);
      for (const [left, right, shareX] of columns) {
        const row = (r: number): number =>
          (data[from + r * width + left] as number) * (1 - shareX) +
          (data[from + r * width + right] as number) * shareX;
        out[o++] = row(above) * (1 - shareY) + row(below) * shareY;
      }
    }
  }
  return { dims: [count, channels, outHeight, outWidth], data: out };
};

export const poolings: Readonly<Record<string, Operation>> = {
  MaxPool: (reads) => pooled(reads, ({ most }) => most),
  AveragePool(reads) {
    const whole = reads.int("count_include_pad", 0) === 1;
    return pooled(reads, ({ count, sum }, area) => sum / (whole ? area : count));
  },
  GlobalAveragePool: (reads) =>
    global(reads, (plane) => plane.reduce((sum, value) => sum + value, 0) / plane.length),
  GlobalMaxPool: (reads) =>
    global(reads, (plane) => plane.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)),
  Resize: resize,
};

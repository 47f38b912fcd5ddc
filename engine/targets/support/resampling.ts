/** Linear maps along one axis of an image as matrices, for runtimes that lack the operation. */
import { windowOutput } from "../../tensor/window.ts";

/** Row `o` holds the shares of the inputs in output `o`. */
export interface AxisMatrix {
  readonly inputs: number;
  readonly outputs: number;
  /** `outputs × inputs`. */
  readonly data: Float32Array;
}

function rows(inputs: number, outputs: number, fill: (row: Float32Array, o: number) => void): AxisMatrix {
  const data = new Float32Array(outputs * inputs);
  for (let o = 0; o < outputs; o++) fill(data.subarray(o * inputs, (o + 1) * inputs), o);
  return { inputs, outputs, data };
}

/** Means over the bins `[floor(o n/m), ceil((o+1) n/m))` of `torch.nn.AdaptiveAvgPool2d`. */
export const adaptiveMatrix = (inputs: number, outputs: number): AxisMatrix =>
  rows(inputs, outputs, (row, o) => {
    const start = Math.floor((o * inputs) / outputs);
    const end = Math.ceil(((o + 1) * inputs) / outputs);
    row.fill(1 / (end - start), start, end);
  });

export interface PoolingAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly ceil: boolean;
}

/** Window `o` in image coordinates: what of it is image, and what counts when padding counts. */
export interface PoolingWindow {
  readonly start: number;
  readonly end: number;
  /** Positions in the image or its padding, but not those that only `ceil` adds. */
  readonly padded: number;
}

/** The windows of pooling along one axis, as PyTorch places them; none of them lies wholly beside the image. */
export function poolingWindows(p: PoolingAxis): readonly PoolingWindow[] {
  const count = windowOutput({ ...p, dilation: 1 });
  return Array.from({ length: count }, (_, o) => {
    const start = o * p.stride - p.padding;
    const end = start + p.kernel;
    return {
      start: Math.max(0, start),
      end: Math.min(p.size, end),
      padded: Math.min(end, p.size + p.padding) - start,
    };
  });
}

/** Average pooling along one axis; the mean over a rectangle is the mean of means, as both counts are products. */
export function averageMatrix(p: PoolingAxis, countPadding: boolean): AxisMatrix {
  const windows = poolingWindows(p);
  return rows(p.size, windows.length, (row, o) => {
    const window = windows[o];
    if (window === undefined) return;
    const { start, end, padded } = window;
    row.fill(1 / (countPadding ? padded : end - start), start, end);
  });
}

/** Linear interpolation between half-pixel centres, clamped at the borders (`align_corners=False`). */
export const interpolationMatrix = (inputs: number, scale: number): AxisMatrix =>
  rows(inputs, inputs * scale, (row, o) => {
    const centre = Math.max(0, (o + 0.5) / scale - 0.5);
    const low = Math.floor(centre);
    const high = Math.min(low + 1, inputs - 1);
    row[low] = (row[low] ?? 0) + 1 - (centre - low);
    row[high] = (row[high] ?? 0) + (centre - low);
  });

export function transposed({ inputs, outputs, data }: AxisMatrix): Float32Array {
  const out = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) out[i * outputs + o] = data[o * inputs + i] ?? 0;
  }
  return out;
}

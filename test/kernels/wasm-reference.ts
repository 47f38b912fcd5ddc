/** Convolutions in float64 by their definition. */
import { createRandom } from "../../engine/tensor/random.ts";

type Pair = readonly [number, number];
export interface ConvCase {
  readonly batch: number;
  readonly size: Pair;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Pair;
  readonly inputs: number;
  readonly outputs: number;
}

export function draw(shape: readonly number[], stream: string): Float32Array {
  const random = createRandom(5, stream);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, () => random.normal());
}

export function outputOf({ size, kernel, stride, dilation, padding }: ConvCase): Pair {
  const along = (axis: 0 | 1): number =>
    Math.floor((size[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) + 1;
  return [along(0), along(1)];
}

/** Calls `visit` with the first channel of every pixel, of the output that reads it, and of the weights between them. */
export function forEachPair(g: ConvCase, visit: (pixel: number, output: number, tap: number) => void): void {
  const [height, width] = outputOf(g);
  for (let b = 0; b < g.batch; b++) {
    for (let oy = 0; oy < height; oy++) {
      for (let ox = 0; ox < width; ox++) {
        for (let ky = 0; ky < g.kernel[0]; ky++) {
          const y = oy * g.stride[0] - g.padding[0] + ky * g.dilation[0];
          for (let kx = 0; kx < g.kernel[1]; kx++) {
            const x = ox * g.stride[1] - g.padding[1] + kx * g.dilation[1];
            if (y < 0 || x < 0 || y >= g.size[0] || x >= g.size[1]) continue;
            visit((b * g.size[0] + y) * g.size[1] + x, (b * height + oy) * width + ox, ky * g.kernel[1] + kx);
          }
        }
      }
    }
  }
}

export function forward(g: ConvCase, x: Float32Array, w: Float32Array): Float64Array {
  const [height, width] = outputOf(g);
  const y = new Float64Array(g.batch * height * width * g.outputs);
  forEachPair(g, (pixel, output, tap) => {
    for (let i = 0; i < g.inputs; i++) {
      const value = x[pixel * g.inputs + i] as number;
      const from = (tap * g.inputs + i) * g.outputs;
      for (let o = 0; o < g.outputs; o++) {
        const to = output * g.outputs + o;
        y[to] = (y[to] as number) + value * (w[from + o] as number);
      }
    }
  });
  return y;
}

export function filterGradient(g: ConvCase, x: Float32Array, dy: Float32Array): Float64Array {
  const dw = new Float64Array(g.kernel[0] * g.kernel[1] * g.inputs * g.outputs);
  forEachPair(g, (pixel, output, tap) => {
    for (let i = 0; i < g.inputs; i++) {
      const value = x[pixel * g.inputs + i] as number;
      const to = (tap * g.inputs + i) * g.outputs;
      for (let o = 0; o < g.outputs; o++) {
        dw[to + o] = (dw[to + o] as number) + value * (dy[output * g.outputs + o] as number);
      }
    }
  });
  return dw;
}

export function inputGradient(g: ConvCase, w: Float32Array, dy: Float32Array): Float64Array {
  const dx = new Float64Array(g.batch * g.size[0] * g.size[1] * g.inputs);
  forEachPair(g, (pixel, output, tap) => {
    for (let i = 0; i < g.inputs; i++) {
      const to = pixel * g.inputs + i;
      const from = (tap * g.inputs + i) * g.outputs;
      for (let o = 0; o < g.outputs; o++) {
        dx[to] = (dx[to] as number) + (w[from + o] as number) * (dy[output * g.outputs + o] as number);
      }
    }
  });
  return dx;
}

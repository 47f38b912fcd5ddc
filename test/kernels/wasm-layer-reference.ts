/** Layers of a network in float64 by their definition. */
import { type ConvCase, forEachPair, outputOf } from "./wasm-reference.ts";

const at = (values: ArrayLike<number>, i: number): number => values[i] as number;
function add(to: Float64Array, i: number, value: number): void {
  to[i] = at(to, i) + value;
}

/** Value, mean, variance and `1/sqrt(variance + epsilon)` of rows as wide as `scale`. */
export function batchNorm(
  x: Float32Array,
  scale: Float32Array,
  shift: Float32Array,
  epsilon: number,
): readonly Float64Array[] {
  const width = scale.length;
  const rows = x.length / width;
  const [mean, variance] = [new Float64Array(width), new Float64Array(width)];
  for (const [i, value] of x.entries()) add(mean, i % width, value / rows);
  for (const [i, value] of x.entries()) add(variance, i % width, (value - at(mean, i % width)) ** 2 / rows);
  const inverse = variance.map((own) => 1 / Math.sqrt(own + epsilon));
  const value = Float64Array.from(x, (own, i) => {
    const c = i % width;
    return (own - at(mean, c)) * at(inverse, c) * at(scale, c) + at(shift, c);
  });
  return [value, mean, variance, inverse];
}

/** Gradients of the input, the scale and the shift. */
export function batchNormGradient(
  dy: Float32Array,
  x: Float32Array,
  mean: Float64Array,
  inverse: Float64Array,
  scale: Float32Array,
): readonly Float64Array[] {
  const width = scale.length;
  const rows = x.length / width;
  const normalised = Float64Array.from(x, (own, i) => (own - at(mean, i % width)) * at(inverse, i % width));
  const [dScale, dShift] = [new Float64Array(width), new Float64Array(width)];
  for (const [i, own] of dy.entries()) {
    add(dShift, i % width, own);
    add(dScale, i % width, own * at(normalised, i));
  }
  const dx = Float64Array.from(dy, (own, i) => {
    const c = i % width;
    const rest = own - at(dShift, c) / rows - (at(normalised, i) * at(dScale, c)) / rows;
    return rest * at(scale, c) * at(inverse, c);
  });
  return [dx, dScale, dShift];
}

/** To the first maximum of each window. */
export function maxPoolGradient(g: ConvCase, x: Float32Array, dy: Float32Array): Float64Array {
  const [height, width] = outputOf(g);
  const dx = new Float64Array(x.length);
  const best = new Int32Array(g.batch * height * width * g.inputs).fill(-1);
  forEachPair(g, (pixel, output) => {
    for (let c = 0; c < g.inputs; c++) {
      const to = output * g.inputs + c;
      const known = at(best, to);
      if (known < 0 || at(x, pixel * g.inputs + c) > at(x, known)) best[to] = pixel * g.inputs + c;
    }
  });
  for (const [i, place] of best.entries()) add(dx, place, at(dy, i));
  return dx;
}

export function depthwiseFilterGradient(g: ConvCase, x: Float32Array, dy: Float32Array): Float64Array {
  const multiplier = g.outputs / g.inputs;
  const dw = new Float64Array(g.kernel[0] * g.kernel[1] * g.outputs);
  forEachPair(g, (pixel, output, tap) => {
    for (let o = 0; o < g.outputs; o++) {
      const value = at(x, pixel * g.inputs + Math.floor(o / multiplier));
      add(dw, tap * g.outputs + o, value * at(dy, output * g.outputs + o));
    }
  });
  return dw;
}

export function depthwiseInputGradient(g: ConvCase, w: Float32Array, dy: Float32Array): Float64Array {
  const multiplier = g.outputs / g.inputs;
  const dx = new Float64Array(g.batch * g.size[0] * g.size[1] * g.inputs);
  forEachPair(g, (pixel, output, tap) => {
    for (let o = 0; o < g.outputs; o++) {
      const to = pixel * g.inputs + Math.floor(o / multiplier);
      add(dx, to, at(w, tap * g.outputs + o) * at(dy, output * g.outputs + o));
    }
  });
  return dx;
}

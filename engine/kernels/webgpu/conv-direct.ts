/**
 * Convolutions by their definition, an invocation for each element of the result (for the kernel's gradient, of each part
 * of it): for depthwise ones, where every channel has windows of its own and no product of matrices is left, and for small
 * ones, as these shaders compile in a fraction of the time of a tiled product.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Activation, activationCode, activationKey } from "./activation.ts";
import { type Dispatch, dispatch, divideUp, output, sizeOf } from "./dispatch.ts";
import { type Geometry, geometryKey, outputShape } from "./geometry.ts";
import { addParts, mostParts } from "./parts.ts";
import { declare, f32, flatGrid, flatMain, written } from "./wgsl.ts";

const WIDTH = 64;

/** Runs a module with an invocation for each element of `target`. */
function flat(
  backend: WebGPUBackend,
  target: TensorInfo,
  work: Pick<Dispatch, "key" | "code"> & { readonly inputs: readonly TensorInfo[] },
): TensorInfo {
  dispatch(backend, {
    key: work.key,
    code: work.code,
    bindings: [target, ...work.inputs],
    workgroups: flatGrid(sizeOf(target.shape), WIDTH),
  });
  return target;
}

/** Loops over the window with `iy`, `ix` for the output pixel `oy`, `ox`. */
const window = (g: Geometry, body: string): string => `
  for (var ky = 0; ky < ${g.kernel[0]} + zero; ky++) {
    let iy = oy * ${g.stride[0]} + ky * ${g.dilation[0]} - ${g.before[0]};
    if (iy < 0 || iy >= ${g.size[0]}) { continue; }
    for (var kx = 0; kx < ${g.kernel[1]} + zero; kx++) {
      let ix = ox * ${g.stride[1]} + kx * ${g.dilation[1]} - ${g.before[1]};
      if (ix < 0 || ix >= ${g.size[1]}) { continue; }
      ${body}
    }
  }`;

/** `x` `[batch, H, W, groups*in]`, `filter` `[kh, kw, in, groups*out]`, `bias` `[groups*out]`; what is written is activated. */
export function directForward(
  backend: WebGPUBackend,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  g: Geometry,
  activation: Activation | null = null,
): TensorInfo {
  const all = g.groups * g.outputs;
  const code = (): string => `
${declare([written("y"), f32("x"), f32("w"), ...(bias === null ? [] : [f32("bias")])])}
${activationCode(activation, false)}
${flatMain(
  WIDTH,
  "i32(arrayLength(&y))",
  `
  let o = index % ${all};
  let pixel = index / ${all};
  let ox = pixel % ${g.outputSize[1]};
  let row = pixel / ${g.outputSize[1]};
  let oy = row % ${g.outputSize[0]};
  let b = row / ${g.outputSize[0]};
  let c = o / ${g.outputs} * ${g.inputs};
  var sum = ${bias === null ? "0.0" : "bias[o]"};
  ${window(
    g,
    `let first = ((b * ${g.size[0]} + iy) * ${g.size[1]} + ix) * ${g.groups * g.inputs} + c;
      let at = (ky * ${g.kernel[1]} + kx) * ${g.inputs * all} + o;
      for (var i = 0; i < ${g.inputs} + zero; i++) { sum = fma(x[first + i], w[at + i * ${all}], sum); }`,
  )}
  y[index] = activate(sum);`,
)}`;
  return flat(backend, output(backend, outputShape(x.shape[0] ?? 0, g)), {
    key: `directForward ${geometryKey(g)} ${bias !== null} ${activationKey(activation)}`,
    code,
    inputs: [x, filter, ...(bias === null ? [] : [bias])],
  });
}

export function directInputGradient(
  backend: WebGPUBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  g: Geometry,
): TensorInfo {
  const all = g.groups * g.outputs;
  const code = (): string => `
${declare([written("dx"), f32("dy"), f32("w")])}
${flatMain(
  WIDTH,
  "i32(arrayLength(&dx))",
  `
  let c = index % ${g.groups * g.inputs};
  let group0 = c / ${g.inputs} * ${g.outputs};
  let pixel = index / ${g.groups * g.inputs};
  let ix = pixel % ${g.size[1]};
  let row = pixel / ${g.size[1]};
  let iy = row % ${g.size[0]};
  let b = row / ${g.size[0]};
  var sum = 0.0;
  for (var ky = 0; ky < ${g.kernel[0]} + zero; ky++) {
    let y = iy + ${g.before[0]} - ky * ${g.dilation[0]};
    let oy = y / ${g.stride[0]};
    if (y < 0 || oy * ${g.stride[0]} != y || oy >= ${g.outputSize[0]}) { continue; }
    for (var kx = 0; kx < ${g.kernel[1]} + zero; kx++) {
      let x = ix + ${g.before[1]} - kx * ${g.dilation[1]};
      let ox = x / ${g.stride[1]};
      if (x < 0 || ox * ${g.stride[1]} != x || ox >= ${g.outputSize[1]}) { continue; }
      let first = ((b * ${g.outputSize[0]} + oy) * ${g.outputSize[1]} + ox) * ${all} + group0;
      let at = ((ky * ${g.kernel[1]} + kx) * ${g.inputs} + c % ${g.inputs}) * ${all} + group0;
      for (var m = 0; m < ${g.outputs} + zero; m++) { sum = fma(dy[first + m], w[at + m], sum); }
    }
  }
  dx[index] = sum;`,
)}`;
  const target = output(backend, [dy.shape[0] ?? 0, ...g.size, g.groups * g.inputs]);
  return flat(backend, target, {
    key: `directInputGradient ${geometryKey(g)}`,
    code,
    inputs: [dy, filter],
  });
}

/** Rows of output pixels that one part adds up. */
const PART_ROWS = 32;
const MOST_PARTS = 64;

export function directFilterGradient(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  g: Geometry,
): TensorInfo {
  const all = g.groups * g.outputs;
  const shape = [...g.kernel, g.inputs, all];
  const size = sizeOf(shape);
  const rows = (dy.shape[0] ?? 0) * g.outputSize[0];
  const count = Math.max(1, Math.min(divideUp(rows, PART_ROWS), MOST_PARTS, mostParts(backend, size)));
  const code = (): string => `
${declare([written("dw"), f32("x"), f32("dy")])}
${flatMain(
  WIDTH,
  String(count * size),
  `
  let o = index % ${all};
  let i = index / ${all} % ${g.inputs};
  let kx = index / ${all * g.inputs} % ${g.kernel[1]};
  let ky = index / ${all * g.inputs * g.kernel[1]} % ${g.kernel[0]};
  let part = index / ${size};
  let c = o / ${g.outputs} * ${g.inputs} + i;
  let rows = i32(arrayLength(&dy)) / ${all * g.outputSize[1]};
  let share = (rows + ${count - 1}) / ${count};
  let end = min((part + 1) * share, rows);
  var sum = 0.0;
  for (var row = part * share; row < end; row++) {
    let b = row / ${g.outputSize[0]};
    let iy = row % ${g.outputSize[0]} * ${g.stride[0]} + ky * ${g.dilation[0]} - ${g.before[0]};
    if (iy < 0 || iy >= ${g.size[0]}) { continue; }
    for (var ox = 0; ox < ${g.outputSize[1]} + zero; ox++) {
      let ix = ox * ${g.stride[1]} + kx * ${g.dilation[1]} - ${g.before[1]};
      if (ix < 0 || ix >= ${g.size[1]}) { continue; }
      let value = x[((b * ${g.size[0]} + iy) * ${g.size[1]} + ix) * ${g.groups * g.inputs} + c];
      sum = fma(value, dy[(row * ${g.outputSize[1]} + ox) * ${all} + o], sum);
    }
  }
  dw[index] = sum;`,
)}`;
  const parts = flat(backend, output(backend, [count, ...shape]), {
    key: `directFilterGradient ${geometryKey(g)} ${count}`,
    code,
    inputs: [x, dy],
  });
  return addParts(backend, parts, shape);
}

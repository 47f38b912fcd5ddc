/**
 * Convolution: rows are the output's pixels, columns its channels, depth the window. `y[m, n] = sum over (ky, kx, c) of
 * x[b, oy*s + ky*d - p, ox*s + kx*d - p, c] w[ky, kx, c, n]`.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Activation, activationCode, activationKey } from "./activation.ts";
import { dispatch, output } from "./dispatch.ts";
import { chooseTile, gemmCode, gemmGrid, keepsManySums, type Tile, tileKey } from "./gemm.ts";
import { type Geometry, geometryKey, outputShape } from "./geometry.ts";
import { declare, vectors, written } from "./wgsl.ts";

interface Variant {
  readonly g: Geometry;
  readonly tile: Tile;
  readonly bias: boolean;
  readonly activation: Activation | null;
}

/** Splits window element `k` into the tap `(ky, kx)` and the channel `c`, which `step` moves on by one. */
const split = (g: Geometry): string => `
  var c = first % ${g.inputs};
  let tap = first / ${g.inputs};
  var ky = tap / ${g.kernel[1]};
  var kx = tap % ${g.kernel[1]};`;
const step = (g: Geometry): string => `
    c += 1;
    if (c == ${g.inputs}) { c = 0; kx += 1; if (kx == ${g.kernel[1]}) { kx = 0; ky += 1; } }`;

/** The place of the window element in `x` for the pixel `(b, oy, ox)`; whether it is in the image. */
const place = (g: Geometry): string => `
    let iy = oy * ${g.stride[0]} + ky * ${g.dilation[0]} - ${g.before[0]};
    let ix = ox * ${g.stride[1]} + kx * ${g.dilation[1]} - ${g.before[1]};
    let inside = iy >= 0 && iy < ${g.size[0]} && ix >= 0 && ix < ${g.size[1]};
    let at = ((b * ${g.size[0]} + iy) * ${g.size[1]} + ix) * ${g.inputs * g.groups} + z * ${g.inputs} + c;`;

function code({ g, tile, bias, activation }: Variant): string {
  const [vx, vw] = [g.inputs % 4 === 0, g.outputs % 4 === 0];
  const depth = g.kernel[0] * g.kernel[1] * g.inputs;
  const all = g.groups * g.outputs;
  const rows = `i32(arrayLength(&y)) / ${vw ? all / 4 : all}`;
  const declarations = `
${declare([written("y", vw), vectors("x", vx), vectors("w", vw), ...(bias ? [vectors("bias", vw)] : [])])}
${activationCode(activation, true)}
fn readA(m : i32, first : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (m >= ${rows} || first >= kEnd) { return v; }
  let ox = m % ${g.outputSize[1]};
  let row = m / ${g.outputSize[1]};
  let oy = row % ${g.outputSize[0]};
  let b = row / ${g.outputSize[0]};
  ${split(g)}
  ${
    vx
      ? `${place(g)} if (inside) { v = x[at >> 2u]; }`
      : `for (var i = 0; i < 4; i++) { if (first + i < kEnd) { ${place(g)} if (inside) { v[i] = x[at]; } }
    ${step(g)} }`
  }
  return v;
}
fn readB(k : i32, n : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (k >= kEnd || n >= ${g.outputs}) { return v; }
  let at = k * ${all} + z * ${g.outputs} + n;
  ${vw ? "v = w[at >> 2u];" : `for (var i = 0; i < 4; i++) { if (n + i < ${g.outputs}) { v[i] = w[at + i]; } }`}
  return v;
}
fn write(m : i32, n : i32, z : i32, split : i32, sum : vec4<f32>) {
  let column = z * ${g.outputs} + n;
  let at = m * ${all} + column;
  var v = sum;
  ${
    vw
      ? `${bias ? "v += bias[column >> 2u];" : ""} y[at >> 2u] = activate(v);`
      : `${bias ? `for (var i = 0; i < 4; i++) { if (n + i < ${g.outputs}) { v[i] += bias[column + i]; } }` : ""}
  v = activate(v);
  for (var i = 0; i < 4; i++) { if (n + i < ${g.outputs}) { y[at + i] = v[i]; } }`
  }
}`;
  const size = { m: rows, n: String(g.outputs), k: String(depth) };
  return gemmCode({ tile, ...size, splits: 1, declarations, a: "inner", b: "outer" });
}

/** `x` `[batch, H, W, groups*in]`, `filter` `[kh, kw, in, groups*out]`, `bias` `[groups*out]`; what is written is activated. */
export function convForward(
  backend: WebGPUBackend,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  g: Geometry,
  activation: Activation | null = null,
  wanted: Tile | null = null,
): TensorInfo {
  const y = output(backend, outputShape(x.shape[0] ?? 0, g));
  const rows = (x.shape[0] ?? 0) * g.outputSize[0] * g.outputSize[1];
  const tile = wanted ?? chooseTile(rows, g.outputs, keepsManySums(backend.device));
  const variant = { g, tile, bias: bias !== null, activation };
  dispatch(backend, {
    key: `convForward ${geometryKey(g)} ${tileKey(tile)} ${variant.bias} ${activationKey(activation)}`,
    code: () => code(variant),
    bindings: [y, x, filter, ...(bias === null ? [] : [bias])],
    workgroups: gemmGrid(tile, rows, g.outputs, g.groups, 1),
  });
  return y;
}

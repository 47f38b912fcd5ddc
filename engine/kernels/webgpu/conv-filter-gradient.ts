/**
 * Gradient of a convolution's kernel: rows are the window's elements, columns the output's channels, depth its pixels.
 * `dw[ky, kx, c, n] = sum over (b, oy, ox) of x[b, oy*s + ky*d - p, ox*s + kx*d - p, c] dy[b, oy, ox, n]`.
 *
 * The depth is long and the matrix small, so the depth is split; the parts are added in a fixed order.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Choice } from "./choice.ts";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import { chooseSplits, chooseTile, gemmCode, gemmGrid, keepsManySums, type Tile, tileKey } from "./gemm.ts";
import { type Geometry, geometryKey } from "./geometry.ts";
import { addParts, mostParts } from "./parts.ts";
import { declare, vectors, written } from "./wgsl.ts";

const place = (g: Geometry): string => `
    let iy = oy * ${g.stride[0]} + ky * ${g.dilation[0]} - ${g.before[0]};
    let ix = ox * ${g.stride[1]} + kx * ${g.dilation[1]} - ${g.before[1]};
    let inside = iy >= 0 && iy < ${g.size[0]} && ix >= 0 && ix < ${g.size[1]};
    let at = ((b * ${g.size[0]} + iy) * ${g.size[1]} + ix) * ${g.inputs * g.groups} + z * ${g.inputs} + c;`;

function code(g: Geometry, tile: Tile, splits: number): string {
  const [vx, vy] = [g.inputs % 4 === 0, g.outputs % 4 === 0];
  const all = g.groups * g.outputs;
  const rows = g.kernel[0] * g.kernel[1] * g.inputs;
  const declarations = `
${declare([written("dw", vy), vectors("x", vx), vectors("dy", vy)])}
fn readA(k : i32, first : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (first >= ${rows} || k >= kEnd) { return v; }
  let ox = k % ${g.outputSize[1]};
  let row = k / ${g.outputSize[1]};
  let oy = row % ${g.outputSize[0]};
  let b = row / ${g.outputSize[0]};
  var c = first % ${g.inputs};
  let tap = first / ${g.inputs};
  var ky = tap / ${g.kernel[1]};
  var kx = tap % ${g.kernel[1]};
  ${
    vx
      ? `${place(g)} if (inside) { v = x[at >> 2u]; }`
      : `for (var i = 0; i < 4; i++) { if (first + i < ${rows}) { ${place(g)} if (inside) { v[i] = x[at]; } }
    c += 1;
    if (c == ${g.inputs}) { c = 0; kx += 1; if (kx == ${g.kernel[1]}) { kx = 0; ky += 1; } } }`
  }
  return v;
}
fn readB(k : i32, n : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (k >= kEnd || n >= ${g.outputs}) { return v; }
  let at = k * ${all} + z * ${g.outputs} + n;
  ${vy ? "v = dy[at >> 2u];" : `for (var i = 0; i < 4; i++) { if (n + i < ${g.outputs}) { v[i] = dy[at + i]; } }`}
  return v;
}
fn write(m : i32, n : i32, z : i32, split : i32, v : vec4<f32>) {
  let at = (split * ${rows} + m) * ${all} + z * ${g.outputs} + n;
  ${vy ? "dw[at >> 2u] = v;" : `for (var i = 0; i < 4; i++) { if (n + i < ${g.outputs}) { dw[at + i] = v[i]; } }`}
}`;
  const k = `i32(arrayLength(&dy)) / ${vy ? all / 4 : all}`;
  const size = { m: String(rows), n: String(g.outputs), k };
  return gemmCode({ tile, ...size, splits, declarations, a: "outer", b: "outer" });
}

/** `x` `[batch, H, W, groups*in]`, `dy` as the output; the gradient is `[kh, kw, in, groups*out]`. */
export function convFilterGradient(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  g: Geometry,
  wanted: Extract<Choice, { readonly direct: false }> | null = null,
): TensorInfo {
  const shape = [...g.kernel, g.inputs, g.groups * g.outputs];
  const [rows, depth] = [g.kernel[0] * g.kernel[1] * g.inputs, sizeOf(dy.shape) / (g.groups * g.outputs)];
  const tile = wanted?.tile ?? chooseTile(rows, g.outputs, keepsManySums(backend.device));
  const splits =
    wanted?.splits ?? chooseSplits(tile, rows, g.outputs, depth, g.groups, mostParts(backend, sizeOf(shape)));
  const parts = output(backend, [splits, ...shape]);
  dispatch(backend, {
    key: `convFilterGradient ${geometryKey(g)} ${tileKey(tile)} ${splits}`,
    code: () => code(g, tile, splits),
    bindings: [parts, x, dy],
    workgroups: gemmGrid(tile, rows, g.outputs, g.groups, splits),
  });
  return addParts(backend, parts, shape);
}

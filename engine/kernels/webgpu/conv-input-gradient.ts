/**
 * Gradient of a convolution's input: rows are the input's pixels, columns its channels, depth the windows that hold the
 * pixel. `dx[b, iy, ix, c] = sum over (ky, kx, n) with iy = oy*s + ky*d - p of dy[b, oy, ox, n] w[ky, kx, c, n]`.
 *
 * With a stride, pixels of different phase `iy mod s` are held by different elements of the window: a dispatch for each
 * phase computes only what is there.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output } from "./dispatch.ts";
import { chooseTile, gemmCode, gemmGrid, keepsManySums, type Tile, tileKey } from "./gemm.ts";
import { type Geometry, geometryKey } from "./geometry.ts";
import { declare, vectors, written } from "./wgsl.ts";

/** Along one axis, for the pixels `phase + i*stride`: window elements `first + t*step`, whose window is `i + shift - t*back`. */
export interface Phase {
  readonly phase: number;
  readonly pixels: number;
  readonly taps: number;
  readonly first: number;
  readonly step: number;
  readonly shift: number;
  readonly back: number;
}

export function phasesOf(g: Geometry, axis: 0 | 1): readonly Phase[] {
  const [stride, dilation, kernel] = [g.stride[axis], g.dilation[axis], g.kernel[axis]];
  const [size, before] = [g.size[axis], g.before[axis]];
  const phases: Phase[] = [];
  for (let phase = 0; phase < Math.min(stride, size); phase++) {
    const taps: number[] = [];
    for (let t = 0; t < kernel; t++) if ((phase + before - t * dilation) % stride === 0) taps.push(t);
    const [first = 0, second = first + 1] = taps;
    phases.push({
      phase,
      pixels: Math.ceil((size - phase) / stride),
      taps: taps.length,
      first,
      step: second - first,
      shift: taps.length === 0 ? 0 : (phase + before - first * dilation) / stride,
      back: taps.length < 2 ? 0 : ((second - first) * dilation) / stride,
    });
  }
  return phases;
}

function code(g: Geometry, [rows, columns]: readonly [Phase, Phase], tile: Tile): string {
  const [vy, vx] = [g.outputs % 4 === 0, g.inputs % 4 === 0];
  const all = g.groups * g.outputs;
  const across = Math.max(1, columns.taps);
  const elements = g.size[0] * g.size[1] * g.inputs * g.groups;
  const m = `i32(arrayLength(&dx)) / ${vx ? elements / 4 : elements} * ${rows.pixels * columns.pixels}`;
  const tap = `
    let n = k % ${g.outputs};
    let t = k / ${g.outputs};
    let ty = t / ${across};
    let tx = t % ${across};`;
  const place = `${tap}
    let oy = i + ${rows.shift} - ty * ${rows.back};
    let ox = j + ${columns.shift} - tx * ${columns.back};
    let inside = oy >= 0 && oy < ${g.outputSize[0]} && ox >= 0 && ox < ${g.outputSize[1]};
    let at = ((b * ${g.outputSize[0]} + oy) * ${g.outputSize[1]} + ox) * ${all} + z * ${g.outputs} + n;`;
  const weight = `${tap}
    let element = (${rows.first} + ty * ${rows.step}) * ${g.kernel[1]} + ${columns.first} + tx * ${columns.step};
    let at = (element * ${g.inputs} + c) * ${all} + z * ${g.outputs} + n;`;
  const four = (read: string): string =>
    `for (var e = 0; e < 4; e++) { let k = first + e; if (k < kEnd) { ${read} } }`;
  const declarations = `
${declare([written("dx", vx), vectors("dy", vy), vectors("w", vy)])}
fn readA(m : i32, first : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (m >= ${m} || first >= kEnd) { return v; }
  let j = m % ${columns.pixels};
  let row = m / ${columns.pixels};
  let i = row % ${rows.pixels};
  let b = row / ${rows.pixels};
  ${vy ? `let k = first; ${place} if (inside) { v = dy[at >> 2u]; }` : four(`${place} if (inside) { v[e] = dy[at]; }`)}
  return v;
}
fn readB(c : i32, first : i32, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (c >= ${g.inputs} || first >= kEnd) { return v; }
  ${vy ? `let k = first; ${weight} v = w[at >> 2u];` : four(`${weight} v[e] = w[at];`)}
  return v;
}
fn write(m : i32, c : i32, z : i32, split : i32, v : vec4<f32>) {
  let j = m % ${columns.pixels};
  let row = m / ${columns.pixels};
  let y = (row % ${rows.pixels}) * ${g.stride[0]} + ${rows.phase};
  let x = j * ${g.stride[1]} + ${columns.phase};
  let pixel = (row / ${rows.pixels} * ${g.size[0]} + y) * ${g.size[1]} + x;
  let at = pixel * ${g.inputs * g.groups} + z * ${g.inputs} + c;
  ${vx ? "dx[at >> 2u] = v;" : `for (var i = 0; i < 4; i++) { if (c + i < ${g.inputs}) { dx[at + i] = v[i]; } }`}
}`;
  const size = { m, n: String(g.inputs), k: String(rows.taps * columns.taps * g.outputs) };
  // A phase without a window is zeros; its operands are not read, but a module may not leave a binding out.
  return gemmCode({ tile, ...size, splits: 1, declarations, a: "inner", b: "inner" });
}

/** `dy` as the output, `filter` `[kh, kw, in, groups*out]`; the gradient is `[batch, H, W, groups*in]`. Each phase has a tile for its own size unless one is `wanted`. */
export function convInputGradient(
  backend: WebGPUBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  g: Geometry,
  wanted: Tile | null = null,
): TensorInfo {
  const batch = dy.shape[0] ?? 0;
  const dx = output(backend, [batch, ...g.size, g.groups * g.inputs]);
  for (const row of phasesOf(g, 0)) {
    for (const column of phasesOf(g, 1)) {
      const rows = batch * row.pixels * column.pixels;
      const tile = wanted ?? chooseTile(rows, g.inputs, keepsManySums(backend.device));
      dispatch(backend, {
        key: `convInputGradient ${geometryKey(g)} ${row.phase},${column.phase} ${tileKey(tile)}`,
        code: () => code(g, [row, column], tile),
        bindings: [dx, dy, filter],
        workgroups: gemmGrid(tile, rows, g.inputs, g.groups, 1),
      });
    }
  }
  return dx;
}

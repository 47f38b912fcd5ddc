/**
 * `Dropout`: inputs `x`, `key` `[2]` and `step` `[1]` of int32; attributes `threshold`, `kept`, `channels` and `shared`. Element
 * `i` goes by number `m` of its mask: `m = i`, or one for all `shared` positions of a channel. Number `m` is word `m % 2` of
 * Threefry at the counter (m / 2, step); below `threshold` the element is zero, else it is multiplied by `kept`.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import type { KernelCall } from "./program.ts";
import { THREEFRY } from "./threefry.ts";
import { declare, flatGrid, flatMain, lines, vectors, written } from "./wgsl.ts";

const WIDTH = 64;

interface Attributes {
  readonly threshold: number;
  readonly kept: number;
  readonly channels: number;
  readonly shared: number;
}

export function dropout({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { x, key, step } = inputs as { x: TensorInfo; key: TensorInfo; step: TensorInfo };
  const { threshold, kept, channels, shared } = attrs as unknown as Attributes;
  const result = output(backend, x.shape);
  const size = sizeOf(x.shape);
  const vector = shared === 1 && size % 4 === 0;
  // As bits, a number is exact in the module's text.
  const scale = new Uint32Array(Float32Array.of(kept).buffer)[0] ?? 0;
  const four = `
  ${lines(2, (half) => `let pair${half} = threefry(stream, vec2<u32>(u32(index) * 2u + ${half}u, at));`)}
  let bits = vec4<u32>(pair0, pair1);
  result[index] = x[index] * select(vec4<f32>(kept), vec4<f32>(0.0), bits < vec4<u32>(${threshold}u));`;
  const one = `
  let element = u32(index);
  let m = ${shared === 1 ? "element" : `(element / ${shared * channels}u) * ${channels}u + element % ${channels}u`};
  let pair = threefry(stream, vec2<u32>(m / 2u, at));
  let bits = select(pair.x, pair.y, m % 2u == 1u);
  result[index] = x[index] * select(kept, 0.0, bits < ${threshold}u);`;
  dispatch(backend, {
    key: `dropout ${threshold} ${scale} ${vector} ${shared === 1 ? "" : `${shared} ${channels}`}`,
    code: () => `
${declare([written("result", vector), vectors("x", vector), { name: "key", type: "u32" }, { name: "step", type: "u32" }])}
${THREEFRY}
${flatMain(
  WIDTH,
  "i32(arrayLength(&result))",
  `
  let kept = bitcast<f32>(${scale}u);
  let stream = vec2<u32>(key[0], key[1]);
  let at = step[0];
  ${vector ? four : one}`,
)}`,
    bindings: [result, x, key, step],
    integers: [key, step],
    workgroups: flatGrid(vector ? size / 4 : size, WIDTH),
  });
  return result;
}

/**
 * `SumOfSquares`: input `x`; a scalar. `ScaledBy`: inputs `x` and `factor`, a scalar; their product. For tensors of any size,
 * those beyond one binding too.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, divideUp, output, sizeOf } from "./dispatch.ts";
import { windows } from "./large.ts";
import type { KernelCall } from "./program.ts";
import { declare, f32, flatGrid, flatMain, lines, vectors, written, ZERO } from "./wgsl.ts";

const WIDTH = 64;
/** Stretches of a window, each summed by a workgroup. */
const STRETCHES = 64;

/** Leaves the sum of all lanes' `sum` in the first lane. */
const reduce = `
  panel[lane] = sum;
  workgroupBarrier();
  for (var span = ${WIDTH / 2}u; span > 0u; span /= 2u) {
    if (lane < span) { panel[lane] += panel[lane + span]; }
    workgroupBarrier();
  }`;
const entry = `
var<workgroup> panel : array<f32, ${WIDTH}>;
@compute @workgroup_size(${WIDTH})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
  var sum = 0.0;`;

export function sumOfSquares({ backend, inputs }: KernelCall): TensorInfo {
  const { x } = inputs as { x: TensorInfo };
  const parts = windows(backend, x).map((window) => {
    const stretches = Math.min(STRETCHES, divideUp(sizeOf(window.shape), 4 * WIDTH));
    const sums = output(backend, [stretches]);
    dispatch(backend, {
      key: `squares ${stretches}`,
      code: () => `
${declare([written("sums"), f32("x")])}
${entry}
  let share = (arrayLength(&x) + ${stretches - 1}u) / ${stretches}u;
  let end = min((group.x + 1u) * share, arrayLength(&x));
  for (var i = group.x * share + lane; i < end; i += ${WIDTH}u) { sum = fma(x[i], x[i], sum); }
  ${reduce}
  if (lane == 0u) { sums[group.x] = panel[0]; }
}`,
      bindings: [sums, window],
      workgroups: [stretches, 1, 1],
    });
    return sums;
  });
  const total = output(backend, []);
  const names = parts.map((_, i) => `part${i}`);
  dispatch(backend, {
    key: `sumOfParts ${parts.length}`,
    code: () => `
${declare([written("total"), ...names.map(f32)])}
${entry}
  ${ZERO}
  ${lines(
    names.length,
    (i) =>
      `for (var i = i32(lane) + zero; i < i32(arrayLength(&part${i})); i += ${WIDTH}) { sum += part${i}[i]; }`,
  )}
  ${reduce}
  if (lane == 0u) { total[0] = panel[0]; }
}`,
    bindings: [total, ...parts],
    workgroups: [1, 1, 1],
  });
  for (const { dataId } of parts) backend.disposeData(dataId);
  return total;
}

export function scaledBy({ backend, inputs }: KernelCall): TensorInfo {
  const { x, factor } = inputs as { x: TensorInfo; factor: TensorInfo };
  const y = output(backend, x.shape);
  const targets = windows(backend, y);
  for (const [i, source] of windows(backend, x).entries()) {
    const target = targets[i] as TensorInfo;
    const vector = sizeOf(source.shape) % 4 === 0;
    dispatch(backend, {
      key: `scaledBy ${vector}`,
      code: () => `
${declare([written("y", vector), vectors("x", vector), f32("factor")])}
${flatMain(WIDTH, "i32(arrayLength(&y))", "y[index] = x[index] * factor[0];")}`,
      bindings: [target, source, factor],
      workgroups: flatGrid(sizeOf(source.shape) / (vector ? 4 : 1), WIDTH),
    });
  }
  return y;
}

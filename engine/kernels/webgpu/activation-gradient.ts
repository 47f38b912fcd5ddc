/**
 * `ActivationGrad`: inputs `dy` and the value `y`, attributes `activation` and `alpha`; the gradient of what went in.
 * `ActivationBiasGrad`: the same, and its sums over all axes but the last: the gradient of a bias in front.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import {
  type Activation,
  activationGradientCode,
  activationKey,
  activationOf,
  alphaCode,
} from "./activation.ts";
import { columnParts } from "./columns.ts";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import { addParts } from "./parts.ts";
import type { KernelCall } from "./program.ts";
import { declare, f32, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

const WIDTH = 64;

interface Gradient {
  readonly dy: TensorInfo;
  readonly y: TensorInfo;
  readonly activation: Activation;
}
function gradientOf({ inputs, attrs }: KernelCall): Gradient {
  const { dy, y } = inputs as { dy: TensorInfo; y: TensorInfo };
  const activation = activationOf(attrs);
  if (activation === null) throw new Error("A gradient of no activation.");
  return { dy, y, activation };
}

export function activationGradient(call: KernelCall): TensorInfo {
  const { dy, y, activation } = gradientOf(call);
  const dx = output(call.backend, y.shape);
  const vector = sizeOf(y.shape) % 4 === 0;
  dispatch(call.backend, {
    key: `activationGradient ${activationKey(activation)} ${vector}`,
    code: () => `
${declare([written("dx", vector), vectors("incoming", vector), vectors("values", vector)])}
${alphaCode(activation)}
${flatMain(
  WIDTH,
  "i32(arrayLength(&dx))",
  `let dy = incoming[index];
  let y = values[index];
  dx[index] = ${activationGradientCode(activation, vector)};`,
)}`,
    bindings: [dx, dy, y],
    workgroups: flatGrid(vector ? sizeOf(y.shape) / 4 : sizeOf(y.shape), WIDTH),
  });
  return dx;
}

/** In one pass over `dy` and `y`, with the sums in the order in which `ColumnSums` takes them. */
export function activationBiasGradient(call: KernelCall): TensorInfo[] {
  const { dy, y, activation } = gradientOf(call);
  const dx = output(call.backend, y.shape);
  const width = y.shape[y.shape.length - 1] ?? 1;
  const parts = columnParts(call.backend, {
    key: `activation ${activationKey(activation)}`,
    inputs: [dx, dy, y],
    bindings: [written("dx"), f32("incoming"), f32("values")],
    rows: sizeOf(y.shape) / width,
    width,
    sums: 1,
    before: alphaCode(activation),
    add: `
      let dy = incoming[at];
      let y = values[at];
      let g = ${activationGradientCode(activation, false)};
      dx[at] = g;
      s0 += g;`,
  });
  return [dx, addParts(call.backend, parts, [width])];
}

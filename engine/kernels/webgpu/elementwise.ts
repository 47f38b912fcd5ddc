/** `ReluOutputGrad`: inputs `dy` and ReLU's value `y`. `ColumnSums`: input `x`; the sums over all axes but the last. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { columnParts } from "./columns.ts";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import { addParts } from "./parts.ts";
import type { KernelCall } from "./program.ts";
import { declare, f32, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

const WIDTH = 64;

export function reluGradient({ backend, inputs }: KernelCall): TensorInfo {
  const { dy, y } = inputs as { dy: TensorInfo; y: TensorInfo };
  const dx = output(backend, y.shape);
  const vector = sizeOf(y.shape) % 4 === 0;
  const zero = vector ? "vec4<f32>(0.0)" : "0.0";
  dispatch(backend, {
    key: `reluGradient ${vector}`,
    code: () => `
${declare([written("dx", vector), vectors("dy", vector), vectors("y", vector)])}
${flatMain(WIDTH, "i32(arrayLength(&dx))", `dx[index] = select(dy[index], ${zero}, y[index] <= ${zero});`)}`,
    bindings: [dx, dy, y],
    workgroups: flatGrid(vector ? sizeOf(y.shape) / 4 : sizeOf(y.shape), WIDTH),
  });
  return dx;
}

/** Of `[rows, width]`, as a tensor of `shape` with `width` elements. */
export function sumColumns(
  backend: KernelCall["backend"],
  x: TensorInfo,
  width: number,
  shape: readonly number[],
): TensorInfo {
  const parts = columnParts(backend, {
    key: "sum",
    inputs: [x],
    bindings: [f32("x")],
    rows: sizeOf(x.shape) / width,
    width,
    sums: 1,
    add: "s0 += x[at];",
  });
  return addParts(backend, parts, shape);
}

export function columnSums({ backend, inputs }: KernelCall): TensorInfo {
  const { x } = inputs as { x: TensorInfo };
  const width = x.shape[x.shape.length - 1] ?? 1;
  return sumColumns(backend, x, width, [width]);
}

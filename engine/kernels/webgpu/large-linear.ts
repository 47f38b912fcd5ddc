/**
 * Products with a matrix beyond what one binding may hold: a dense layer with so large a weight, and its gradients. The
 * matrix is bound some rows at a time.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { dispatch, output, sizeOf, view } from "./dispatch.ts";
import { isLarge, type Rows, rowWindows } from "./large.ts";
import { matrixProduct } from "./matmul.ts";
import { addParts, type Epilogue, NO_EPILOGUE } from "./parts.ts";
import { declare, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

interface MatrixShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly turnA: boolean;
  readonly turnB: boolean;
}

/** A kernel of tfjs, for tensors that any device can bind. */
function stock(backend: WebGPUBackend, name: string, inputs: unknown, attrs: unknown): TensorInfo {
  const kernel = tf.getKernel(name, "webgpu");
  if (kernel === undefined) throw new Error(`The WebGPU backend has no kernel ${name}.`);
  return kernel.kernelFunc({ inputs: inputs as never, attrs: attrs as never, backend }) as TensorInfo;
}

function joined(backend: WebGPUBackend, parts: readonly TensorInfo[], axis: 0 | 1): TensorInfo {
  const whole = stock(backend, "Concat", parts, { axis });
  for (const { dataId } of parts) backend.disposeData(dataId);
  return whole;
}

/** As another shape. Takes `x` over. */
function reshaped(backend: WebGPUBackend, x: TensorInfo, shape: readonly number[]): TensorInfo {
  const other = view(backend, x, shape);
  backend.disposeData(x.dataId);
  return other;
}

/** `[m, k] [k, n]`, or `[k, m]` turned: a product for each window of rows of `b`, added in their order. */
function alongDepth(
  backend: WebGPUBackend,
  a: TensorInfo,
  b: TensorInfo,
  { m, n, turnA }: MatrixShape,
  after: Epilogue,
): TensorInfo {
  const matrix = { dataId: a.dataId, dtype: a.dtype, shape: a.shape.slice(-2) };
  const parts = rowWindows(backend, b).map((rows) => {
    const [k = 0] = rows.shape;
    const begin = turnA ? [rows.firstRow, 0] : [0, rows.firstRow];
    const part = stock(backend, "Slice", { x: matrix }, { begin, size: turnA ? [k, m] : [m, k] });
    const product = matrixProduct(backend, part, rows, { m, k, n, turnA, turnB: false }, [m, n]);
    backend.disposeData(part.dataId);
    return product;
  });
  const count = parts.length;
  return addParts(backend, reshaped(backend, joined(backend, parts, 0), [count, m, n]), [m, n], after);
}

/** `[m, k]` with `[n, k]` turned: columns of the result for each window of rows of `b`. */
function alongColumns(backend: WebGPUBackend, a: TensorInfo, b: TensorInfo, p: MatrixShape): TensorInfo {
  const parts = rowWindows(backend, b).map((rows) => {
    const [n = 0] = rows.shape;
    return matrixProduct(backend, a, rows, { ...p, n }, [p.m, n]);
  });
  return joined(backend, parts, 1);
}

const WIDTH = 64;

/** Rows of the result, an invocation an element or four: the depth is that of a batch. */
const rowsCode = ({ m, k, n, turnA, turnB }: MatrixShape, { firstRow, shape }: Rows): string => {
  const vector = n % 4 === 0 && !turnB;
  const across = vector ? n / 4 : n;
  return `
${declare([written("c", vector), vectors("a", false), vectors("b", vector)])}
${flatMain(
  WIDTH,
  String((shape[0] ?? 0) * across),
  `let row = ${firstRow} + index / ${across};
  let column = index % ${across};
  var sum = ${vector ? "vec4<f32>(0.0)" : "0.0"};
  for (var k = 0; k < ${k} + zero; k++) {
    sum += a[${turnA ? `k * ${m} + row` : `row * ${k} + k`}] * b[${turnB ? `column * ${k} + k` : `k * ${across} + column`}];
  }
  c[index] = sum;`,
)}`;
};

function intoRows(backend: WebGPUBackend, a: TensorInfo, b: TensorInfo, p: MatrixShape): TensorInfo {
  const c = output(backend, [p.m, p.n]);
  for (const rows of rowWindows(backend, c)) {
    const vector = p.n % 4 === 0 && !p.turnB;
    dispatch(backend, {
      key: `largeRows ${p.m},${p.k},${p.n} ${p.turnA} ${p.turnB} ${rows.firstRow}`,
      code: () => rowsCode(p, rows),
      bindings: [rows, a, b],
      workgroups: flatGrid(sizeOf(rows.shape) / (vector ? 4 : 1), WIDTH),
    });
  }
  return c;
}

/** `shape` is that of the result; `null` where every matrix can be bound as a whole. */
export function largeProduct(
  backend: WebGPUBackend,
  a: TensorInfo,
  b: TensorInfo,
  p: MatrixShape,
  shape: readonly number[],
): TensorInfo | null {
  if (isLarge(backend, a)) throw new Error("The left matrix is beyond what this device can bind.");
  if (isLarge(backend, { shape: [p.m, p.n] })) return reshaped(backend, intoRows(backend, a, b, p), shape);
  if (!isLarge(backend, b)) return null;
  const product = p.turnB ? alongColumns(backend, a, b, p) : alongDepth(backend, a, b, p, NO_EPILOGUE);
  return reshaped(backend, product, shape);
}

/** `x` `[batch, in]` times a large `weight` `[in, out]`, with what follows. */
export const largeLinear = (
  backend: WebGPUBackend,
  x: TensorInfo,
  weight: TensorInfo,
  after: Epilogue,
): TensorInfo => {
  const [[m = 0, k = 0], n] = [x.shape, weight.shape[1] ?? 0];
  return alongDepth(backend, x, weight, { m, k, n, turnA: false, turnB: false }, after);
};

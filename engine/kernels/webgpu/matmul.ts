/** Products of matrices, either factor turned: `[M, K] [K, N]`, split along K where there are few tiles. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode } from "./activation.ts";
import { type Choice, choiceFor, type Product } from "./choice.ts";
import { dispatch, output } from "./dispatch.ts";
import { gemmCode, gemmGrid, keepsManySums, type Tile, tileKey } from "./gemm.ts";
import { addParts, type Epilogue, epilogueKey, mostParts, NO_EPILOGUE } from "./parts.ts";
import { declare, f32, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

export interface MatrixShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly turnA: boolean;
  readonly turnB: boolean;
}

/** Reads four neighbours in a row of `length` from `array`. */
const reader = (name: string, array: string, length: number, rowEnd: string, firstEnd: string): string => {
  const vector = length % 4 === 0;
  const [row, first] = rowEnd === "kEnd" ? ["k", "at"] : ["at", "k"];
  return `
fn ${name}(${row === "k" ? "k : i32, at : i32" : "at : i32, k : i32"}, z : i32, kEnd : i32) -> vec4<f32> {
  var v = vec4<f32>(0.0);
  if (${row} >= ${rowEnd} || ${first} >= ${firstEnd}) { return v; }
  let place = ${row} * ${length} + ${first};
  ${
    vector
      ? `v = ${array}[place >> 2u];`
      : `for (var i = 0; i < 4; i++) { if (${first} + i < ${firstEnd}) { v[i] = ${array}[place + i]; } }`
  }
  return v;
}`;
};

function code(
  { m, k, n, turnA, turnB }: MatrixShape,
  tile: Tile,
  splits: number,
  { bias, activation }: Epilogue,
): string {
  const vector = n % 4 === 0;
  const [lengthA, lengthB] = [turnA ? m : k, turnB ? k : n];
  const declarations = `
${declare([written("c", vector), vectors("a", lengthA % 4 === 0), vectors("b", lengthB % 4 === 0), ...(bias === null ? [] : [vectors("bias", vector)])])}
${activationCode(activation, true)}
${turnA ? reader("readA", "a", m, "kEnd", String(m)) : reader("readA", "a", k, String(m), "kEnd")}
${turnB ? reader("readB", "b", k, String(n), "kEnd") : reader("readB", "b", n, "kEnd", String(n))}
fn write(m : i32, n : i32, z : i32, split : i32, sum : vec4<f32>) {
  let at = (split * ${m} + m) * ${n} + n;
  var v = sum;
  ${
    vector
      ? `${bias === null ? "" : "v += bias[n >> 2u];"} c[at >> 2u] = activate(v);`
      : `${bias === null ? "" : `for (var i = 0; i < 4; i++) { if (n + i < ${n}) { v[i] += bias[n + i]; } }`}
  v = activate(v);
  for (var i = 0; i < 4; i++) { if (n + i < ${n}) { c[at + i] = v[i]; } }`
  }
}`;
  const size = { m: String(m), n: String(n), k: String(k) };
  const directions = { a: turnA ? "outer" : "inner", b: turnB ? "inner" : "outer" } as const;
  return gemmCode({ tile, ...size, splits, declarations, ...directions });
}

/** Multiplications up to which a tiled product is not worth its compilation. */
const SMALL = 2 ** 20;
const WIDTH = 64;

/** An invocation for each element. */
function directProduct(
  backend: WebGPUBackend,
  a: TensorInfo,
  b: TensorInfo,
  { m, k, n, turnA, turnB }: MatrixShape,
  shape: readonly number[],
  after: Epilogue,
): TensorInfo {
  const c = output(backend, shape);
  const code = (): string => `
${declare([written("c"), f32("a"), f32("b"), ...(after.bias === null ? [] : [f32("bias")])])}
${activationCode(after.activation, false)}
${flatMain(
  WIDTH,
  String(m * n),
  `let row = index / ${n};
  let column = index % ${n};
  var sum = 0.0;
  for (var k = 0; k < ${k} + zero; k++) {
    sum = fma(a[${turnA ? `k * ${m} + row` : `row * ${k} + k`}], b[${turnB ? `column * ${k} + k` : `k * ${n} + column`}], sum);
  }
  ${after.bias === null ? "" : "sum += bias[column];"}
  c[index] = activate(sum);`,
)}`;
  dispatch(backend, {
    key: `directProduct ${m},${k},${n} ${turnA} ${turnB} ${epilogueKey(after)}`,
    code,
    bindings: [c, a, b, ...(after.bias === null ? [] : [after.bias])],
    workgroups: flatGrid(m * n, WIDTH),
  });
  return c;
}

export const matrixClass = ({ m, k, n, turnA, turnB }: MatrixShape): string =>
  `matrix ${m},${k},${n} ${turnA ? "turned" : "plain"} ${turnB ? "turned" : "plain"}`;

export const matrixProductOf = (backend: WebGPUBackend, { m, k, n }: MatrixShape): Product => ({
  m,
  n,
  k,
  layers: 1,
  mostParts: mostParts(backend, m * n),
  direct: m * n * k <= SMALL,
  manySums: keepsManySums(backend.device),
});

/** `shape` is that of the result, of `m*n` elements; `after` comes on top of it. */
export function matrixProduct(
  backend: WebGPUBackend,
  a: TensorInfo,
  b: TensorInfo,
  p: MatrixShape,
  shape: readonly number[],
  after: Epilogue = NO_EPILOGUE,
  choice: Choice = choiceFor(backend, matrixClass(p), matrixProductOf(backend, p)),
): TensorInfo {
  if (choice.direct) return directProduct(backend, a, b, p, shape, after);
  const { tile, splits } = choice;
  const parts = output(backend, [splits, ...shape]);
  // Parts are bare; what follows them comes with their sum.
  const own = splits === 1 ? after : NO_EPILOGUE;
  dispatch(backend, {
    key: `matrixProduct ${p.m},${p.k},${p.n} ${p.turnA} ${p.turnB} ${tileKey(tile)} ${splits} ${epilogueKey(own)}`,
    code: () => code(p, tile, splits, own),
    bindings: [parts, a, b, ...(own.bias === null ? [] : [own.bias])],
    workgroups: gemmGrid(tile, p.m, p.n, 1, splits),
  });
  return addParts(backend, parts, shape, after);
}

/** Threads change no bit of a result, and end with the backend. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { nodeThreads, nodeWasmHost } from "../../cli/backend/wasm.ts";
import { withSharedMemory } from "../../engine/kernels/wasm/sharing.ts";
import { noThreads } from "../../engine/kernels/wasm/threads.ts";
import { wasmPort } from "../../engine/worker/backend.ts";
import { openTestBackend } from "../support/backends.ts";
import { draw } from "./wasm-reference.ts";

vi.setConfig({ testTimeout: 60_000 });

type Call = readonly [
  kernel: string,
  inputs: Readonly<Record<string, readonly number[]>>,
  attrs: Readonly<Record<string, unknown>>,
];

const window = {
  strides: [1, 1],
  dilations: [1, 1],
  pad: [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ],
  dataFormat: "NHWC",
};
const strided = { ...window, strides: [2, 2] };
const image = [4, 23, 23, 36];
const half = [4, 12, 12, 36];
const kernel = [3, 3, 36, 40];
const pooled = { filterSize: [2, 2], strides: [2, 2], pad: "valid", dimRoundingMode: "floor" };

/** Large enough that there are several parts, with sizes that no part divides. */
const CALLS: readonly Call[] = [
  ["Conv2D", { x: image, filter: kernel }, window],
  ["Conv2D", { x: [4, 23, 23, 3], filter: [3, 3, 3, 40] }, window],
  ["Conv2DBackpropInput", { dy: [4, 23, 23, 40], filter: kernel }, { ...window, inputShape: image }],
  [
    "Conv2DBackpropInput",
    { dy: [...half.slice(0, 3), 40], filter: kernel },
    { ...strided, inputShape: image },
  ],
  ["Conv2DBackpropFilter", { x: image, dy: [4, 23, 23, 40] }, { ...window, filterShape: kernel }],
  ["BatchMatMul", { a: [7, 700], b: [700, 1010] }, { transposeA: false, transposeB: false }],
  ["BatchMatMul", { a: [700, 97], b: [110, 700] }, { transposeA: true, transposeB: true }],
  ["BatchNormTraining", { x: [5000, 72], scale: [72], shift: [72] }, { epsilon: 1e-5 }],
  ["BatchNormTrainingGrad", { dy: [5000, 72], x: [5000, 72], mean: [72], inverse: [72], scale: [72] }, {}],
  ["Add", { a: [300, 333], b: [300, 333] }, {}],
  ["Add", { a: [3000, 33], b: [33] }, {}],
  ["Multiply", { a: [], b: [300, 333] }, {}],
  ["Sub", { a: [300, 333], b: [300, 333] }, {}],
  ["SplitV", { x: [900, 130] }, { axis: 1, numOrSizeSplits: [7, 120, 3] }],
  ["Concat", { 0: [900, 33], 1: [900, 90] }, { axis: 1 }],
  ["Sub", { a: [3000, 33], b: [33] }, {}],
  ["Multiply", { a: [1, 33], b: [3000, 33] }, {}],
  ["Relu", { x: [100, 999] }, {}],
  ["ReluOutputGrad", { dy: [100, 999], y: [100, 999] }, {}],
  ["Sum", { x: [3000, 300] }, { axis: [0], keepDims: false }],
  ["MaxPoolGrad", { dy: [4, 11, 11, 36], input: image, output: [4, 11, 11, 36] }, pooled],
  ["DepthwiseConv2dNativeBackpropFilter", { x: image, dy: image }, { ...window, filterShape: [3, 3, 36, 1] }],
  [
    "DepthwiseConv2dNativeBackpropInput",
    { dy: image, filter: [3, 3, 36, 1] },
    { ...window, inputShape: image },
  ],
];

function compute([name, inputs, attrs]: Call): readonly Uint8Array[] {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([key, shape]) => [key, tf.tensor(draw(shape, key), [...shape])]),
  );
  const results = [tf.engine().runKernel(name, tensors, attrs as never)].flat() as readonly tf.Tensor[];
  const bytes = results.map((result) => new Uint8Array(result.dataSync<"float32">().slice().buffer));
  tf.dispose([...results, ...Object.values(tensors)]);
  return bytes;
}

async function computeAll(threads: number): Promise<readonly (readonly Uint8Array[])[]> {
  const backend = await openTestBackend("wasm", threads);
  expect(backend?.description).toBe(
    `WebAssembly with SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
  );
  const results = CALLS.map(compute);
  await backend?.dispose();
  return results;
}

test("two and three threads compute the bits of one", async () => {
  const alone = await computeAll(1);
  for (const threads of [2, 3]) {
    const together = await computeAll(threads);
    for (const [i, call] of CALLS.entries()) {
      expect(Buffer.concat(together[i] ?? []).equals(Buffer.concat(alone[i] ?? [])), call[0]).toBe(true);
    }
  }
});

test("a computation repeated many times comes out the same", async () => {
  const backend = await openTestBackend("wasm", 2);
  const call: Call = ["BatchMatMul", { a: [64, 64], b: [64, 96] }, { transposeA: false, transposeB: false }];
  const [first] = compute(call);
  for (let i = 0; i < 300; i++)
    expect(Buffer.from(compute(call)[0] ?? []).equals(first ?? new Uint8Array())).toBe(true);
  await backend?.dispose();
});

test.each([1, 2])("the heap grows under %i running threads", async (threads) => {
  const backend = await openTestBackend("wasm", threads);
  const call = CALLS[0] as Call;
  const [before] = compute(call);
  const large = tf.zeros([64, 1024, 1024]);
  expect(Buffer.from(compute(call)[0] ?? []).equals(before ?? new Uint8Array())).toBe(true);
  large.dispose();
  await backend?.dispose();
});

test.each([
  [
    "no thread starts",
    { start: () => Promise.reject(new Error("it is forbidden")) },
    /, 1 thread, as it is forbidden$/,
  ],
  [
    "there is no isolation",
    noThreads("the page is not isolated"),
    /, 1 thread, as the page is not isolated$/,
  ],
])("one thread computes and says why where %s", async (_, threads, description) => {
  const host = nodeWasmHost(2);
  const opened = await wasmPort({ ...host, threads: () => ({ ...host.threads(), ...threads }) }).open();
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  expect(opened.value.description).toMatch(description);
  expect([...tf.matMul([[1, 2]], [[3], [4]]).dataSync()]).toEqual([11]);
  await opened.value.dispose();
});

test("a memory that cannot be shared is taken as it is", async () => {
  const host = nodeWasmHost(2);
  let loads = 0;
  const around = (load: () => Promise<BackendWasm>): Promise<BackendWasm> =>
    loads++ === 0 ? Promise.reject(new Error("there is no room")) : host.around(load);
  const opened = await wasmPort({ ...host, around }).open();
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  expect(opened.value.description).toMatch(
    /, 1 thread, as its memory could not be shared: there is no room$/,
  );
  await opened.value.dispose();
});

test("LAYERLOOM_THREADS sets the number of threads", () => {
  vi.stubEnv("LAYERLOOM_THREADS", "3");
  expect(nodeThreads().count).toBe(3);
  vi.stubEnv("LAYERLOOM_THREADS", "0");
  expect(nodeThreads().count).toBe(1);
  vi.unstubAllEnvs();
});

test("a module without a maximum of memory cannot be shared", () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  expect(() => withSharedMemory(Uint8Array.from([...header, 5, 3, 1, 0, 1]), true)).toThrow(/maximum/);
  expect(() => withSharedMemory(Uint8Array.from(header), true)).toThrow(/no memory/);
  const bounded = Uint8Array.from([...header, 5, 4, 1, 1, 1, 2]);
  expect([...withSharedMemory(bounded, true)].at(-3)).toBe(3);
  expect(WebAssembly.validate(withSharedMemory(bounded, true))).toBe(true);
});

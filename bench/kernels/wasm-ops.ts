/** Single kernels of the wasm backend in alternation, those whose names hold a text: `node bench/kernels/run.mjs wasm-ops [TEXT]`. */
import type { NamedAttrMap, NamedTensorMap, Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { openTestBackend } from "../../test/support/backends.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 9);

interface Case {
  readonly name: string;
  readonly kernel: string;
  readonly inputs: () => Readonly<Record<string, Tensor>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly flops: number;
}

function convolutions(
  batch: number,
  side: number,
  inputs: number,
  outputs: number,
  kernel: number,
  stride = 1,
): readonly Case[] {
  const before = (kernel - 1) / 2;
  const attrs = {
    strides: [stride, stride],
    dilations: [1, 1],
    pad: [
      [0, 0],
      [before, before],
      [before, before],
      [0, 0],
    ],
    dataFormat: "NHWC",
  };
  const end = Math.ceil(side / stride);
  const xShape = [batch, side, side, inputs];
  const filterShape = [kernel, kernel, inputs, outputs];
  const x = () => tf.randomNormal(xShape);
  const filter = () => tf.randomNormal(filterShape);
  const dy = () => tf.randomNormal([batch, end, end, outputs]);
  const flops = 2 * batch * end * end * kernel * kernel * inputs * outputs;
  const title = `${batch}x${side}x${side}, ${inputs} to ${outputs}, ${kernel}x${kernel}, stride ${stride}`;
  return [
    {
      name: `forward ${title}`,
      kernel: "Conv2D",
      inputs: () => ({ x: x(), filter: filter() }),
      attrs,
      flops,
    },
    {
      name: `input gradient ${title}`,
      kernel: "Conv2DBackpropInput",
      inputs: () => ({ dy: dy(), filter: filter() }),
      attrs: { ...attrs, inputShape: xShape },
      flops,
    },
    {
      name: `kernel gradient ${title}`,
      kernel: "Conv2DBackpropFilter",
      inputs: () => ({ x: x(), dy: dy() }),
      attrs: { ...attrs, filterShape },
      flops,
    },
  ];
}

const matMul = (m: number, k: number, n: number, transposeA: boolean, transposeB: boolean): Case => ({
  name: `product ${m}x${k}x${n}${transposeA ? ", left turned" : ""}${transposeB ? ", right turned" : ""}`,
  kernel: "BatchMatMul",
  inputs: () => ({
    a: tf.randomNormal(transposeA ? [k, m] : [m, k]),
    b: tf.randomNormal(transposeB ? [n, k] : [k, n]),
  }),
  attrs: { transposeA, transposeB },
  flops: 2 * m * k * n,
});

const cases: readonly Case[] = [
  ...convolutions(32, 32, 64, 64, 3),
  ...convolutions(32, 32, 16, 16, 3),
  ...convolutions(32, 32, 32, 64, 3, 2),
  ...convolutions(32, 16, 128, 128, 3),
  ...convolutions(32, 32, 64, 64, 1),
  ...convolutions(32, 32, 64, 64, 1, 2),
  ...convolutions(64, 28, 1, 6, 5),
  ...convolutions(32, 32, 3, 64, 3),
  ...convolutions(64, 10, 6, 16, 5),
  matMul(64, 400, 120, false, false),
  matMul(64, 120, 400, false, true),
  matMul(400, 64, 120, true, false),
  matMul(8, 4096, 4096, false, false),
  matMul(8, 4096, 4096, false, true),
  matMul(4096, 8, 4096, true, false),
];

await openTestBackend("wasm");
const [wanted = ""] = process.argv.slice(2);
for (const { name, kernel, inputs, attrs, flops } of cases.filter(({ name }) => name.includes(wanted))) {
  const given = inputs();
  const best = { composed: Number.POSITIVE_INFINITY, simd: Number.POSITIVE_INFINITY };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ["composed", "simd"] as const) {
      registerWasmKernels({ simd: way === "simd" });
      const started = performance.now();
      const out = tf.engine().runKernel(kernel, given as NamedTensorMap, attrs as unknown as NamedAttrMap);
      const ms = performance.now() - started;
      tf.dispose(out);
      if (round > 0) best[way] = Math.min(best[way], ms);
    }
  }
  tf.dispose(Object.values(given));
  const speed = (ms: number): string =>
    `${ms.toFixed(2).padStart(8)} ms ${(flops / ms / 1e6).toFixed(1).padStart(6)} GFLOP/s`;
  console.log(`${name.padEnd(56)} ${speed(best.composed)}   ${speed(best.simd)}`);
}

/**
 * Poolings on WebGPU by our kernels and by what tfjs composes, in alternation: `node bench/kernels/run.mjs webgpu-pooling`, on
 * the driver that `VK_ICD_FILENAMES` names.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { adaptiveBins, resample } from "../../engine/targets/tfjs/ops/resample.ts";
import { submit } from "../../engine/training/static/tensors.ts";
import { openTestBackend } from "../../test/support/backends.ts";

const ROUNDS = 9;
/** A command after another, as one takes too little time. */
const TIMES = 5;

type Act = () => Tensor | readonly Tensor[];

const run = (name: string, inputs: object, attrs: object): Tensor =>
  tf.engine().runKernel(name, inputs as NamedTensorMap, attrs as NamedAttrMap) as Tensor;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const opened = await openTestBackend("webgpu");
if (opened === null) process.exit(1);
const gpu = tf.backend() as unknown as WebGPUBackend;

async function timed(act: Act): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < TIMES; i++) tf.tidy(() => void act());
  submit(gpu);
  await gpu.device.queue.onSubmittedWorkDone();
  return (performance.now() - started) / TIMES;
}

const image = (shape: [number, number, number, number]): Tensor4D =>
  tf.tidy(() => tf.mul(tf.randomNormal(shape, 0, 1, "float32", 1), tf.scalar(1)) as Tensor4D);

const cases: { readonly what: string; readonly ours: Act; readonly stock: Act }[] = [];
{
  const x = image([8, 55, 55, 64]);
  const [size, stride, padding, count] = [
    [3, 3],
    [2, 2],
    [0, 0],
    [27, 27],
  ];
  const ours = { size, stride, padding, dilation: [1, 1], count };
  const stock = { filterSize: size, strides: stride, pad: "valid" };
  cases.push({
    what: "max 3x3, stride 2, 8x55x55x64",
    ours: () => run("MaxPooling", { x }, ours),
    stock: () => run("MaxPool", { x }, stock),
  });
  const mean = { size, stride, padding, count, countIncludePad: true };
  cases.push({
    what: "mean 3x3, stride 2, 8x55x55x64",
    ours: () => run("AveragePooling", { x }, mean),
    stock: () => run("AvgPool", { x }, stock),
  });
  const dy = image([8, 27, 27, 64]);
  cases.push({
    what: "gradient of the mean",
    ours: () => run("AveragePoolingGrad", { dy }, { ...mean, inputShape: x.shape }),
    stock: () => run("AvgPoolGrad", { dy, input: x }, stock),
  });
}
{
  const x = image([32, 7, 7, 512]);
  cases.push({
    what: "global mean, 32x7x7x512",
    ours: () => run("AdaptiveAveragePooling", { x }, { count: [1, 1] }),
    stock: () => tf.mean(x, [1, 2]),
  });
}
{
  const x = image([8, 13, 13, 256]);
  cases.push({
    what: "adaptive mean 13x13 to 6x6, 8x256 maps",
    ours: () => run("AdaptiveAveragePooling", { x }, { count: [6, 6] }),
    stock: () => resample(x, adaptiveBins(13, 6), adaptiveBins(13, 6)),
  });
}
for (const { what, ours, stock } of cases) {
  const times = { ours: [] as number[], stock: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await timed(ours), await timed(stock)];
    if (round > 0) {
      times.ours.push(a);
      times.stock.push(b);
    }
  }
  const [a, b] = [median(times.ours), median(times.stock)];
  console.log(
    `${what}: ${a.toFixed(2)} ms ours, ${b.toFixed(2)} ms stock, ${(b / a).toFixed(1)} times as fast`,
  );
}
process.exit(0);

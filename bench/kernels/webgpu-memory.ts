/**
 * What training steps on WebGPU hold, beside the forecast: `node bench/kernels/run.mjs webgpu-memory [--device] [TEMPLATE:BATCH…]`,
 * on a device that computes nothing (Dawn's null backend) or on the one that is found, SGD without momentum.
 */
import { findGpu } from "../../cli/backend/webgpu.ts";
import { measureWebgpuMemory, nullGpu } from "../../test/support/webgpu-memory.ts";

const CASES = [
  "lenet-modern:64",
  "small-vgg:32",
  "small-resnet:32",
  "small-densenet:32",
  "small-inception:32",
  "torchvision-resnet18:2",
  "torchvision-mobilenet_v2:2",
];

const words = process.argv.slice(2);
const gpu = words.includes("--device") ? await findGpu() : await nullGpu();
if (gpu === null) throw new Error("The package webgpu is not installed.");
const chosen = words.filter((word) => !word.startsWith("--"));
for (const one of chosen.length > 0 ? chosen : CASES) {
  const [id = "", batch = "2"] = one.split(":");
  const { forecast, peak, live } = await measureWebgpuMemory(gpu, id, new Array(5).fill(Number(batch)));
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1).padStart(8);
  console.log(
    `${one.padEnd(30)} forecast ${mb(forecast)} MB, peak ${mb(peak)} MB (${(forecast / peak).toFixed(2)}), then ${mb(live)} MB`,
  );
}
process.exit(0);

/**
 * What a replayed step costs the processor where the device does nothing (Dawn's null backend), SGD with momentum 0.9:
 * `node bench/kernels/run.mjs webgpu-overhead`. Batches are handed over as in a run; their upload is told apart.
 */
import * as tf from "@tensorflow/tfjs-core";
import { loadGraph } from "../../cli/graph.ts";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { webgpuPort } from "../../engine/worker/backend.ts";
import { optimizerSettings } from "../../test/training/settings.ts";

const STEPS = 60;
const CASES = [
  { id: "lenet-modern", batch: 64, input: [1, 28, 28] },
  { id: "torchvision-resnet18", batch: 1, input: [3, 224, 224] },
] as const;

async function nullGpu(): Promise<GPU> {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  const gpu = create(["backend=null"]);
  Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  return gpu;
}

const opened = await webgpuPort(nullGpu).open();
if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(" "));
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

for (const { id, batch: count, input } of CASES) {
  const { expanded, shapes } = createAnalyser().analyse(loadGraph(id));
  const model = buildModel({ expanded, shapes, seed: 1 });
  const optimizer = createOptimizer(optimizerSettings({ momentum: 0.9 }));
  const classes = Array.from({ length: model.outputShape[0] ?? 0 }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const stepper = createStepper({
    model,
    optimizer,
    objective,
    clipNorm: 0,
    onRefusal(reason) {
      throw new Error(reason);
    },
  });
  const pixels = new Float32Array(count * input[0] * input[1] * input[2]);
  const labels = new Int32Array(count);
  const indices = new Int32Array(count);
  const batch = { epoch: 0, step: 0, count, pixels, labels, indices };
  const sent: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const started = performance.now();
    // The step is sent off before the first wait.
    const taken = stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step } });
    sent.push(performance.now() - started);
    await taken;
  }
  await stepper.drain();
  const buffer = (tf.backend() as unknown as { device: GPUDevice }).device.createBuffer({
    size: pixels.byteLength,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.STORAGE,
  });
  const uploads = Array.from({ length: 20 }, () => {
    const started = performance.now();
    opened.ok &&
      (tf.backend() as unknown as { device: GPUDevice }).device.queue.writeBuffer(buffer, 0, pixels);
    return performance.now() - started;
  });
  const steady = sent.slice(5);
  console.log(
    `${id}, batch ${count}: ${median(steady).toFixed(3)} ms a replayed step (least ${Math.min(...steady).toFixed(3)}), of which ${median(uploads).toFixed(3)} ms upload the batch; recorded in ${(sent[1] ?? 0).toFixed(1)} ms`,
  );
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
}
process.exit(0);

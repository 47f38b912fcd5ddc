/** What a WebGPU device holds during training steps: every buffer from its creation to its destruction. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { analyseNetwork } from "../../cli/bench/networks.ts";
import { sizeOfShape } from "../../engine/data/augment/finish.ts";
import type { Batch } from "../../engine/data/types.ts";
import type { AugmentSettings, OptimizerSettings } from "../../engine/document/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { forecastMemory, readImageBytes } from "../../engine/training/forecast.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { webgpuPort } from "../../engine/worker/backend.ts";
import { optimizerSettings } from "../training/settings.ts";

/** A device that computes nothing, at once, but whose buffers are real; `null` where the optional package is absent. */
export async function nullGpu(): Promise<GPU | null> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    return create(["backend=null"]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  }
}

/** tfjs looks for it there. */
function put(gpu: GPU): GPU {
  Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  return gpu;
}

interface Count {
  live: number;
  peak: number;
}

function countBuffers(device: GPUDevice): Count {
  const count: Count = { live: 0, peak: 0 };
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let there = true;
    count.live += descriptor.size;
    count.peak = Math.max(count.peak, count.live);
    buffer.destroy = () => {
      if (there) count.live -= descriptor.size;
      there = false;
      return destroy();
    };
    return buffer;
  };
  return count;
}

export interface DeviceMemory {
  /** Bytes: at most so far, and once steps are replayed. */
  readonly peak: number;
  readonly live: number;
  readonly forecast: number;
}

const normalization = { mean: [0.5, 0.5, 0.5], std: [1, 1, 1] };

/** Images as a run hands them over, or finished ones where it is not said how they are augmented. */
function batchOf(count: number, inputShape: Shape, step: number, augment: AugmentSettings | null): Batch {
  const size = inputShape.reduce((product, length) => product * length, count);
  const [pixels, labels, indices] = [new Float32Array(size), new Int32Array(count), new Int32Array(count)];
  const batch = { epoch: 0, step, count, pixels, labels, indices };
  if (augment === null) return batch;
  const mix = { pixels, indices, shares: new Float32Array(count) };
  return {
    ...batch,
    unfinished: {
      size: sizeOfShape(inputShape),
      seed: 1,
      augment,
      normalization,
      ...(augment.mixup > 0 ? { mix } : {}),
    },
  };
}

/** Of training steps of a template, or of `residual`, on a device of its own: batches of as many samples as `counts` names. */
export async function measureWebgpuMemory(
  gpu: GPU,
  id: string,
  counts: readonly number[],
  settings: OptimizerSettings = optimizerSettings(),
  augment: AugmentSettings | null = null,
): Promise<DeviceMemory> {
  const opened = await webgpuPort(async () => put(gpu)).open();
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(" "));
  const { device } = tf.backend() as unknown as WebGPUBackend;
  const count = countBuffers(device);
  const { expanded, shapes, totals } = analyseNetwork(id);
  const model = buildModel({ expanded, shapes, seed: 1 });
  const optimizer = createOptimizer(settings);
  const classes = Array.from({ length: model.outputShape[0] ?? 1 }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const onRefusal = (reason: string): never => {
    throw new Error(reason);
  };
  const stepper = createStepper({ model, optimizer, objective, clipNorm: 0, onRefusal });
  for (const [step, samples] of counts.entries()) {
    const batch = batchOf(samples, model.inputShape, step, augment);
    await stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step } });
    await stepper.drain();
  }
  const { peak, live } = count;
  const images = augment === null ? 0 : readImageBytes(model.inputShape, augment, "webgpu");
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  opened.value.dispose();
  const forecast = forecastMemory(totals, settings, Math.max(...counts), "webgpu", images).totalBytes;
  return { peak, live, forecast };
}

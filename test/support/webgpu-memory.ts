/** What a WebGPU device holds during training steps: every buffer from its creation to its destruction. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { analyseNetwork } from "../../cli/bench/networks.ts";
import { createTrainer } from "../../cli/bench/trainer.ts";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { forecastMemory } from "../../engine/training/forecast.ts";
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

/** Of `steps` training steps of a template, or of `residual`, on a device of its own. */
export async function measureWebgpuMemory(
  gpu: GPU,
  id: string,
  batch: number,
  settings: OptimizerSettings = optimizerSettings(),
  steps = 5,
): Promise<DeviceMemory> {
  const opened = await webgpuPort(async () => put(gpu)).open();
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(" "));
  const { device } = tf.backend() as unknown as WebGPUBackend;
  const count = countBuffers(device);
  const analysis = analyseNetwork(id);
  const trainer = createTrainer(analysis, batch, settings);
  for (let step = 0; step < steps; step++) await trainer.step();
  const { peak, live } = count;
  trainer.dispose();
  opened.value.dispose();
  return { peak, live, forecast: forecastMemory(analysis.totals, settings, batch, "webgpu").totalBytes };
}

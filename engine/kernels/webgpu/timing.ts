/** How long recorded commands take on the device. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Recording } from "./recording.ts";

/** What is timed lasts at least so long, as clocks of devices are coarse: browsers round to 0.1 ms. */
const LEAST_MS = 3;
const MOST_TIMES = 64;
const SAMPLES = 3;

export interface Timer {
  /** Milliseconds of one run, the median of a few samples; of one sample where that is more than `worst`. */
  time(recording: Recording, worst: number): Promise<number>;
  dispose(): void;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** All that goes through it becomes part of one pass, which so lasts from the first command to the last. */
function joined(pass: GPUComputePassEncoder): GPUCommandEncoder {
  const part = {
    setPipeline: (pipeline: GPUComputePipeline) => pass.setPipeline(pipeline),
    setBindGroup: (index: number, group: GPUBindGroup) => pass.setBindGroup(index, group),
    dispatchWorkgroups: (x: number, y?: number, z?: number) => pass.dispatchWorkgroups(x, y, z),
    end: () => undefined,
  };
  return { beginComputePass: () => part } as unknown as GPUCommandEncoder;
}

interface Stamps {
  readonly queries: GPUQuerySet;
  readonly resolved: GPUBuffer;
  readonly read: GPUBuffer;
}

function openStamps(device: GPUDevice): Stamps | null {
  if (!device.features.has("timestamp-query")) return null;
  return {
    queries: device.createQuerySet({ type: "timestamp", count: 2 }),
    resolved: device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    }),
    read: device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ }),
  };
}

/** By the device's own clock where it has one, else by the time until its work is done. */
export function createTimer({ device }: Pick<WebGPUBackend, "device">, now: () => number): Timer {
  const stamps = openStamps(device);

  const run = async (recording: Recording, times: number): Promise<number> => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(
      stamps === null
        ? {}
        : {
            timestampWrites: {
              querySet: stamps.queries,
              beginningOfPassWriteIndex: 0,
              endOfPassWriteIndex: 1,
            },
          },
    );
    const within = joined(pass);
    for (let i = 0; i < times; i++) recording.replay(within);
    pass.end();
    if (stamps !== null) {
      encoder.resolveQuerySet(stamps.queries, 0, 2, stamps.resolved, 0);
      encoder.copyBufferToBuffer(stamps.resolved, 0, stamps.read, 0, 16);
    }
    const started = now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    const waited = (now() - started) / times;
    if (stamps === null) return waited;
    await stamps.read.mapAsync(GPUMapMode.READ);
    const [begun = 0n, ended = 0n] = new BigUint64Array(stamps.read.getMappedRange().slice(0));
    stamps.read.unmap();
    // Some drivers give no time, or a later one first.
    return ended > begun ? Number(ended - begun) / 1e6 / times : waited;
  };

  return {
    async time(recording, worst) {
      const first = await run(recording, 1);
      if (first > worst) return first;
      const times = Math.min(MOST_TIMES, Math.max(1, Math.ceil(LEAST_MS / Math.max(first, 1e-3))));
      const samples: number[] = [];
      for (let i = 0; i < SAMPLES; i++) samples.push(await run(recording, times));
      return median(samples);
    },
    dispose() {
      stamps?.queries.destroy();
      stamps?.resolved.destroy();
      stamps?.read.destroy();
    },
  };
}

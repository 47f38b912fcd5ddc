/**
 * Records the commands of a function that runs on tfjs' WebGPU backend, runs them, and runs them again without tfjs: the
 * same pipelines on the same memory in the same order, so the same numbers to the bit.
 *
 * Nothing runs while it records. Memory is asked for and given back meanwhile, but where it lies is settled once the last
 * command is known: from the first command that touches a tensor to the last one, and for no longer, a part of a few large
 * buffers is its own. The recording keeps these. What the host uploaded while recording (constants, uniforms) has a buffer
 * to itself, as replaying does not upload again. What changes from run to run must be in tensors that were on the device
 * before.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { capture, NotRecordable } from "./capture.ts";
import { type BoundCommand, type Layout, placed } from "./recording-places.ts";
import type { Manager } from "./recording-pool.ts";

/** Layouts of the backend's recordings, whose memory is free between their runs. */
interface Lending {
  lent?: Set<Layout>;
}
const bytesOf = ({ buffers }: Layout): number => buffers.reduce((sum, { size }) => sum + size, 0);
const largestOf = ({ lent }: Lending): Layout | null =>
  [...(lent ?? [])].sort((a, b) => bytesOf(b) - bytesOf(a))[0] ?? null;

export interface Recording {
  readonly dispatches: number;
  /** Bytes of the buffers that it keeps. */
  readonly bytes: number;
  /** Equal for two recordings that do the same with the same constants. */
  readonly signature: string;
  /** Appends all commands to an encoder. */
  replay(encoder: GPUCommandEncoder): void;
  dispose(): void;
}

/** Appends commands to an encoder. */
function encode(steps: readonly BoundCommand[], encoder: GPUCommandEncoder): void {
  const pass = encoder.beginComputePass();
  let last: GPUComputePipeline | null = null;
  for (const { pipeline, group, workgroups } of steps) {
    if (pipeline !== last) pass.setPipeline(pipeline);
    last = pipeline;
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
}

function runNow({ device }: WebGPUBackend, steps: readonly BoundCommand[]): void {
  const encoder = device.createCommandEncoder();
  encode(steps, encoder);
  device.queue.submit([encoder.finish()]);
}

/**
 * Records `run` and runs it once. Where it throws, nothing has run: so it does where a value is read back, which running
 * it again would not do, and where a tensor outlives it.
 */
export function record(backend: WebGPUBackend, run: () => void): Recording {
  const { commands, pool, signature, kept } = capture(backend, run);
  if (kept.length > 0) {
    pool.dispose();
    throw new NotRecordable("it keeps a tensor");
  }
  const { steps, layout } = placed(backend.device, pool, commands, { shared: null, kept: new Map() });
  runNow(backend, steps);
  const lending = backend as Lending;
  lending.lent ??= new Set();
  lending.lent.add(layout);
  return {
    dispatches: steps.length,
    bytes: pool.bytes(),
    signature,
    replay: (encoder) => encode(steps, encoder),
    dispose() {
      lending.lent?.delete(layout);
      pool.dispose();
    },
  };
}

/**
 * Runs `run` once, in the memory of a recording of this backend as far as that goes, which is free between its runs. What
 * outlives it has memory of its own. Where it throws, nothing has run.
 */
export function runOnce(backend: WebGPUBackend, run: () => void): void {
  const { commands, pool, kept } = capture(backend, run);
  const { bufferManager } = backend as unknown as { readonly bufferManager: Manager };
  const own = new Map(
    kept.map(({ buffer, holder }) => {
      const real = bufferManager.acquireBuffer(buffer.size, buffer.usage);
      holder.resource = real;
      return [buffer, real];
    }),
  );
  runNow(
    backend,
    placed(backend.device, pool, commands, { shared: largestOf(backend as Lending), kept: own }).steps,
  );
  pool.dispose();
}

/** Operations that give one tensor, in as little memory as they need at once where the backend can be asked for that. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, getBackend, type Tensor } from "@tensorflow/tfjs-core";
import { NotRecordable } from "../kernels/webgpu/capture.ts";
import { runOnce } from "../kernels/webgpu/recording.ts";
import { hasKernel } from "../targets/tfjs/ops/fused.ts";

/**
 * tfjs keeps every WebGPU buffer of a size that was ever in use, and frees none before some commands later. With our own
 * kernels the commands are gathered instead, and run in the memory of a recording where there is one.
 */
export function compact<T extends Tensor>(run: () => T): T {
  if (getBackend() !== "webgpu" || !hasKernel("Convolution")) return run();
  const results: T[] = [];
  try {
    runOnce(backend() as unknown as WebGPUBackend, () => results.push(run()));
  } catch (error) {
    if (!(error instanceof NotRecordable)) throw error;
  }
  const [result] = results;
  return result ?? run();
}

/** Buffers that tfjs keeps for later. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** tfjs' buffer manager (4.22.0), as far as it keeps what nobody uses. */
interface Keeper {
  readonly freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
}

/** Gives back what ordinary operations left: tfjs itself keeps every buffer of a size that was ever in use. */
export function releaseUnused(backend: WebGPUBackend): void {
  const keeper = (backend as unknown as { readonly bufferManager: Keeper }).bufferManager;
  if (keeper.numFreeBuffers === 0) return;
  for (const buffers of keeper.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      keeper.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
  }
  keeper.numFreeBuffers = 0;
}

/** Where a network runs. The engine states what it needs; a browser's worker and Node hand in the ways to get it. */
import type { Problem, Result } from "../../../tensor/problem.ts";

export type BackendName = "webgpu" | "wasm" | "cpu";
export type BackendChoice = BackendName | "auto";
export const BACKEND_CHOICES: readonly BackendChoice[] = ["auto", "webgpu", "wasm", "cpu"];

/** Largest sizes in bytes; infinite where the backend sets none of its own. */
export interface BackendLimits {
  /** Of one tensor in a computation. */
  readonly maxTensorBytes: number;
  /** Of one allocation. */
  readonly maxBufferBytes: number;
}

export interface BackendInfo {
  readonly name: BackendName;
  /** The adapter's name, or what runs the arithmetic: `NVIDIA H100`, `WebAssembly with SIMD, 1 thread`. */
  readonly description: string;
  /** A GPU's interface played by the CPU (llvmpipe, SwiftShader). */
  readonly software: boolean;
}

/** A backend that has been made tfjs' current one. */
export interface OpenBackend extends BackendInfo {
  readonly limits: BackendLimits;
  /**
   * Calls once with a reason when the device is gone; afterwards reads reject and other calls do nothing. Returns the
   * way to stop listening.
   */
  onLost(listener: (reason: string) => void): () => void;
  /** Calls for every error that no call reports, such as a tensor above a limit: results are garbage from then on. */
  onError(listener: (message: string) => void): () => void;
  /** Removes the backend from tfjs with all its tensors. It can be opened anew. */
  dispose(): Promise<void>;
}

/** The way to one backend on this host. */
export interface BackendPort {
  readonly name: BackendName;
  /** What `open` would give, without allocating anything; a problem says why there is none. */
  probe(): Promise<Result<BackendInfo>>;
  /** Makes it tfjs' current backend, with our kernels registered. */
  open(): Promise<Result<OpenBackend>>;
}

export interface SelectedBackend extends OpenBackend {
  /** One sentence: what was chosen, and why. */
  readonly reason: string;
  /** Why the backends that were preferred are not used. */
  readonly passedOver: readonly Problem[];
}

/** Helpers that compute parts of kernels on threads of their own. */
import type { Simd, ThreadTask } from "./simd.ts";

/** What a host can do about threads; browsers and Node start them differently. */
export interface ThreadHost {
  /** How many should compute, the calling one included. */
  readonly count: number;
  /** Why it is one, where more were wished for. */
  readonly reason?: string;
  /** Starts a thread that calls `serve(control, scratch)` of an instance of the module; resolves once it does. */
  start(task: ThreadTask): Promise<void>;
}

export const noThreads = (reason?: string): ThreadHost => ({
  count: 1,
  ...(reason === undefined ? {} : { reason }),
  start: () => Promise.reject(new Error("Threads were not asked for.")),
});

/** The first thing of what a thread runs: everything else happens in the module. */
export function serveTask({ module, memory, control, scratch }: ThreadTask, ready: () => void): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  ready();
  (exports as unknown as { serve(control: number, scratch: number): void }).serve(control, scratch);
}

/** Starts what the host allows; returns why there are fewer than it named, if so. */
export async function startThreads(simd: Simd, host: ThreadHost): Promise<string | null> {
  if (host.count <= 1) return host.reason ?? null;
  if (!simd.shared) return "its memory cannot be shared here";
  for (let i = 1; i < host.count; i++) {
    try {
      await host.start(simd.task());
      simd.join();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return null;
}

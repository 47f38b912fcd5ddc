/** Every operation and optimiser against reference values on the current backend: drivers do compute wrongly. */
import * as tf from "@tensorflow/tfjs-core";
import { runOperation } from "./operation.ts";
import { runOptimiser } from "./optimiser.ts";
import type { CaseFile, SelftestResult } from "./types.ts";

/** Largest relative error that counts as right: float32 arithmetic in another order stays well below. */
export const OPERATION_TOLERANCE = 1e-4;
export const OPTIMISER_TOLERANCE = 1e-5;

/** tfjs computes small tensors on the CPU even with WebGPU, which would test the wrong arithmetic. */
const CPU_FORWARD = "WEBGPU_CPU_FORWARD";

async function withoutForwarding<T>(run: () => Promise<T>): Promise<T> {
  if (tf.getBackend() !== "webgpu") return run();
  const before = tf.env().getBool(CPU_FORWARD);
  tf.env().set(CPU_FORWARD, false);
  try {
    return await run();
  } finally {
    tf.env().set(CPU_FORWARD, before);
  }
}

interface Measured {
  readonly forward: number;
  readonly gradient: number;
}

async function measure(
  name: string,
  tolerance: number,
  run: () => Promise<Measured>,
): Promise<SelftestResult> {
  const backend = tf.getBackend();
  try {
    const { forward, gradient } = await run();
    const ok = forward <= tolerance && gradient <= tolerance;
    return { name, backend, forwardError: forward, gradientError: gradient, ok };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const infinite = Number.POSITIVE_INFINITY;
    return { name, backend, forwardError: infinite, gradientError: infinite, ok: false, failure };
  }
}

/** In file order, operations first. `onResult` is called as each case ends. */
export function runSelftest(
  file: CaseFile,
  onResult?: (result: SelftestResult) => void,
): Promise<readonly SelftestResult[]> {
  return withoutForwarding(async () => {
    const results: SelftestResult[] = [];
    const add = (result: SelftestResult): void => {
      results.push(result);
      onResult?.(result);
    };
    for (const c of file.cases) add(await measure(c.name, OPERATION_TOLERANCE, () => runOperation(c)));
    for (const c of file.optimisers ?? []) {
      const run = async () => ({ forward: await runOptimiser(c), gradient: 0 });
      add(await measure(c.name, OPTIMISER_TOLERANCE, run));
    }
    return results;
  });
}

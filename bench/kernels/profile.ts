/** Where the time of a training step on the wasm backend goes, by kernel: `node bench/kernels/run.mjs profile NETWORK`. */
import type { KernelConfig } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { createTrainer } from "../../cli/bench/trainer.ts";
import { openTestBackend } from "../../test/support/backends.ts";
import { networks } from "./models.ts";

const STEPS = 3;

interface Share {
  ms: number;
  calls: number;
}

/** Counts own time: a kernel that calls others is charged with the rest alone. */
function watchKernels(): Map<string, Share> {
  const shares = new Map<string, Share>();
  const inner: number[] = [];
  const timed = (name: string, kernel: KernelConfig["kernelFunc"]): KernelConfig["kernelFunc"] => {
    return (call) => {
      const started = performance.now();
      inner.push(0);
      const result = kernel(call);
      const took = performance.now() - started;
      const share = shares.get(name) ?? { ms: 0, calls: 0 };
      shares.set(name, { ms: share.ms + took - (inner.pop() ?? 0), calls: share.calls + 1 });
      if (inner.length > 0) inner.push((inner.pop() ?? 0) + took);
      return result;
    };
  };
  for (const config of tf.getKernelsForBackend("wasm")) {
    tf.unregisterKernel(config.kernelName, "wasm");
    tf.registerKernel({ ...config, kernelFunc: timed(config.kernelName, config.kernelFunc) });
  }
  return shares;
}

await openTestBackend("wasm", Number(process.env.LAYERLOOM_THREADS ?? 1));
for (const id of process.argv.slice(2)) {
  const make = networks[id];
  if (make === undefined) throw new Error(`Networks are ${Object.keys(networks).join(", ")}.`);
  const network = make();
  const trainer = createTrainer(network.graph, network.batch);
  for (let i = 0; i < 4; i++) await trainer.step();
  const shares = watchKernels();
  const started = performance.now();
  for (let i = 0; i < STEPS; i++) await trainer.step();
  const total = (performance.now() - started) / STEPS;
  console.log(`${id}: ${total.toFixed(1)} ms a step`);
  const sorted = [...shares].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 16);
  for (const [name, { ms, calls }] of sorted) {
    console.log(
      `  ${name.padEnd(38)} ${(ms / STEPS).toFixed(2).padStart(9)} ms ${(calls / STEPS).toFixed(0).padStart(5)} calls`,
    );
  }
  trainer.dispose();
}

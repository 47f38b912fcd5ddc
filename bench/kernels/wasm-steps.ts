/**
 * Training steps on the wasm backend, one thread: with our SIMD module and with stock kernels composed, in alternation
 * within this process. `node bench/kernels/run.mjs wasm-steps [NETWORK…]`
 */

import { createTrainer, type Trainer } from "../../cli/bench/trainer.ts";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { openTestBackend } from "../../test/support/backends.ts";
import { networks } from "./models.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(trainer: Trainer): Promise<number> {
  // The processor's time, not the clock's: other programs of the machine then count for less.
  const started = process.cpuUsage();
  await trainer.step();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

await openTestBackend("wasm", Number(process.env.LAYERLOOM_THREADS ?? 1));
const chosen = process.argv.slice(2);
for (const id of chosen.length > 0 ? chosen : Object.keys(networks)) {
  const make = networks[id];
  if (make === undefined) throw new Error(`Networks are ${Object.keys(networks).join(", ")}.`);
  const network = make();
  const trainer = createTrainer(network.graph, network.batch);
  const times: Record<"composed" | "simd", number[]> = { composed: [], simd: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ["composed", "simd"] as const) {
      registerWasmKernels({ simd: way === "simd" });
      const ms = await timed(trainer);
      if (round > 0) times[way].push(ms);
    }
  }
  const [before, after] = [median(times.composed), median(times.simd)];
  console.log(
    `${network.name}, batch ${network.batch}: ${before.toFixed(1)} ms composed, ${after.toFixed(1)} ms SIMD, ${(before / after).toFixed(2)} times as fast`,
  );
  trainer.dispose();
}

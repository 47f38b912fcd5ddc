/**
 * What measuring the kernels on this device is worth: each product by the rule's kernel beside the one that was chosen,
 * and whole steps by both in alternation: `node bench/kernels/run.mjs webgpu-tuning [--budget=MS] [--batch=N] [--rounds=N]`
 * `[--json] [NETWORK…]`, on the driver that `VK_ICD_FILENAMES` names. All candidates are measured unless a budget is given.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { findGpu } from "../../cli/backend/webgpu.ts";
import { choiceKey, ruleFor } from "../../engine/kernels/webgpu/choice.ts";
import { tune } from "../../engine/kernels/webgpu/tune.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { adapterName, withKernels } from "../../engine/training/tuning/kernels.ts";
import { networkRequests } from "../../engine/training/tuning/network.ts";
import type { RunKernels } from "../../engine/training/tuning/types.ts";
import { webgpuPort } from "../../engine/worker/backend.ts";
import { optimizerSettings } from "../../test/training/settings.ts";
import { type Network, networks } from "./models.ts";

const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith("--"));
const numberOf = (name: string): number | null => {
  const found = words.find((word) => word.startsWith(`--${name}=`));
  return found === undefined ? null : Number(found.slice(name.length + 3));
};
const budgetMs = numberOf("budget") ?? Number.POSITIVE_INFINITY;
const rounds = numberOf("rounds") ?? 3;
const json = words.includes("--json");
const now = (): number => performance.now();
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const opened = await webgpuPort(findGpu).open();
if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(" "));
opened.value.onError((message) => {
  throw new Error(message);
});
const backend = tf.backend() as unknown as WebGPUBackend;

/** Takes a step by these kernels to its end. */
function trainer({ graph, input }: Network, count: number, kernels: RunKernels) {
  const model = buildModel({ ...graph, seed: 1 });
  const classes = Array.from({ length: model.outputShape[0] ?? 0 }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const optimizer = createOptimizer(optimizerSettings());
  const plain = createStepper({ model, optimizer, objective, clipNorm: 0 });
  const stepper = withKernels(plain, kernels);
  const pixels = Float32Array.from({ length: count * input[0] * input[1] * input[2] }, (_, i) => Math.sin(i));
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes.length);
  const batch = { epoch: 0, step: 0, count, pixels, labels, indices: labels };
  return async (): Promise<number> => {
    const started = now();
    await stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step: 0 } });
    await stepper.drain();
    return now() - started;
  };
}

async function measure(network: Network): Promise<void> {
  const batch = numberOf("batch") ?? network.batch;
  const requests = networkRequests(backend, network.graph, batch);
  const times = new Map<string, Map<string, number>>();
  const tuned = await tune(backend, {
    requests,
    budgetMs,
    now,
    onMeasured(key, choice, ms) {
      const known = times.get(key) ?? new Map<string, number>();
      times.set(key, known.set(choiceKey(choice), ms));
    },
  });
  const products = requests.flatMap(({ key, product }) => {
    const measured = times.get(key);
    const choice = tuned.choices.get(key);
    if (measured === undefined || choice === undefined) return [];
    const [rule, best] = [choiceKey(ruleFor(product)), choiceKey(choice)];
    const [ruleMs, bestMs] = [measured.get(rule) ?? Number.NaN, measured.get(best) ?? Number.NaN];
    return [{ key, rule, ruleMs, best, bestMs, candidates: measured.size }];
  });
  const byRule = trainer(network, batch, { record: null, choices: null });
  const byChoice = trainer(network, batch, { record: null, choices: tuned.choices });
  for (let i = 0; i < 3; i++) {
    await byRule();
    await byChoice();
  }
  const steps: [number, number][] = [];
  for (let i = 0; i < rounds; i++) steps.push([await byRule(), await byChoice()]);
  const [ruleMs, tunedMs] = [median(steps.map(([ms]) => ms)), median(steps.map(([, ms]) => ms))];
  const { elapsedMs, left } = tuned;
  const result = { network: network.name, batch, adapter: adapterName(backend), ruleMs, tunedMs, elapsedMs };
  if (json) {
    console.log(JSON.stringify({ ...result, left, products }));
    return;
  }
  console.log(`${network.name}, batch ${batch}, ${result.adapter}`);
  console.log(
    `a step ${ruleMs.toFixed(1)} ms by the rule, ${tunedMs.toFixed(1)} ms by choice (${(ruleMs / tunedMs).toFixed(2)} times as fast); measured in ${(elapsedMs / 1000).toFixed(1)} s, ${left} left`,
  );
  for (const one of products) {
    const change = one.rule === one.best ? "stays" : `to ${one.best} ${one.bestMs.toFixed(2)} ms`;
    console.log(`  ${one.key}: ${one.rule} ${one.ruleMs.toFixed(2)} ms ${change}, of ${one.candidates}`);
  }
}

for (const name of chosen.length === 0 ? ["lenet", "residual", "small-resnet"] : chosen) {
  const network = networks[name]?.();
  if (network === undefined) throw new Error(`Networks are ${Object.keys(networks).join(", ")}.`);
  await measure(network);
}
process.exit(0);

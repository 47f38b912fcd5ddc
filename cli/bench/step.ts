/** One training step, beside PyTorch on one CPU thread where a Python with it is installed. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { defaultTraining } from "../../engine/document/create.ts";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { computeGradients } from "../../engine/training/step.ts";
import { loadSource } from "../export/source.ts";
import { packageRoot } from "../paths.ts";
import { type BenchRow, medianOf } from "./types.ts";

const ROUNDS = 12;
const CASES = [
  { id: "lenet-modern", batch: 64 },
  { id: "small-vgg", batch: 32 },
  { id: "small-resnet", batch: 32 },
] as const;

export async function benchStep(backend: OpenBackend): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { id, batch } of CASES) {
    const oursMs = await stepMs(id, batch);
    const peer = torchStepMs(id, batch);
    rows.push({
      bench: "step",
      what: `${id}, batch ${batch}, SGD, ${backend.name}`,
      oursMs,
      peer: "PyTorch, CPU, 1 thread",
      ...(typeof peer === "number" ? { peerMs: peer } : { peerMs: null, note: peer }),
    });
  }
  return rows;
}

async function stepMs(id: string, batch: number): Promise<number> {
  const { analysis } = await loadSource(id, 1, true);
  const model = buildModel({ expanded: analysis.expanded, shapes: analysis.shapes, seed: 1 });
  const optimizer = createOptimizer({ ...defaultTraining.optimizer, type: "sgd", lr: 0.01 });
  const [channels = 1, height = 1, width = 1] = model.inputShape;
  const random = createRandom(1, id);
  const pixels = Float32Array.from({ length: batch * height * width * channels }, () => random.normal());
  const labels = Int32Array.from({ length: batch }, () => random.int(10));
  const indices = Int32Array.from({ length: batch }, (_, i) => i);
  const classes = Array.from({ length: 10 }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const one = async (): Promise<void> => {
    const loss = tf.tidy(() => {
      const found = computeGradients(
        model,
        { epoch: 0, step: 0, count: batch, pixels, labels, indices },
        objective,
        1,
      );
      optimizer.apply(model.variables, found.grads, 0.01);
      found.applyUpdates();
      return tf.keep(found.readout);
    });
    await loss.data();
    loss.dispose();
  };
  const result = await medianOf(ROUNDS, one);
  model.dispose();
  optimizer.dispose();
  return result;
}

/** Milliseconds, or the reason why there are none. */
function torchStepMs(id: string, batch: number): number | string {
  const script = join(packageRoot(), "bench", "torch_step.py");
  if (!existsSync(script)) return "the comparison script is in the source checkout only";
  for (const python of [process.env.LAYERLOOM_PYTHON, "python3", "/usr/bin/python3"]) {
    if (python === undefined) continue;
    const run = spawnSync(python, [script, id, String(batch), String(ROUNDS)], { encoding: "utf8" });
    const value = Number(run.stdout?.trim());
    if (run.status === 0 && value > 0) return value;
  }
  return "no Python with PyTorch was found (LAYERLOOM_PYTHON names one)";
}

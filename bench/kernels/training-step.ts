/** Training steps of a network on random images, as a run takes them on a backend of this thread. */
import type { Batch } from "../../engine/data/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { optimizerSettings } from "../../test/training/settings.ts";
import type { Network } from "./models.ts";

const CLASSES = 10;

function randomBatch({ batch, input }: Network): Batch {
  const random = createRandom(3, "bench");
  const size = batch * input[0] * input[1] * input[2];
  return {
    epoch: 0,
    step: 0,
    count: batch,
    pixels: Float32Array.from({ length: size }, () => random.normal()),
    labels: Int32Array.from({ length: batch }, (_, i) => i % CLASSES),
    indices: Int32Array.from({ length: batch }, (_, i) => i),
  };
}

export interface Trainer {
  /** Takes one step; the loss before it. */
  step(): Promise<number>;
  dispose(): void;
}

/** SGD without momentum, float32. */
export function createTrainer(network: Network): Trainer {
  const model = buildModel({ ...network.graph, seed: 1 });
  const optimizer = createOptimizer(optimizerSettings());
  const batch = randomBatch(network);
  const objective = {
    loss: "cross-entropy",
    labelSmoothing: 0,
    task: "classification",
    classes: Array.from({ length: CLASSES }, (_, i) => String(i)),
  } as const;
  const stepper = createStepper({ model, optimizer, objective, clipNorm: 0 });
  return {
    async step() {
      const [outcome] = await stepper.take({ batch, lr: 0.01, dropoutSeed: 1 });
      return outcome?.loss ?? Number.NaN;
    },
    dispose() {
      stepper.dispose();
      optimizer.dispose();
      model.dispose();
    },
  };
}

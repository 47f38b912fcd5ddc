/** Training steps of a network on random images, as a run takes them on the current backend. */
import type { Analysis } from "../../engine/analysis/types.ts";
import type { Batch } from "../../engine/data/types.ts";
import { defaultTraining } from "../../engine/document/create.ts";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";

const LR = 0.01;

function randomBatch(count: number, inputShape: readonly number[], classes: number): Batch {
  const random = createRandom(3, "bench");
  const size = inputShape.reduce((product, length) => product * length, count);
  return {
    epoch: 0,
    step: 0,
    count,
    pixels: Float32Array.from({ length: size }, () => random.normal()),
    labels: Int32Array.from({ length: count }, (_, i) => i % classes),
    indices: Int32Array.from({ length: count }, (_, i) => i),
  };
}

export interface Trainer {
  /** Of one sample, `[C, H, W]`. */
  readonly inputShape: Shape;
  /** Takes one step and waits until its loss is known; returns it. */
  step(): Promise<number>;
  dispose(): void;
}

const PLAIN_SGD: OptimizerSettings = { ...defaultTraining.optimizer, type: "sgd", momentum: 0, lr: LR };

/** SGD without momentum unless told, float32. */
export function createTrainer(
  { expanded, shapes }: Pick<Analysis, "expanded" | "shapes">,
  batchSize: number,
  settings: OptimizerSettings = PLAIN_SGD,
): Trainer {
  const model = buildModel({ expanded, shapes, seed: 1 });
  const optimizer = createOptimizer(settings);
  const [classes = 1] = model.outputShape;
  const batch = randomBatch(batchSize, model.inputShape, classes);
  const objective = {
    loss: "cross-entropy",
    labelSmoothing: 0,
    task: "classification",
    classes: Array.from({ length: classes }, (_, i) => String(i)),
  } as const;
  const stepper = createStepper({ model, optimizer, objective, clipNorm: 0 });
  return {
    inputShape: model.inputShape,
    async step() {
      const taken = await stepper.take({ batch, lr: LR, dropout: { seed: 1, step: 0 } });
      const [outcome] = [...taken, ...(await stepper.drain())];
      return outcome?.loss ?? Number.NaN;
    },
    dispose() {
      stepper.dispose();
      optimizer.dispose();
      model.dispose();
    },
  };
}

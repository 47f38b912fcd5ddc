/** One experiment for each setting of training, with a switch for it. */
import { defaultTraining } from "../../../../engine/document/create.ts";
import { bySettings, FEW, sgd, source } from "./parts.ts";
import type { Choice } from "./types.ts";

const augmented = (
  id: string,
  label: Choice["label"],
  own: Partial<typeof defaultTraining.augment>,
): Choice => ({
  id,
  ...(label === undefined ? {} : { label }),
  training: { augment: { ...defaultTraining.augment, ...own } },
});

export const TRAINING = {
  rate: bySettings(
    { optimizer: sgd(0.05) },
    [0.001, 0.01, 0.2, 2].map((lr) => ({ id: String(lr), training: { optimizer: sgd(lr) } })),
    (a, b) => a.testAccuracy > b.testAccuracy + 0.3,
  ),
  momentum: bySettings(
    { optimizer: sgd(0.01) },
    [0.9, 0.5, 0.99].map((momentum) => ({
      id: String(momentum),
      training: { optimizer: sgd(0.01, momentum) },
    })),
    (a, b) => b.loss < a.loss && b.testAccuracy > a.testAccuracy,
  ),
  batch: bySettings(
    { optimizer: sgd(0.05), batchSize: 16 },
    [256, 64, 1200].map((batchSize) => ({ id: String(batchSize), training: { batchSize } })),
    (a, b) => a.testAccuracy > b.testAccuracy,
  ),
  images: bySettings(
    FEW,
    [
      { id: "2400", training: { data: source(2400), epochs: 4 } },
      { id: "960", training: { data: source(960), epochs: 10 } },
      { id: "120", training: { data: source(120), epochs: 80 } },
    ],
    (a, b) => b.testLoss - b.loss < a.testLoss - a.loss && b.testAccuracy > a.testAccuracy,
  ),
  decay: bySettings(
    FEW,
    [0.03, 0.003, 0.3].map((decay) => ({
      id: String(decay),
      training: { optimizer: sgd(0.02, 0.9, decay) },
    })),
    (a, b) => b.testLoss - b.loss < a.testLoss - a.loss,
  ),
  augment: bySettings(
    FEW,
    [
      augmented("both", "learn:choices.both", { crop: 2, rotation: 10 }),
      augmented("shift", "learn:choices.shift", { crop: 3 }),
      augmented("rotation", "learn:choices.rotation", { rotation: 15 }),
      augmented("flip", "learn:choices.flip", { flip: 0.5 }),
    ],
    (a, b) => b.testAccuracy > a.testAccuracy,
  ),
} as const;

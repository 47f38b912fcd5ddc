import type { OptimizerSettings, TrainingSettings } from "../../engine/document/types.ts";

export const optimizerSettings = (changes: Partial<OptimizerSettings> = {}): OptimizerSettings => ({
  type: "sgd",
  lr: 0.01,
  momentum: 0,
  nesterov: false,
  weightDecay: 0,
  beta1: 0.9,
  beta2: 0.999,
  alpha: 0.99,
  epsilon: 1e-8,
  ...changes,
});

export const trainingSettings = (changes: Partial<TrainingSettings> = {}): TrainingSettings => ({
  loss: "cross-entropy",
  labelSmoothing: 0,
  optimizer: optimizerSettings(),
  schedule: { type: "constant" },
  warmupSteps: 0,
  clipNorm: 0,
  epochs: 2,
  batchSize: 16,
  patience: 0,
  augment: { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 },
  seed: 7,
  data: "",
  ...changes,
});

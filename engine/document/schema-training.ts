/** The form and the limits of training settings; the command that changes them uses the same. */
import { z } from "./zod.ts";

const share = z.number().min(0).max(1);
const positive = z.number().gt(0);

export const optimizerSchema = z.strictObject({
  type: z.enum(["sgd", "adam", "adamw", "rmsprop"]),
  lr: z.number().min(0).max(1000),
  momentum: z.number().min(0).lt(1),
  nesterov: z.boolean(),
  weightDecay: z.number().min(0).max(1000),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1),
  alpha: z.number().min(0).lt(1),
  epsilon: positive.max(1),
});

export const scheduleSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("constant") }),
  z.strictObject({
    type: z.literal("step"),
    everyEpochs: z.int().min(1).max(100_000),
    gamma: positive.max(1),
  }),
  z.strictObject({ type: z.literal("cosine"), minLr: z.number().min(0).max(1000) }),
  z.strictObject({
    type: z.literal("one-cycle"),
    pctStart: positive.lt(1),
    divFactor: z.number().min(1).max(1e9),
    finalDivFactor: z.number().min(1).max(1e9),
  }),
]);

export const augmentSchema = z.strictObject({
  flip: share,
  crop: z.int().min(0).max(1024),
  rotation: z.number().min(0).max(180),
  color: share,
  cutout: z.int().min(0).max(1024),
  mixup: z.number().min(0).max(100),
});

export const trainingSchema = z.strictObject({
  loss: z.enum(["cross-entropy", "mse"]),
  labelSmoothing: z.number().min(0).lt(1),
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  warmupSteps: z.int().min(0).max(100_000_000),
  clipNorm: z.number().min(0).max(1e9),
  epochs: z.int().min(1).max(100_000),
  batchSize: z.int().min(1).max(65_536),
  patience: z.int().min(0).max(100_000),
  augment: augmentSchema,
  seed: z.int(),
  data: z.string(),
});

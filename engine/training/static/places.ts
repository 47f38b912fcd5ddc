/** The tensors of fixed place that a recorded step reads what changes from step to step from. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { augmentWords } from "../../data/augment/words.ts";
import type { Unfinished } from "../../data/types.ts";
import type { DropoutDraw } from "../../targets/tfjs/dropout.ts";
import type { Shape } from "../../tensor/shape.ts";
import { finishImages } from "../images.ts";
import { givenTargets, type Objective, type StepInputs } from "../step.ts";
import type { StepRequest } from "../stepper.ts";
import { createSlot, type Slot } from "./tensors.ts";

export interface Places {
  /** Whether a batch fits in: as many samples, with the same still to be done to them. */
  fits(request: StepRequest): boolean;
  write(request: StepRequest): void;
  /** What a step is computed from. Call inside `tf.tidy`. */
  inputs(): StepInputs;
  readonly dropout: DropoutDraw;
  dispose(): void;
}

/** Settings are constants of a recording, so that they may not change. */
const sameWork = (a: Unfinished | undefined, b: Unfinished | undefined): boolean =>
  a?.augment === b?.augment &&
  a?.normalization === b?.normalization &&
  (a?.mix === undefined) === (b?.mix === undefined);

/** For batches like that of the first request. */
export function createPlaces(
  backend: WebGPUBackend,
  inputShape: Shape,
  objective: Objective,
  { batch, dropout: { seed } }: StepRequest,
): Places {
  const { count, unfinished } = batch;
  const [channels = 1, height, width] = inputShape;
  const shape = [
    count,
    ...(height === undefined || width === undefined ? [channels] : [height, width, channels]),
  ];
  const given = givenTargets(batch, objective);
  const slots: Slot[] = [];
  const slot = (...wanted: readonly [readonly number[], "float32" | "int32"]): Slot => {
    const made = createSlot(backend, ...wanted);
    slots.push(made);
    return made;
  };
  const x = slot(shape, "float32");
  const labels = slot([count], "int32");
  const targets = given === null ? null : slot([count, given.length / count], "float32");
  const step = slot([1], "int32");
  const words = unfinished === undefined ? null : slot([augmentWords(batch, unfinished).length], "int32");
  const partners = unfinished?.mix === undefined ? null : slot(shape, "float32");
  return {
    fits: ({ batch: next, dropout }) =>
      next.count === count &&
      dropout.seed === seed &&
      next.pixels.length === x.tensor.size &&
      givenTargets(next, objective)?.length === targets?.tensor.size &&
      sameWork(next.unfinished, unfinished),
    write({ batch: next, dropout }) {
      x.write(next.pixels);
      labels.write(next.labels);
      const values = givenTargets(next, objective);
      if (values !== null) targets?.write(values);
      step.write(Int32Array.of(dropout.step));
      if (next.unfinished === undefined) return;
      words?.write(augmentWords(next, next.unfinished));
      if (next.unfinished.mix !== undefined) partners?.write(next.unfinished.mix.pixels);
    },
    inputs: () => ({
      x:
        unfinished === undefined || words === null
          ? x.tensor
          : finishImages(
              { pixels: x.tensor, words: words.tensor, partners: partners?.tensor ?? null },
              unfinished,
            ),
      labels: labels.tensor as Tensor1D,
      given: (targets?.tensor ?? null) as Tensor2D | null,
    }),
    // The keys of the masks are constants of a recording: the seed is always the same.
    dropout: { seed, step: step.tensor as Tensor1D },
    dispose() {
      for (const made of slots) made.dispose();
    },
  };
}

/** One training step on the device, its updates in place: run as it is, or recorded and run again. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Tensor, Tensor1D, Variable } from "@tensorflow/tfjs-core";
import { ASSIGN, guardLoss, type UpdateEntry, updateInPlace } from "../../kernels/webgpu/update.ts";
import type { BufferUpdate, Model, WeightPath } from "../../targets/tfjs/types.ts";
import { clipByGlobalNorm } from "../clip.ts";
import { type InPlaceRule, inPlaceRule } from "../optimizers/in-place.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { createSlot, type Slot } from "./tensors.ts";

export interface InPlace {
  /** Everything that a step changes. */
  variables(): readonly Variable[];
  /** Call before each step. */
  prepare(step: number, lr: number): void;
  /** Appends the updates; they are left out once a loss, the readout's first number, was not finite. */
  apply(readout: Tensor1D, grads: ReadonlyMap<WeightPath, Tensor>, updates: readonly BufferUpdate[]): void;
  /** Allows updates again. */
  reset(): void;
  dispose(): void;
}

export interface InPlaceOptions {
  readonly backend: WebGPUBackend;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
}

export function createInPlace({ backend, model, optimizer, clipNorm }: InPlaceOptions): InPlace {
  const { rule, numbers }: InPlaceRule = inPlaceRule(optimizer.settings);
  const guard: Slot = createSlot(backend, [1]);
  const values: Slot = createSlot(backend, [numbers(1, 0).length]);
  return {
    variables: () => [
      ...model.variables.values(),
      ...model.buffers.values(),
      ...[...model.variables].flatMap(([path, parameter]) => optimizer.slotsOf(path, parameter)),
    ],
    prepare: (step, lr) => values.write(numbers(step, lr)),
    apply(readout, grads, updates) {
      guardLoss(backend, readout, guard.tensor);
      const clipped = clipNorm > 0 ? clipByGlobalNorm(grads, clipNorm) : grads;
      const entries = [...model.variables].flatMap(([path, parameter]): UpdateEntry[] => {
        const gradient = clipped.get(path);
        return gradient === undefined
          ? []
          : [{ parameter, gradient, slots: optimizer.slotsOf(path, parameter) }];
      });
      updateInPlace(backend, rule, entries, values.tensor, guard.tensor);
      const assigned = updates.map(({ buffer, value }) => ({
        parameter: buffer,
        gradient: value,
        slots: [],
      }));
      updateInPlace(backend, ASSIGN, assigned, values.tensor, guard.tensor);
    },
    reset: () => guard.write(new Float32Array(1)),
    dispose() {
      guard.dispose();
      values.dispose();
    },
  };
}

/** An optimiser: an update rule and the slots it keeps for each parameter, on the device. */
import { type Tensor, tensor as tensorOf, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import type { OptimizerSettings } from "../../document/types.ts";
import type { WeightPath } from "../../targets/tfjs/types.ts";
import type { Shape } from "../../tensor/shape.ts";
import { adamRule, adamwRule } from "./adam.ts";
import { rmspropRule } from "./rmsprop.ts";
import type { UpdateRule } from "./rule.ts";
import { sgdRule } from "./sgd.ts";
import { holdState, type StateHold } from "./state-hold.ts";

export interface SlotArray {
  /** Shape of the variable in the executor's layout. */
  readonly shape: Shape;
  readonly data: Float32Array;
}
/** Everything a resume needs: the number of steps taken, and the slots by `weight path/slot name`. */
export interface OptimizerState {
  readonly step: number;
  readonly slots: ReadonlyMap<string, SlotArray>;
}

export interface Optimizer {
  readonly settings: OptimizerSettings;
  /** Number of slots for each parameter. */
  readonly slotCount: number;
  /** Steps applied so far. */
  readonly step: number;
  /**
   * One step. A variable without a gradient stays as it is, as a parameter with `grad None` does in PyTorch.
   * Gradients stay the caller's to dispose of.
   */
  apply(
    variables: ReadonlyMap<WeightPath, Variable>,
    grads: ReadonlyMap<WeightPath, Tensor>,
    lr: number,
  ): void;
  /** Copies the slots off the device. */
  readState(): Promise<OptimizerState>;
  /** Replaces all slots and the step count. */
  writeState(state: OptimizerState): void;
  /** The slots of a parameter, in the order of the rule; made where they are not there yet. For updates in place. */
  slotsOf(path: WeightPath, parameter: Variable): readonly Variable[];
  /** Says how many steps were applied, to those who apply them in place. */
  setStep(step: number): void;
  /** Holds the present state without copying it, to go back to. */
  hold(): StateHold;
  dispose(): void;
}

export function ruleOf(settings: OptimizerSettings): UpdateRule {
  switch (settings.type) {
    case "sgd":
      return sgdRule(settings);
    case "adam":
      return adamRule(settings);
    case "adamw":
      return adamwRule(settings);
    case "rmsprop":
      return rmspropRule(settings);
  }
}

/** PyTorch's arithmetic for every kind; the learning rate comes with each step, `settings.lr` is not read. */
export function createOptimizer(settings: OptimizerSettings): Optimizer {
  const rule = ruleOf(settings);
  const slots = new Map<string, Variable>();
  let step = 0;

  const slotOf = (path: WeightPath, name: string, like: Variable): Variable => {
    const key = `${path}/${name}`;
    const found = slots.get(key);
    if (found !== undefined) return found;
    const created = tidy(() => variable(tensorOf(new Float32Array(like.size), [...like.shape]), false));
    slots.set(key, created);
    return created;
  };
  const clear = (): void => {
    for (const slot of slots.values()) slot.dispose();
    slots.clear();
  };

  return {
    settings,
    slotCount: rule.slots.length,
    slotsOf: (path, parameter) => rule.slots.map((name) => slotOf(path, name, parameter)),
    setStep(taken) {
      step = taken;
    },
    get step() {
      return step;
    },
    apply(variables, grads, lr) {
      step += 1;
      tidy(() => {
        const update = rule.prepare(step, lr);
        for (const [path, parameter] of variables) {
          const gradient = grads.get(path);
          if (gradient === undefined) continue;
          const own = rule.slots.map((name) => slotOf(path, name, parameter));
          // one parameter at a time, so that the temporaries of a large network do not add up
          tidy(() => {
            const updated = update(parameter, gradient, own);
            parameter.assign(updated.parameter);
            own.forEach((slot, i) => {
              slot.assign(updated.slots[i] as Tensor);
            });
          });
        }
      });
    },
    async readState() {
      const read = [...slots].map(
        async ([key, slot]) =>
          [key, { shape: slot.shape, data: new Float32Array(await slot.data<"float32">()) }] as const,
      );
      return { step, slots: new Map(await Promise.all(read)) };
    },
    writeState(state) {
      clear();
      step = state.step;
      for (const [key, { shape, data }] of state.slots) {
        slots.set(
          key,
          tidy(() => variable(tensorOf(data, [...shape]), false)),
        );
      }
    },
    hold() {
      const heldStep = step;
      const held = holdState(slots.values());
      const known = new Set(slots.keys());
      return {
        restore() {
          held.restore();
          for (const [key, slot] of slots) {
            if (known.has(key)) continue;
            slot.dispose();
            slots.delete(key);
          }
          step = heldStep;
        },
        release: held.release,
      };
    },
    dispose: clear,
  };
}

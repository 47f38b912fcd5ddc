import { readFileSync } from "node:fs";
import { memory, type Tensor, tensor, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { referenceFile } from "../support/reference.ts";
import { optimizerSettings } from "./settings.ts";
import { relativeError, type TorchTensor, torchValues } from "./torch/values.ts";
import { useBackend } from "./use-backend.ts";

interface Shared {
  readonly name: string;
  readonly params: Partial<OptimizerSettings>;
  readonly start: TorchTensor;
  readonly grads: readonly TorchTensor[];
  readonly after: readonly TorchTensor[];
}
const sharedFile = referenceFile("truth/ops.json");
const sharedCases: readonly Shared[] =
  sharedFile === null
    ? []
    : (JSON.parse(readFileSync(sharedFile, "utf8")) as { optimisers: readonly Shared[] }).optimisers;

const typeOf = (name: string): OptimizerSettings["type"] =>
  name === "adam" || name === "adamw" || name === "rmsprop" ? name : "sgd";

const cases = [
  ...sharedCases.map((shared) => ({
    ...shared,
    settings: optimizerSettings({ type: typeOf(shared.name), ...shared.params }),
    rates: shared.grads.map(() => shared.params.lr ?? Number.NaN),
  })),
  ...torchValues.optimisers.map((own) => ({
    ...own,
    settings: optimizerSettings({ type: own.type, ...own.settings }),
  })),
];

const kinds: readonly OptimizerSettings[] = [
  optimizerSettings(),
  optimizerSettings({ momentum: 0.9, weightDecay: 0.01 }),
  optimizerSettings({ type: "adam" }),
  optimizerSettings({ type: "adamw", weightDecay: 0.1 }),
  optimizerSettings({ type: "rmsprop", momentum: 0.5 }),
];
const gradientOf = (step: number): Tensor => tensor([0.3 * step, -0.2, (-1) ** step], [3]);

const variableOf = (...values: number[]): Variable => tidy(() => variable(tensor(values)));

describe.each(["cpu", "wasm"] as const)("optimisers on %s", (name) => {
  useBackend(name);

  it.each(cases)("$name follows PyTorch", async ({ settings, rates, start, grads, after }) => {
    const optimizer = createOptimizer(settings);
    const parameter = variable(tensor(start.data, start.shape));
    for (const [i, gradient] of grads.entries()) {
      const grad = tensor(gradient.data, gradient.shape);
      optimizer.apply(new Map([["p", parameter]]), new Map([["p", grad]]), rates[i] as number);
      grad.dispose();
      expect(relativeError(await parameter.data(), after[i]?.data ?? [])).toBeLessThan(1e-5);
    }
    expect(optimizer.step).toBe(grads.length);
    optimizer.dispose();
    parameter.dispose();
  });

  it.each(kinds)(
    "$type goes on from its saved state to the bit, and back to a held one",
    async (settings) => {
      const before = memory().numTensors;
      const parameter = variableOf(1, 2, 3);
      const untouched = variableOf(5);
      const variables = new Map([
        ["a.weight", parameter],
        ["b.weight", untouched],
      ]);
      let optimizer = createOptimizer(settings);
      const advance = (step: number): void => {
        const grad = gradientOf(step);
        optimizer.apply(variables, new Map([["a.weight", grad]]), 0.1);
        grad.dispose();
      };
      advance(1);
      advance(2);
      const state = await optimizer.readState();
      const values = parameter.clone();
      expect(state.step).toBe(2);
      expect(state.slots.size).toBe(optimizer.slotCount);
      const hold = optimizer.hold();
      advance(3);
      const third = await parameter.data();
      expect(await untouched.data()).toEqual(new Float32Array([5]));

      hold.restore();
      parameter.assign(values);
      expect(await optimizer.readState()).toEqual(state);
      hold.release();
      advance(3);
      expect(await parameter.data()).toEqual(third);

      optimizer.dispose();
      optimizer = createOptimizer(settings);
      optimizer.writeState(state);
      parameter.assign(values);
      advance(3);
      expect(await parameter.data()).toEqual(third);

      optimizer.dispose();
      for (const disposable of [values, parameter, untouched]) disposable.dispose();
      expect(memory().numTensors).toBe(before);
    },
  );

  it("a hold taken before the first step forgets the slots that came after it", async () => {
    const parameter = variableOf(1, 2, 3);
    const optimizer = createOptimizer(optimizerSettings({ type: "adam" }));
    const hold = optimizer.hold();
    const grad = gradientOf(1);
    optimizer.apply(new Map([["p", parameter]]), new Map([["p", grad]]), 0.1);
    hold.restore();
    hold.release();
    expect(await optimizer.readState()).toEqual({ step: 0, slots: new Map() });
    for (const disposable of [optimizer, parameter, grad]) disposable.dispose();
  });
});

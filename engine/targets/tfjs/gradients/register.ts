/** Makes the executor's operations differentiable. */
import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { activatedGradients } from "./activated.ts";
import { arithmeticGradients } from "./arithmetic.ts";
import { movementGradients } from "./movement.ts";
import { networkGradients } from "./network.ts";
import { poolingGradients } from "./pooling.ts";
import { reductionGradients } from "./reduction.ts";
import type { GradientTable, KernelAttributes, KernelGradient } from "./types.ts";

const TABLE: GradientTable = {
  ...arithmeticGradients,
  ...movementGradients,
  ...reductionGradients,
  ...networkGradients,
  ...poolingGradients,
  ...activatedGradients,
};

interface OwnConfig extends GradConfig {
  /** Tells a gradient of ours from a stock one. */
  readonly own: true;
}

const configOf = (kernelName: string, { inputs, outputs, all, gradients }: KernelGradient): OwnConfig => ({
  kernelName,
  inputsToSave: [...(inputs ?? [])],
  outputsToSave: [...(outputs ?? [])],
  ...(all === undefined ? {} : { saveAllInputs: true }),
  gradFunc: (dy, saved, attrs) => ({
    ...gradients(dy as Tensor, saved, attrs as unknown as KernelAttributes),
  }),
  own: true,
});

/** Kernels whose gradients read shapes alone of what is saved. */
export const shapesOnly: ReadonlySet<string> = new Set(
  Object.entries(TABLE).flatMap(([kernelName, gradient]) => (gradient.shapesOnly ? [kernelName] : [])),
);

/** The two inputs of kernels whose gradient by one of them reads the other alone. */
export const crossedInputs: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(TABLE).flatMap(([kernelName, { crossed, inputs = [] }]) =>
    crossed ? [[kernelName, inputs] as const] : [],
  ),
);

/**
 * Registers our gradients over whatever is there. Called by `buildModel` and the self-test; calling it again does
 * nothing. Kernels outside the table have no gradient in Node, and tfjs says so when one is asked for.
 */
export function registerGradients(): void {
  for (const [kernelName, gradient] of Object.entries(TABLE)) {
    const present = tf.getGradient(kernelName);
    if (present !== undefined && "own" in present) continue;
    if (present !== undefined) tf.unregisterGradient(kernelName);
    tf.registerGradient(configOf(kernelName, gradient));
  }
}

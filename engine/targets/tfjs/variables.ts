/** The tensors of a model: created from a seed, read and written in PyTorch's layout. */
import type { Variable } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Expanded, Path } from "../../blocks/types.ts";
import { layerSpec } from "../../layers/index.ts";
import type { WeightSpec } from "../../layers/spec.ts";
import { type Shape, sameShape } from "../../tensor/shape.ts";
import { initialWeight } from "../weights/initialise.ts";
import { toExecutorLayout, toStoredLayout } from "../weights/layout.ts";
import type { WeightPath, Weights } from "./types.ts";

export interface ModelVariable {
  readonly path: WeightPath;
  readonly storedShape: Shape;
  readonly trainable: boolean;
  readonly variable: Variable;
}
/** In graph order, and in the order of the layer's weights within a node. */
export type ModelVariables = ReadonlyMap<WeightPath, ModelVariable>;

export const weightPath = (node: Path, name: string): WeightPath => `${node}.${name}`;

/** `inputsOf` gives the inferred input shapes of a node. */
export function createVariables(
  expanded: Expanded,
  inputsOf: (node: Path) => readonly Shape[],
  seed: number,
): ModelVariables {
  const variables = new Map<WeightPath, ModelVariable>();
  for (const node of expanded.nodes) {
    for (const spec of layerSpec(node.kind).weights(node.params as never, inputsOf(node.path))) {
      const path = weightPath(node.path, spec.name);
      if (variables.has(path)) throw new Error(`Two weights share the path ${path}.`);
      variables.set(path, createVariable(spec, path, seed, spec.trainable && node.frozen !== true));
    }
  }
  return variables;
}

function createVariable(spec: WeightSpec, path: WeightPath, seed: number, trainable: boolean): ModelVariable {
  const { shape, data } = toExecutorLayout(initialWeight(spec, path, seed));
  // Unnamed: tfjs gives every variable a name of its own, so that two models may be alive at once.
  const variable = tf.tidy(() => tf.variable(tf.tensor(data, [...shape]), trainable));
  return { path, storedShape: spec.shape, trainable, variable };
}

export async function readVariables(variables: ModelVariables): Promise<Weights> {
  const read = [...variables.values()].map(async ({ path, variable }) => {
    const data = Float32Array.from(await variable.data<"float32">());
    return [path, toStoredLayout({ shape: variable.shape, data })] as const;
  });
  return new Map(await Promise.all(read));
}

export interface WriteReport {
  readonly missing: readonly WeightPath[];
  readonly unexpected: readonly WeightPath[];
  readonly mismatched: readonly WeightPath[];
}

/** Assigns what fits by path and shape and names the rest. */
export function writeVariables(variables: ModelVariables, weights: Weights): WriteReport {
  const missing: WeightPath[] = [];
  const mismatched: WeightPath[] = [];
  for (const { path, storedShape, variable } of variables.values()) {
    const stored = weights.get(path);
    if (stored === undefined) missing.push(path);
    else if (!sameShape(stored.shape, storedShape)) mismatched.push(path);
    else {
      const { shape, data } = toExecutorLayout(stored);
      tf.tidy(() => variable.assign(tf.tensor(data, [...shape])));
    }
  }
  return { missing, mismatched, unexpected: [...weights.keys()].filter((path) => !variables.has(path)) };
}

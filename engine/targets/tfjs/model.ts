/** A model of tfjs variables and operations, built from an expanded graph. */
import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { NodeShapes } from "../../analysis/types.ts";
import type { Expanded, Path } from "../../blocks/types.ts";
import { type BufferUpdate, runForward } from "./forward.ts";
import { registerGradients } from "./gradients/register.ts";
import { planOf } from "./plan.ts";
import type { Model, WeightPath } from "./types.ts";
import { createVariables, type ModelVariables, readVariables, writeVariables } from "./variables.ts";

export interface ModelSource {
  readonly expanded: Expanded;
  /** Of every node; `analysis` infers them. */
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  /** Draws the first weights: the same seed and graph give the same weights on every backend. */
  readonly seed: number;
}

const filterVariables = (all: ModelVariables, trainable: boolean): ReadonlyMap<WeightPath, Variable> =>
  new Map(
    [...all.values()]
      .filter((entry) => entry.trainable === trainable)
      .map(({ path, variable }) => [path, variable]),
  );

/**
 * Builds on the current tfjs backend. The graph must be valid by analysis and have one input and one output; anything
 * else throws, as a bug. Everything is freed by `dispose`.
 */
export function buildModel({ expanded, shapes, seed }: ModelSource): Model {
  registerGradients();
  const plan = planOf(expanded);
  const shapesOf = (path: Path): NodeShapes => {
    const found = shapes.get(path);
    if (found === undefined) throw new Error(`The shape of ${path} is not known.`);
    return found;
  };
  const all = createVariables(expanded, (path) => shapesOf(path).inputs, seed);
  let pending: readonly BufferUpdate[] = [];
  const dropPending = (): void => {
    for (const { value } of pending) value.dispose();
    pending = [];
  };

  const forward: Model["forward"] = (x, options) => {
    dropPending();
    const pass = runForward(plan, all, (path) => shapesOf(path).output, x, options);
    pending = pass.updates;
    const applyUpdates = (): void => {
      for (const { path, value } of pass.updates)
        if (!value.isDisposed) all.get(path)?.variable.assign(value);
      if (pending === pass.updates) dropPending();
    };
    const updates = pass.updates.flatMap(({ path, value }) => {
      const buffer = all.get(path)?.variable;
      return buffer === undefined ? [] : [{ buffer, value }];
    });
    const dropUpdates = (): void => {
      if (pending === pass.updates) dropPending();
    };
    return { logits: pass.logits, captured: pass.captured, applyUpdates, updates, dropUpdates };
  };

  return {
    inputShape: shapesOf(plan.input.path).output,
    outputShape: shapesOf(plan.output.path).output,
    endsInSoftmax: plan.endsInSoftmax,
    variables: filterVariables(all, true),
    hasDropout: plan.nodes.some(({ kind }) => kind === "dropout" || kind === "spatialDropout2d"),
    buffers: filterVariables(all, false),
    forward,
    predict: (x, as): Tensor =>
      tf.tidy(() => {
        const { logits } = forward(x, { training: false });
        return as === "probabilities" ? tf.softmax(logits) : logits;
      }),
    readWeights: () => readVariables(all),
    writeWeights: (weights) => writeVariables(all, weights),
    dispose(): void {
      dropPending();
      for (const { variable } of all.values()) variable.dispose();
    },
  };
}

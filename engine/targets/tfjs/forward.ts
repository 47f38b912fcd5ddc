/** One pass through the graph. Values are freed as soon as nothing reads them any more, on the tape or off it. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { ExpandedNode, Path } from "../../blocks/types.ts";
import type { Shape } from "../../tensor/shape.ts";
import { dropOut, dropoutKey } from "./dropout.ts";
import { type EmitContext, only } from "./emit/emit.ts";
import { emitterOf } from "./emit/index.ts";
import { type Activation, activatesHere, activationOf } from "./ops/activated.ts";
import { ancestors, type Plan } from "./plan.ts";
import type { ForwardOptions } from "./types.ts";
import { type ModelVariables, weightPath } from "./variables.ts";

export interface BufferUpdate {
  readonly path: string;
  /** Kept; whoever takes the update disposes it. */
  readonly value: Tensor;
}
export interface Pass {
  readonly logits: Tensor;
  readonly captured: ReadonlyMap<Path, Tensor>;
  readonly updates: readonly BufferUpdate[];
}

/** Values by node; one tensor may be the value of several nodes, as some layers return their input. */
class Values {
  private readonly byPath = new Map<Path, Tensor>();
  private readonly readers = new Map<Path, number>();
  private readonly external: Tensor;

  constructor(external: Tensor, nodes: readonly ExpandedNode[], logits: Path) {
    this.external = external;
    for (const { from } of nodes.flatMap((node) => node.inputs)) this.count(from);
    this.count(logits);
  }
  private count(path: Path): void {
    this.readers.set(path, (this.readers.get(path) ?? 0) + 1);
  }
  set(path: Path, value: Tensor): void {
    this.byPath.set(path, value);
    if (!this.readers.has(path)) this.forget(path, value);
  }
  get(path: Path): Tensor {
    const value = this.byPath.get(path);
    if (value === undefined) throw new Error(`${path} has no value yet.`);
    return value;
  }
  /** One reader of `path` is done. */
  release(path: Path): void {
    const left = (this.readers.get(path) ?? 0) - 1;
    this.readers.set(path, left);
    if (left === 0) this.forget(path, this.get(path));
  }
  private forget(path: Path, value: Tensor): void {
    this.byPath.delete(path);
    if (value === this.external || [...this.byPath.values()].includes(value)) return;
    value.dispose();
  }
}

/** Layers computed together with the activation behind them: what lies between is wanted by nobody. */
function activationsOf(
  { activated }: Plan,
  nodes: readonly ExpandedNode[],
  { capture, probes }: ForwardOptions,
): { readonly before: ReadonlyMap<Path, Activation>; readonly done: ReadonlySet<Path> } {
  const before = new Map<Path, Activation>();
  const done = new Set<Path>();
  for (const node of nodes) {
    const reader = activated.get(node.path);
    const activation = reader === undefined ? null : activationOf(reader);
    if (reader === undefined || activation === null || !activatesHere(node)) continue;
    if (capture?.has(node.path) || probes?.has(node.path)) continue;
    before.set(node.path, activation);
    done.add(reader.path);
  }
  return { before, done };
}

/** `outputShape` gives the inferred shape of a node. Call inside `tf.tidy`. */
export function runForward(
  plan: Plan,
  variables: ModelVariables,
  outputShape: (path: Path) => Shape,
  x: Tensor,
  options: ForwardOptions,
): Pass {
  const wanted = options.capture ?? new Set<Path>();
  const needed = wanted.size === 0 ? plan.needed : ancestors(plan.nodes, [plan.logits, ...wanted]);
  const nodes = plan.nodes.filter((node) => needed.has(node.path));
  const values = new Values(x, nodes, plan.logits);
  const captured = new Map<Path, Tensor>();
  const updates: BufferUpdate[] = [];
  const { before, done } = activationsOf(plan, nodes, options);

  for (const node of nodes) {
    const inputs = node === plan.input ? [x] : node.inputs.map(({ from }) => values.get(from));
    const activation = before.get(node.path) ?? null;
    const context = { ...contextOf(node, variables, outputShape(node.path), options, updates), activation };
    const value = tf.tidy(() => {
      const y = done.has(node.path) ? only(inputs) : emitterOf(node.kind)(inputs, node.params, context);
      const probe = options.probes?.get(node.path);
      return probe === undefined ? y : tf.add(y, probe);
    });
    if (wanted.has(node.path)) captured.set(node.path, tf.keep(tf.clone(value)));
    values.set(node.path, value);
    for (const { from } of node.inputs) values.release(from);
  }
  return { logits: values.get(plan.logits), captured, updates };
}

function contextOf(
  node: ExpandedNode,
  variables: ModelVariables,
  outputShape: Shape,
  options: ForwardOptions,
  updates: BufferUpdate[],
): Omit<EmitContext, "activation"> {
  return {
    // What is frozen does not follow the batch either; dropout has no weights and goes on.
    training: options.training && !(node.frozen === true && node.kind === "batchNorm"),
    outputShape,
    weight(name) {
      const found = variables.get(weightPath(node.path, name));
      if (found === undefined) throw new Error(`${node.path} has no weight ${name}.`);
      return found.variable;
    },
    setBuffer(name, value) {
      updates.push({ path: weightPath(node.path, name), value: tf.keep(value) });
    },
    dropOut(x, maskShape, rate) {
      if (options.dropout === undefined) throw new Error("Training with dropout needs a seed.");
      const { seed, step } = options.dropout;
      return dropOut(x, maskShape, rate, dropoutKey(seed, node.path), step);
    },
  };
}

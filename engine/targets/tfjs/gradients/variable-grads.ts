/**
 * The gradient of a value by variables, with the meaning of `tf.variableGrads`. That one keeps all that the way forward
 * saved until the whole way back is done; here each tensor goes as soon as the last gradient that needs it is there, and
 * at once where the gradient reads its shape alone, or where no gradient will be asked for: what frozen layers at the
 * beginning of a network saw is not kept, and behind them not what only the gradient of a frozen weight would read.
 */
import type { NamedTensorMap, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { crossedInputs, shapesOnly } from "./register.ts";

/** What tfjs writes down of one operation while its tape runs. */
interface TapeNode {
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved?: readonly Tensor[];
  /** A function for each input; absent where the kernel has no gradient. */
  readonly gradient?: (
    dys: readonly (Tensor | undefined)[],
  ) => Readonly<Record<string, (() => Tensor) | undefined>>;
}
interface TapeState {
  activeTape: { push(node: TapeNode): void } | null;
  gradientDepth: number;
}

/** Tensors that hold a gradient, counted by holders: one tensor may be the gradient of several. */
class Held {
  private readonly counts = new Map<Tensor, number>();
  private readonly first: number;
  /** Tensors with a smaller id were there before and are not ours to free. */
  constructor(first: number) {
    this.first = first;
  }
  retain(x: Tensor): void {
    this.counts.set(x, (this.counts.get(x) ?? 0) + 1);
  }
  release(x: Tensor): void {
    const left = (this.counts.get(x) ?? 0) - 1;
    if (left > 0) this.counts.set(x, left);
    else {
      this.counts.delete(x);
      if (x.id >= this.first) x.dispose();
    }
  }
}

interface Recorded {
  readonly value: Scalar;
  /** What depends on the variables, in order. */
  readonly tape: readonly TapeNode[];
  /** Ids of all tensors that depend on the variables, themselves included. */
  readonly wanted: ReadonlySet<number>;
}

/** What no gradient will read of that which was saved. */
function unread(
  { kernelName, inputs, saved = [] }: TapeNode,
  isWanted: boolean,
  wanted: ReadonlySet<number>,
): Tensor[] {
  if (!isWanted || shapesOnly.has(kernelName)) return [...saved];
  const pair = crossedInputs.get(kernelName) ?? [];
  return pair.flatMap((_, index) => {
    const other = inputs[pair[1 - index] ?? ""];
    const own = saved[index];
    return own === undefined || other === undefined || wanted.has(other.id) ? [] : [own];
  });
}

/** Runs `f` with the tape on. */
function record(f: () => Scalar, variables: readonly Variable[]): Recorded {
  const state = tf.engine().state as unknown as TapeState;
  if (state.gradientDepth > 0) throw new Error("The gradient of a gradient is not computed here.");
  const tape: TapeNode[] = [];
  const wanted = new Set(variables.map(({ id }) => id));
  state.gradientDepth = 1;
  state.activeTape = {
    push(node) {
      const isWanted = Object.values(node.inputs).some(({ id }) => wanted.has(id));
      tf.dispose(unread(node, isWanted, wanted));
      if (!isWanted) return;
      tape.push(node);
      for (const { id } of node.outputs) wanted.add(id);
    },
  };
  try {
    return { value: tf.tidy(f), tape, wanted };
  } finally {
    state.gradientDepth = 0;
    state.activeTape = null;
  }
}

/** Gradients of the inputs of one operation, for those in `wanted`; what they are computed by is freed. */
function inputGradients(
  { kernelName, inputs, gradient, saved = [] }: TapeNode,
  dys: readonly (Tensor | undefined)[],
  wanted: ReadonlySet<number>,
): readonly { readonly input: number; readonly dx: Tensor }[] {
  if (!gradient) throw new Error(`${kernelName} has no gradient.`);
  return tf.tidy(() => {
    const found = gradient(dys);
    return Object.entries(inputs).flatMap(([name, { id }]) => {
      if (!wanted.has(id)) return [];
      const dx = found[name]?.();
      if (dx === undefined) throw new Error(`${kernelName} has no gradient for its input ${name}.`);
      // What was saved is freed next.
      return [{ input: id, dx: saved.includes(dx) ? tf.clone(dx) : dx }];
    });
  });
}

/** Call inside `tf.tidy`. A variable that the value does not depend on has no gradient. */
export function variableGrads(
  f: () => Scalar,
  variables: readonly Variable[],
): { readonly value: Scalar; readonly grads: NamedTensorMap } {
  const { value, tape, wanted } = record(f, variables);
  if (!wanted.has(value.id)) throw new Error("The value depends on none of the variables.");
  const gradients = new Map<number, Tensor>();
  const result = tf.tidy(() => {
    const seed = tf.onesLike(value);
    const held = new Held(seed.id);
    const accumulate = (id: number, dx: Tensor): void => {
      const earlier = gradients.get(id);
      const sum = earlier === undefined ? dx : tf.add(earlier, dx);
      held.retain(sum);
      gradients.set(id, sum);
      if (earlier === undefined) return;
      held.release(earlier);
      // A gradient that nobody holds beside this sum.
      held.retain(dx);
      held.release(dx);
    };
    accumulate(value.id, seed);
    for (const node of [...tape].reverse()) {
      const dys = node.outputs.map(({ id }) => gradients.get(id));
      if (dys.some((dy) => dy !== undefined)) {
        for (const { input, dx } of inputGradients(node, dys, wanted)) accumulate(input, dx);
      }
      for (const [i, { id }] of node.outputs.entries()) {
        const dy = dys[i];
        if (dy === undefined) continue;
        gradients.delete(id);
        held.release(dy);
      }
      tf.dispose([...(node.saved ?? [])]);
    }
    return Object.fromEntries(
      variables.flatMap((variable) => {
        const gradient = gradients.get(variable.id);
        return gradient === undefined ? [] : [[variable.name, gradient] as const];
      }),
    );
  });
  return { value, grads: result };
}

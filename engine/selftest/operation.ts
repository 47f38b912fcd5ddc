/** Runs one operation with its gradients and compares both with the reference. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { isLayerKind, type LayerKind, layerSpec } from "../layers/index.ts";
import type { ResolvedParams } from "../layers/param.ts";
import type { EmitContext } from "../targets/tfjs/emit/emit.ts";
import { emitterOf } from "../targets/tfjs/emit/index.ts";
import { registerGradients } from "../targets/tfjs/gradients/register.ts";
import type { Shape } from "../tensor/shape.ts";
import { caseLoss } from "./loss.ts";
import { activationError, activationTensor, weightError, weightTensor } from "./tensors.ts";
import type { CaseTensors, OperationCase } from "./types.ts";

export interface Errors {
  readonly forward: number;
  readonly gradient: number;
}

const PYTORCH_NAMES: Readonly<Record<string, string>> = { kernel: "weight", gamma: "weight", beta: "bias" };

/** The case's parameters that the layer knows, over the layer's defaults. */
function paramsOf(kind: LayerKind, given: Readonly<Record<string, unknown>>): ResolvedParams {
  const specs = Object.entries(layerSpec(kind).params);
  return Object.fromEntries(
    specs.map(([name, spec]) => [name, given[name] ?? spec.default]),
  ) as ResolvedParams;
}

function layersOf({ kind, params }: OperationCase): readonly (readonly [LayerKind, ResolvedParams])[] {
  return kind.split("+").map((name) => {
    if (!isLayerKind(name)) throw new Error(`There is no layer kind ${name}.`);
    return [name, paramsOf(name, params)] as const;
  });
}

interface Running {
  readonly buffers: Map<string, Tensor>;
  readonly updated: Map<string, Tensor>;
}

function contextOf(c: OperationCase, weights: ReadonlyMap<string, Tensor>, running: Running): EmitContext {
  const [, ...output]: Shape = c.output.shape;
  return {
    training: c.params.mode === "train",
    outputShape: output,
    weight(name) {
      const found = weights.get(name) ?? running.buffers.get(name);
      if (found === undefined) throw new Error(`The case gives no weight ${name}.`);
      return found;
    },
    setBuffer(name, value) {
      running.updated.get(name)?.dispose();
      running.updated.set(name, tf.keep(value));
    },
    dropOut() {
      throw new Error("A case cannot draw random numbers.");
    },
    activation: null,
  };
}

/** The whole case as one differentiable function of inputs, then weights. */
function asFunction(c: OperationCase, running: Running): (...args: Tensor[]) => Tensor {
  const layers = layersOf(c);
  const inputs = Object.keys(c.inputs).length;
  const names = Object.keys(c.weights).map((name) => PYTORCH_NAMES[name] ?? name);
  return (...args) => {
    const weights = new Map(names.map((name, i) => [name, args[inputs + i] as Tensor]));
    const context = contextOf(c, weights, running);
    const run = (values: readonly Tensor[], [kind, params]: readonly [LayerKind, ResolvedParams]) => [
      emitterOf(kind)(values, params, context),
    ];
    return layers.reduce<readonly Tensor[]>(run, args.slice(0, inputs))[0] as Tensor;
  };
}

type ErrorOf = typeof activationError;

async function largestError(tensors: readonly Tensor[], references: CaseTensors, errorOf: ErrorOf) {
  const errors = Object.values(references).map((reference, i) => errorOf(tensors[i] as Tensor, reference));
  return Math.max(0, ...(await Promise.all(errors)));
}

/** References by the names of the values they belong to, in the values' order. */
const inOrder = (values: CaseTensors, references: CaseTensors): CaseTensors =>
  Object.fromEntries(
    Object.keys(values).map((name) => {
      const reference = references[name];
      if (reference === undefined) throw new Error(`The case gives no gradient of ${name}.`);
      return [name, reference];
    }),
  );

/** Throws where the case does not fit the layer. Leaves no tensor behind. */
export async function runOperation(c: OperationCase): Promise<Errors> {
  registerGradients();
  const running: Running = { buffers: new Map(), updated: new Map() };
  const gradInputs = inOrder(c.inputs, c.gradInputs);
  const gradWeights = inOrder(c.weights, c.gradWeights);
  const inputs = Object.values(c.inputs).map(activationTensor);
  const weights = Object.values(c.weights).map(weightTensor);
  const upstream = activationTensor(c.gradOutput);
  if (c.runningBefore !== undefined) {
    running.buffers.set("running_mean", weightTensor(c.runningBefore.mean));
    running.buffers.set("running_var", weightTensor(c.runningBefore.variance));
  }
  const owned = [...inputs, ...weights, upstream, ...running.buffers.values()];
  try {
    const loss = c.kind === "loss" ? caseLoss(c) : null;
    if (loss !== null) owned.push(loss.targets);
    const f = loss === null ? asFunction(c, running) : (x: Tensor) => loss.run(x);
    const shaped = (...args: Tensor[]) => tf.reshape(f(...(args as [Tensor])), upstream.shape);
    const { value, grads } = tf.valueAndGrads(shaped)([...inputs, ...weights], upstream);
    owned.push(value, ...grads);
    const after = [...running.updated.values()];
    owned.push(...after);
    const statistics: CaseTensors =
      c.runningAfter !== undefined && c.params.mode === "train"
        ? { running_mean: c.runningAfter.mean, running_var: c.runningAfter.variance }
        : {};
    return {
      forward: Math.max(
        await activationError(value, c.output),
        await largestError(after, statistics, weightError),
      ),
      gradient: Math.max(
        await largestError(grads, gradInputs, activationError),
        await largestError(grads.slice(inputs.length), gradWeights, weightError),
      ),
    };
  } finally {
    tf.dispose(owned);
  }
}

/** From the layers of a Keras model to a network of ours. Nothing of a layer is run: what is no stock layer is quarantined. */

import type { WeightArray } from "../../targets/weights/types.ts";
import { LIMITS } from "../../tensor/limits.ts";
import { Budget } from "../budget.ts";
import { type DraftNode, draftForeign, draftLayer } from "../draft.ts";
import { refuse, sentence, Unmappable } from "../fault.ts";
import { finish } from "../finish.ts";
import type { Foreign, ImportedNetwork } from "../network.ts";
import { type Json, type LayerJson, type ModelJson, readModelJson, type TensorRef } from "./config.ts";
import { wishOf } from "./names.ts";
import { operations } from "./operations.ts";
import type { Pattern } from "./patterns/graph.ts";
import { findPatterns } from "./patterns/index.ts";
import { factsOf, type KerasValue, type Use } from "./value.ts";

/** Where the weights of layers are; `model` is all layers of the layer's model, in order. */
export interface WeightSource {
  of(model: readonly LayerJson[], layer: LayerJson): readonly WeightArray[];
  /** The weights of a model inside a model. */
  inside(model: readonly LayerJson[], layer: LayerJson): WeightSource;
}
interface Options {
  readonly title: string;
  readonly producer: string;
  readonly isThird: boolean;
  /** Bytes of all that was handed in. */
  readonly size: number;
  readonly classes?: readonly string[];
}
const DEEPEST = 8;
const MODELS = new Set(["Functional", "Sequential", "Model"]);

export function kerasNetwork(json: unknown, weights: WeightSource, options: Options): ImportedNetwork {
  const model = readModelJson(json);
  const inputs: DraftNode[] = [];
  const ends = outputsOf(model, weights, {
    options,
    inputs,
    depth: 0,
    frozen: false,
    budget: new Budget(options.size),
  });
  const outputs = ends.map(({ node, first, lastOf }, index) => {
    const name = model.outputs[index]?.layer ?? "";
    if (first === true || lastOf !== undefined) refuse("keras/output", `output ${name}`, { name });
    return draftLayer("output", [node], { source: { op: "Output", name } });
  });
  const { producer, classes } = options;
  const title = options.title === "" ? model.name : options.title;
  return finish({
    title,
    producer,
    ends: [...inputs, ...outputs],
    ...(classes === undefined ? {} : { classes }),
    notes: [],
  });
}

interface Walk {
  readonly options: Options;
  readonly inputs: DraftNode[];
  readonly depth: number;
  readonly budget: Budget;
  /** A model around the layers is not to be trained. */
  readonly frozen: boolean;
  /** What the inputs of an inner model are. */
  readonly given?: readonly KerasValue[];
}
const keyOf = ({ layer, use }: TensorRef): string => `${use} ${layer}`;

function outputsOf(model: ModelJson, weights: WeightSource, walk: Walk): readonly KerasValue[] {
  const values = new Map<string, KerasValue>();
  const { ends, covered } = findPatterns(model, (layer) => weights.of(model.layers, layer));
  let inputCount = 0;
  let waiting = model.layers.flatMap((layer) => {
    if (covered.has(layer.name)) return [];
    const pattern = ends.get(layer.name);
    if (pattern !== undefined) return [{ layer, refs: pattern.refs, use: 0 }];
    const uses = layer.uses.length === 0 ? [[]] : layer.uses;
    return uses.map((refs, use) => ({ layer, refs, use }));
  });
  while (waiting.length > 0) {
    const later: typeof waiting = [];
    for (const one of waiting) {
      const inputs = one.refs.map((ref) => values.get(keyOf(ref)));
      if (inputs.some((input) => input === undefined)) {
        later.push(one);
        continue;
      }
      const found =
        one.layer.className === "InputLayer"
          ? (walk.given?.[inputCount++] ?? inputValue(one.layer, walk))
          : layerValue(
              one.layer,
              inputs as readonly KerasValue[],
              model,
              weights,
              walk,
              ends.get(one.layer.name),
            );
      walk.budget.take(found.node, one.layer.name);
      values.set(keyOf({ layer: one.layer.name, use: one.use }), found);
    }
    if (later.length === waiting.length)
      refuse("keras/unconnected", later[0]?.layer.name ?? "", { name: later[0]?.layer.name ?? "" });
    waiting = later;
  }
  return model.outputs.map(
    (ref) => values.get(keyOf(ref)) ?? refuse("keras/unconnected", ref.layer, { name: ref.layer }),
  );
}

function layerValue(
  layer: LayerJson,
  inputs: readonly KerasValue[],
  model: ModelJson,
  weights: WeightSource,
  walk: Walk,
  pattern?: Pattern,
): KerasValue {
  const frozen = walk.frozen || layer.config.trainable === false;
  if (MODELS.has(layer.className)) {
    if (walk.depth >= DEEPEST) refuse("keras/config", layer.name);
    const inner = readModelJson({ class_name: layer.className, config: layer.config });
    const [first] = outputsOf(inner, weights.inside(model.layers, layer), {
      ...walk,
      depth: walk.depth + 1,
      frozen,
      given: inputs,
    });
    if (first !== undefined) return first;
  }
  const { isThird } = walk.options;
  const use: Use = { layer, inputs, weights: weights.of(model.layers, layer), isThird, frozen };
  try {
    const read = pattern?.read ?? operations.get(layer.className);
    if (read === undefined)
      throw new Unmappable("there is no layer of this class, and none of its code is run");
    return read(use);
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
    const nodes = inputs.map(({ node }) => node);
    return { node: draftForeign(nodes, foreignOf(layer, error.message), { ...factsOf(use), shape: null }) };
  }
}

function inputValue({ name, config }: LayerJson, walk: Walk): KerasValue {
  const shape = config.batch_shape ?? config.batch_input_shape;
  const sizes = (Array.isArray(shape) ? shape.slice(1) : []) as readonly unknown[];
  const size = (value: unknown, preset: number): number => {
    if (value === null || value === undefined) return preset;
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= LIMITS.features)
      return value;
    return refuse("keras/input", `input ${name}`, {
      name,
      shape: JSON.stringify(shape ?? null).slice(0, 100),
    });
  };
  const [a, b, c] = sizes;
  if (sizes.length !== 1 && sizes.length !== 3)
    refuse("keras/input", `input ${name}`, { name, shape: JSON.stringify(shape ?? null).slice(0, 100) });
  const params =
    sizes.length === 1
      ? { layout: "vector", channels: size(a, 1) }
      : { channels: size(c, 3), height: size(a, 224), width: size(b, 224) };
  const node = draftLayer("input", [], { params, source: { op: "InputLayer", name }, wish: wishOf(name) });
  walk.inputs.push(node);
  return { node };
}

/** Numbers and short texts of a layer; never code. */
function foreignOf({ className, config }: LayerJson, reason: string): Foreign {
  const attributes: Record<string, string | number | boolean | readonly number[]> = {};
  for (const [name, value] of Object.entries(config as Json).slice(0, 64)) {
    if (!/^[A-Za-z]\w{0,40}$/.test(name) || name === "function") continue;
    const isShort = typeof value === "string" && value.length <= 100;
    if (typeof value === "number" || typeof value === "boolean" || isShort)
      attributes[name] = value as string | number | boolean;
    else if (Array.isArray(value) && value.length <= 16 && value.every((item) => typeof item === "number"))
      attributes[name] = value as readonly number[];
  }
  const kind = className.replace(/[^A-Za-z0-9_]+/g, "_").slice(0, 60);
  return { kind: `keras.${kind === "" ? "unnamed" : kind}`, reason: sentence(reason), attributes };
}

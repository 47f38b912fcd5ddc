/** Activations, as layers and as a parameter of other layers. */
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import { draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { rounded } from "../../onnx/attributes.ts";
import { isObject, numberIn } from "../config.ts";
import { alike, factsOf, type KerasValue, type Read, type Use } from "../value.ts";

type Kind = readonly [LayerKind, ResolvedParams?];
const NAMES: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["relu", ["relu"]],
  ["relu6", ["relu6"]],
  ["sigmoid", ["sigmoid"]],
  ["tanh", ["tanh"]],
  ["softmax", ["softmax"]],
  ["swish", ["silu"]],
  ["silu", ["silu"]],
  ["gelu", ["gelu"]],
  ["elu", ["elu"]],
  ["mish", ["mish"]],
]);
/** Of Keras 3 alone; before it they were other functions, or none. */
const THIRD: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["hard_sigmoid", ["hardSigmoid"]],
  ["hard_silu", ["hardSwish"]],
  ["hard_swish", ["hardSwish"]],
  ["leaky_relu", ["leakyRelu", { slope: 0.2 }]],
]);

function named(name: string, isThird: boolean): Kind {
  return (
    NAMES.get(name) ??
    (isThird ? THIRD.get(name) : undefined) ??
    unmappable(`there is no layer for the activation ${name.slice(0, 60)}`)
  );
}

/** The name of an activation; one of a class has no name that is known. */
const nameOf = (value: unknown): string => {
  if (typeof value === "string") return value.toLowerCase();
  return isObject(value) ? "of a class" : "linear";
};

export const readActivation: Read = (use) => {
  const name = nameOf(use.layer.config.activation);
  if (name === "linear") return use.inputs[0] ?? unmappable("it has no input");
  const [kind, params] = named(name, use.isThird);
  if (kind === "softmax" && use.inputs[0]?.first === true)
    unmappable("it runs over another axis than the channels");
  return alike(use, kind, params);
};

/** What a layer does after its own work; the layer keeps its name. */
export function activated(use: Use, value: KerasValue): KerasValue {
  const { activation } = use.layer.config;
  const name = nameOf(activation);
  if (activation === undefined || activation === null || name === "linear") return value;
  const [kind, params = {}] = named(name, use.isThird);
  const { wish, source } = factsOf(use);
  const path = wish?.path === undefined ? {} : { path: `${wish.path}_${kind.toLowerCase()}` };
  const node = draftLayer(kind, [value.node], {
    params,
    source: { op: `${source.op} (${name})`, name: source.name },
    wish: path,
  });
  return { ...value, node };
}

export const readReLU: Read = (use) => {
  const { config } = use.layer;
  const highest = config.max_value;
  const slope = numberIn(config, "negative_slope", 0);
  if (numberIn(config, "threshold", 0) !== 0) unmappable("it has a threshold");
  if (slope !== 0 && (highest === null || highest === undefined))
    return alike(use, "leakyRelu", { slope: rounded(slope) });
  if (slope !== 0) unmappable("it has a slope and a highest value");
  if (highest === null || highest === undefined) return alike(use, "relu");
  return highest === 6 ? alike(use, "relu6") : unmappable("its highest value is not 6");
};

export const readSoftmax: Read = (use) => {
  const { axis } = use.layer.config;
  const rank = (use.inputs[0]?.node.shape?.length ?? 1) + 1;
  const last = axis === undefined || axis === -1 || axis === rank - 1;
  if (!last || use.inputs[0]?.first === true || use.inputs[0]?.lastOf !== undefined)
    unmappable("it runs over another axis than the channels");
  return alike(use, "softmax");
};

/** The layers of a Keras model as its JSON states them, of Keras 2 (and tfjs) and Keras 3 alike. */
import { LIMITS } from "../../tensor/limits.ts";
import { refuse } from "../fault.ts";

export type Json = Readonly<Record<string, unknown>>;
export interface LayerJson {
  readonly className: string;
  readonly name: string;
  readonly config: Json;
  /** For each time the layer is used, the tensors it reads. */
  readonly uses: readonly (readonly TensorRef[])[];
}
export interface TensorRef {
  readonly layer: string;
  /** Which use of that layer. */
  readonly use: number;
}
export interface ModelJson {
  readonly name: string;
  readonly layers: readonly LayerJson[];
  readonly outputs: readonly TensorRef[];
}

const MOST_LAYERS = 5_000;
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value.slice(0, 200) : "");

export function readModelJson(value: unknown): ModelJson {
  if (!isObject(value) || !isObject(value.config)) return refuse("keras/config", "the model");
  const kind = textOf(value.class_name);
  const { config } = value;
  const list = Array.isArray(config.layers) ? (config.layers as readonly unknown[]) : null;
  if (list === null || list.length === 0 || list.length > MOST_LAYERS)
    return refuse("keras/config", "config.layers");
  const layers = list.map(layerOf);
  const name = textOf(config.name);
  if (kind === "Sequential") return sequential(name, layers);
  if (kind !== "Functional" && kind !== "Model") return refuse("keras/class", "the model", { kind });
  const outputs = endsOf(config.output_layers);
  if (outputs.length === 0) return refuse("keras/config", "config.output_layers");
  return { name, layers, outputs };
}

function layerOf(value: unknown, index: number): LayerJson {
  if (!isObject(value)) return refuse("keras/config", `config.layers.${index}`);
  const config = isObject(value.config) ? value.config : {};
  const name = textOf(value.name) || textOf(config.name) || `layer${index}`;
  return { className: textOf(value.class_name), name, config, uses: usesOf(value.inbound_nodes) };
}

/** Each layer reads the one before; the first may bring the input's shape with it. */
function sequential(name: string, layers: readonly LayerJson[]): ModelJson {
  const [first] = layers;
  const given = first?.config.batch_input_shape ?? first?.config.batch_shape;
  const own = first?.className === "InputLayer";
  const all = own || given === undefined ? layers : [inputOf(given), ...layers];
  const chained = all.map((layer, index) => {
    const before = all[index - 1];
    return { ...layer, uses: [before === undefined ? [] : [{ layer: before.name, use: 0 }]] };
  });
  return { name, layers: chained, outputs: [{ layer: chained.at(-1)?.name ?? "", use: 0 }] };
}

const inputOf = (shape: unknown): LayerJson => ({
  className: "InputLayer",
  name: "sequential_input",
  config: { batch_shape: shape },
  uses: [],
});

/** `["name", 0, 0]`, or a list of those. */
function endsOf(value: unknown): readonly TensorRef[] {
  const one = refOf(value);
  if (one !== null) return [one];
  if (Array.isArray(value)) return value.flatMap((item) => refOf(item) ?? []);
  return isObject(value) ? Object.values(value).flatMap((item) => refOf(item) ?? []) : [];
}

const refOf = (value: unknown): TensorRef | null =>
  Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number"
    ? { layer: value[0], use: value[1] }
    : null;

function usesOf(value: unknown): readonly (readonly TensorRef[])[] {
  if (!Array.isArray(value)) return [];
  return value.map((use) => {
    const found: TensorRef[] = [];
    collect(isObject(use) ? use.args : use, found, 0);
    return found;
  });
}

/** Every tensor in the arguments of a call, in order. */
function collect(value: unknown, found: TensorRef[], depth: number): void {
  if (depth > 4 || found.length > LIMITS.edges) return;
  const ref = refOf(value);
  if (ref !== null) found.push(ref);
  else if (Array.isArray(value)) for (const item of value) collect(item, found, depth + 1);
  else if (isObject(value) && isObject(value.config)) {
    const history = refOf(value.config.keras_history);
    if (history !== null) found.push(history);
  }
}

export const numberIn = (config: Json, name: string, preset: number): number => {
  const value = config[name];
  return typeof value === "number" && Number.isFinite(value) ? value : preset;
};
export const textIn = (config: Json, name: string, preset: string): string => {
  const value = config[name];
  return typeof value === "string" ? value : preset;
};
export const flagIn = (config: Json, name: string, preset: boolean): boolean => {
  const value = config[name];
  return typeof value === "boolean" ? value : preset;
};
export function pairIn(
  config: Json,
  name: string,
  preset: readonly [number, number],
): readonly [number, number] {
  const value = config[name];
  if (typeof value === "number") return [value, value];
  if (!Array.isArray(value)) return preset;
  const [first, second = first] = value as readonly unknown[];
  return typeof first === "number" && typeof second === "number" ? [first, second] : preset;
}

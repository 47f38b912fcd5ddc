/** The layers of a model with who reads whom, as patterns look at them. */
import type { WeightArray } from "../../../targets/weights/types.ts";
import type { LayerJson, ModelJson, TensorRef } from "../config.ts";
import type { Read } from "../value.ts";

/** Several layers that are one of ours. */
export interface Pattern {
  /** The layer that gives the value; it is read in place of all. */
  readonly end: LayerJson;
  /** What the whole reads. */
  readonly refs: readonly TensorRef[];
  /** Names of the layers inside, which nothing else reads. */
  readonly covers: readonly string[];
  readonly read: Read;
}

export class LayerGraph {
  private readonly layers = new Map<string, LayerJson>();
  private readonly readers = new Map<string, number>();
  /** In Keras's layout and order. */
  readonly weightsOf: (layer: LayerJson) => readonly WeightArray[];

  constructor(model: ModelJson, weightsOf: (layer: LayerJson) => readonly WeightArray[]) {
    this.weightsOf = weightsOf;
    for (const layer of model.layers) this.layers.set(layer.name, layer);
    const reads = [...model.layers.flatMap(({ uses }) => uses.flat()), ...model.outputs];
    for (const { layer } of reads) this.readers.set(layer, (this.readers.get(layer) ?? 0) + 1);
  }

  /** What a layer reads where it is used once. */
  refs(layer: LayerJson): readonly TensorRef[] {
    const [only, ...more] = layer.uses;
    return more.length === 0 ? (only ?? []) : [];
  }

  /** The layer that makes a value, if it is of this class and used once. */
  maker(ref: TensorRef | undefined, className: string): LayerJson | null {
    const layer = ref === undefined || ref.use !== 0 ? undefined : this.layers.get(ref.layer);
    return layer?.className === className && layer.uses.length === 1 ? layer : null;
  }

  /** The same, which nothing else may read. */
  inner(ref: TensorRef | undefined, className: string, readers = 1): LayerJson | null {
    const layer = this.maker(ref, className);
    return layer !== null && this.readers.get(layer.name) === readers ? layer : null;
  }

  /** The only thing that a layer reads. */
  ref(layer: LayerJson | null): TensorRef | undefined {
    const [ref, ...more] = layer === null ? [] : this.refs(layer);
    return more.length === 0 ? ref : undefined;
  }

  /** A chain of layers that ends in `end`, the last first, each of its class and read by the next alone. */
  chain(end: LayerJson, classes: readonly string[]): readonly LayerJson[] | null {
    const found = [end];
    for (const className of classes) {
      const before = this.inner(this.ref(found.at(-1) ?? null), className);
      if (before === null) return null;
      found.push(before);
    }
    return found;
  }
}

export const sameRef = (a: TensorRef | undefined, b: TensorRef | undefined): boolean =>
  a !== undefined && a.layer === b?.layer && a.use === b.use;

/** Numbers of a list in a layer's settings, as text. */
export function listIn({ config }: LayerJson, name: string): string {
  const value = config[name];
  return Array.isArray(value) ? value.flat().join() : String(value ?? "");
}
export function numbersIn({ config }: LayerJson, name: string): readonly number[] {
  const value = config[name];
  const list = Array.isArray(value) ? (value as readonly unknown[]).flat() : [value];
  return list.every((item): item is number => typeof item === "number") ? list : [];
}

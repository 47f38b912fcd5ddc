/** Where a node's ONNX operations are put: it names values, collects constants and reads weights. */
import type { Path } from "../../blocks/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import { nameGiver } from "../support/names.ts";
import { weightOf } from "../support/network.ts";
import type { EmitTable as CommonEmitTable } from "../support/types.ts";
import type { WeightArray, Weights } from "../weights/types.ts";
import type { Attributes, Initializer, OnnxNode } from "./schema.ts";

export interface Place {
  /**
   * Adds an operation and names its result; `role` tells several operations of one node apart and is absent for the
   * one that gives the node's value.
   */
  put(op: string, inputs: readonly string[], attributes?: Attributes, role?: string): string;
  /** A weight of this node as an initializer under its canonical path; `dims` shapes it anew. */
  weight(name: string, dims?: readonly number[]): string;
  /** A tensor of this node in PyTorch's layout. */
  read(name: string): WeightArray;
  floats(role: string, dims: readonly number[], data: Float32Array): string;
  /** A list of 64-bit integers, as operations take shapes and axes. */
  integers(role: string, values: readonly number[]): string;
}

/** Builds one node; inputs and result are names of values `[N, C, H, W]` or `[N, F]`. */
export type Build = (inputs: readonly string[], place: Place) => string;
export type EmitTable<K extends LayerKind> = CommonEmitTable<K, Build>;

export function only(inputs: readonly string[]): string {
  const [x] = inputs;
  if (x === undefined || inputs.length !== 1) throw new Error(`One input expected, not ${inputs.length}.`);
  return x;
}

/** A build of one operation without further inputs. */
export const operation =
  (op: string, attributes: Attributes = {}): Build =>
  (inputs, place) =>
    place.put(op, inputs, attributes);
export const pass: Build = (inputs) => only(inputs);

export interface Collected {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly Initializer[];
}

/** `reserved` are names that only the caller gives: weights, the input and the output. */
export function placesFor(weights: Weights, reserved: readonly string[]) {
  const give = nameGiver((wish) => wish);
  for (const name of reserved) give(name);
  const nodes: OnnxNode[] = [];
  const initializers: Initializer[] = [];
  const add = (initializer: Initializer): string => {
    initializers.push(initializer);
    return initializer.name;
  };
  const placeOf = (path: Path): Place => {
    const named = (role?: string): string => (role === undefined ? path : `${path}.${role}`);
    return {
      put(op, inputs, attributes = {}, role) {
        const output = give(named(role));
        nodes.push({ op, name: output, inputs, output, attributes });
        return output;
      },
      weight(name, dims) {
        const { shape, data } = weightOf(weights, path, name);
        return add({ name: `${path}.${name}`, dims: dims ?? shape, data });
      },
      read: (name) => weightOf(weights, path, name),
      floats: (role, dims, data) => add({ name: give(named(role)), dims, data }),
      integers: (role, values) =>
        add({ name: give(named(role)), dims: [values.length], data: BigInt64Array.from(values, BigInt) }),
    };
  };
  return { placeOf, collected: { nodes, initializers } satisfies Collected };
}

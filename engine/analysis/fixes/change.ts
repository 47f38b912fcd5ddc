/** A change at a layer whose shapes do not fit: tried on its shapes first, turned into calls of commands only if it helps. */
import type { ExpandedNode } from "../../blocks/types.ts";
import { checkParam } from "../../document/params.ts";
import type { GraphDocument, LayerNode, Scope } from "../../document/types.ts";
import { type LayerKind, layerSpec } from "../../layers/index.ts";
import type { ParamValue, ResolvedParams } from "../../layers/param.ts";
import type { Inferred, ShapeIssue } from "../../layers/spec.ts";
import type { Values } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { FixCode } from "./labels.ts";

/** A layer that refuses its inputs, and where it stands in the document. */
export interface Site {
  readonly document: GraphDocument;
  readonly scope: Scope;
  readonly node: LayerNode;
  readonly layer: ExpandedNode;
  readonly inputs: readonly Shape[];
  readonly issue: ShapeIssue;
  /** Where in the order of the network each input comes from; larger is later. Empty where it is not known. */
  readonly places: readonly number[];
}

export interface NewLayer {
  readonly kind: LayerKind;
  /** What differs from the defaults. */
  readonly params: ResolvedParams;
  /** What the document gets in the place of a value: an expression. */
  readonly stored?: Readonly<Record<string, ParamValue>>;
}
export interface Change {
  readonly code: FixCode;
  readonly values: Values;
  /** Layers put in front of inputs, in the direction of flow, by the input's slot. */
  readonly before?: readonly { readonly slot: number; readonly layers: readonly NewLayer[] }[];
  /** Parameters of the refusing layer. */
  readonly params?: ResolvedParams;
}

export const defaultParams = (kind: LayerKind): ResolvedParams =>
  Object.fromEntries(Object.entries(layerSpec(kind).params).map(([name, spec]) => [name, spec.default]));

/** Whether every value is within the limits of the kind. */
function withinLimits(kind: LayerKind, params: ResolvedParams): boolean {
  const table = layerSpec(kind).params;
  return Object.entries(params).every(([name, value]) => {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    return spec !== undefined && checkParam(spec, value).ok;
  });
}

/** What a chain of new layers makes of a shape; `null` where one of them refuses. */
export function throughLayers(shape: Shape, layers: readonly NewLayer[]): Shape | null {
  let current = shape;
  for (const { kind, params } of layers) {
    if (!withinLimits(kind, params)) return null;
    const result = layerSpec(kind).infer({ ...defaultParams(kind), ...params }, [current]);
    if (!result.ok) return null;
    current = result.shape;
  }
  return current;
}

/** What the refusing layer says after the change; `null` where the change itself cannot be made. */
export function tryChange({ layer, inputs }: Site, { before = [], params = {} }: Change): Inferred | null {
  if (!withinLimits(layer.kind, params)) return null;
  const changed = [...inputs];
  for (const { slot, layers } of before) {
    const shape = inputs[slot];
    const result = shape === undefined ? null : throughLayers(shape, layers);
    if (result === null) return null;
    changed[slot] = result;
  }
  return layerSpec(layer.kind).infer({ ...layer.params, ...params }, changed);
}

/** What can stand at a loose end of a wire. */

import type { GraphDocument } from "../../engine/document/types.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { type Addable, addablePorts } from "../canvas/edits/addable.ts";

export interface LooseEnd {
  /** `out`: something that reads is wanted; `in`: something that gives. */
  readonly direction: "in" | "out";
  /** What flows there; null where it is not known. */
  readonly shape: Shape | null;
}

const defaults = (
  params: Readonly<Record<string, { readonly default: ResolvedParams[string] }>>,
): ResolvedParams => Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default]));

/**
 * Whether a new node can be wired to the end, with its default parameters. A layer that combines is judged by one
 * input; the inside of a block is not judged.
 */
export function fitsAt(item: Addable, end: LooseEnd, document: GraphDocument): boolean {
  const ports = addablePorts(item, document);
  if (end.direction === "in") return ports.outputs.length > 0;
  if (ports.inputs.length === 0) return false;
  if (item.type !== "layer" || end.shape === null) return true;
  const spec = layerSpec(item.kind);
  const shapes = spec.inputs[0]?.variadic === true ? [end.shape, end.shape] : [end.shape];
  if (spec.inputs.length > 1) return true;
  return spec.infer(defaults(spec.params) as never, shapes).ok;
}

/**
 * Receptive fields: which input pixels a unit sees. The recurrences are those of Araujo, Norris and Sim, "Computing
 * receptive fields of convolutional neural networks" (https://distill.pub/2019/computing-receptive-fields/).
 */
import type { Expanded, ExpandedNode, Path } from "../blocks/types.ts";
import { layerSpec } from "../layers/index.ts";
import type { Pair } from "../layers/param.ts";
import type { WindowGeometry } from "../layers/spec.ts";
import { isMap, type Shape } from "../tensor/shape.ts";
import type { NodeShapes, ReceptiveField } from "./types.ts";

const both = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];

/** A pixel of the input itself. */
export const INPUT_FIELD: ReceptiveField = { size: [1, 1], jump: [1, 1], start: [0, 0], whole: false };

/** The field behind a window over units with the field `at`: `size += d(k-1) jump`, `start += (d(k-1)/2 - p) jump`, `jump *= s`. */
export function slideField(at: ReceptiveField, window: WindowGeometry): ReceptiveField {
  if (at.whole) return at;
  const reach = both((axis) => window.dilation[axis] * (window.kernel[axis] - 1));
  return {
    size: both((axis) => at.size[axis] + reach[axis] * at.jump[axis]),
    jump: both((axis) => at.jump[axis] * window.stride[axis]),
    start: both((axis) => at.start[axis] + (reach[axis] / 2 - window.padding[axis]) * at.jump[axis]),
    whole: false,
  };
}

/** Where branches meet, a unit sees what the widest of them sees. */
export function mergeFields(fields: readonly ReceptiveField[]): ReceptiveField {
  const [first = INPUT_FIELD, ...others] = fields;
  return others.reduce((a, b) => {
    if (a.whole || b.whole) return a.whole ? a : b;
    const wider = both((axis) => (b.size[axis] > a.size[axis] ? 1 : 0));
    return {
      size: both((axis) => Math.max(a.size[axis], b.size[axis])),
      jump: both((axis) => Math.max(a.jump[axis], b.jump[axis])),
      start: both((axis) => (wider[axis] === 1 ? b : a).start[axis]),
      whole: false,
    };
  }, first);
}

/** A vector counts as one row of features. */
const wholeField = (input: Shape): ReceptiveField => {
  const size: Pair = isMap(input) ? [input[1], input[2]] : [1, input[0] ?? 1];
  return { size, jump: size, start: both((axis) => (size[axis] - 1) / 2), whole: true };
};

/** The receptive field of every layer whose shapes are known. */
export function receptiveFields(
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
): ReadonlyMap<Path, ReceptiveField> {
  const fields = new Map<Path, ReceptiveField>();
  const whole = wholeField(inputOf(expanded, shapes));
  for (const node of expanded.nodes) {
    const known = shapes.get(node.path);
    if (known !== undefined) fields.set(node.path, fieldOf(node, known, fields, whole));
  }
  return fields;
}

function inputOf(expanded: Expanded, shapes: ReadonlyMap<Path, NodeShapes>): Shape {
  const input = expanded.nodes.find((node) => node.kind === "input" && shapes.has(node.path));
  return (input === undefined ? undefined : shapes.get(input.path)?.output) ?? [1, 1, 1];
}

function fieldOf(
  node: ExpandedNode,
  { inputs }: NodeShapes,
  fields: ReadonlyMap<Path, ReceptiveField>,
  whole: ReceptiveField,
): ReceptiveField {
  if (inputs.length === 0) return INPUT_FIELD;
  const merged = mergeFields(node.inputs.map((wire) => fields.get(wire.from) ?? INPUT_FIELD));
  const window = layerSpec(node.kind).window?.(node.params, inputs);
  if (window === "all") return whole;
  return window === undefined ? merged : slideField(merged, window);
}

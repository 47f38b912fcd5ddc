/** A layer normalisation that a program wrote out: `(x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * weight + bias`. */
import type { Shape } from "../../../tensor/shape.ts";
import { rounded } from "../attributes.ts";
import { constantOf, listOf, numberOf } from "../context.ts";
import { type Constant, countOf, floatsOf } from "../tensors.ts";
import { type LayerValue, type PendingValue, shapeOf, type Value } from "../values.ts";
import type { Found } from "./structure.ts";

const is = (value: Value | undefined, op: string): PendingValue | null =>
  value?.type === "pending" && value.op === op ? value : null;

/** A constant and the other side of a product or sum. */
function split(value: PendingValue | null): { readonly constant: Constant; readonly other: Value } | null {
  const [a, b] = value?.inputs ?? [];
  if (a === undefined || b === undefined) return null;
  const [first, second] = [constantOf(a), constantOf(b)];
  if (second !== null && first === null) return { constant: second, other: a };
  return first !== null && second === null ? { constant: first, other: b } : null;
}

interface Standard {
  readonly leaf: LayerValue;
  /** Over the channels of each pixel, or over all that belongs to a sample. */
  readonly axes: "all" | "channels";
  readonly epsilon: number;
}

export function writtenLayerNorm(value: PendingValue): Found | null {
  const shift = split(is(value, "Add"));
  const scale = split(is(shift === null ? value : shift.other, "Mul"));
  const standard = standardised(scale?.other ?? shift?.other ?? value);
  if (standard === null || (shift !== null && scale === null)) return null;
  const { leaf, axes, epsilon } = standard;
  const params = { axes, epsilon, affine: scale !== null };
  const found = { kind: "layerNorm" as const, leaf, params };
  if (scale === null) return { ...found, weights: {}, constants: [] };
  const { shape } = leaf.node;
  if (shape === null) return null;
  const dims: Shape = axes === "channels" ? shape.slice(0, 1) : shape;
  const count = dims.reduce((product, size) => product * size, 1);
  if (countOf(scale.constant) !== count || (shift !== null && countOf(shift.constant) !== count)) return null;
  const weight = floatsOf(scale.constant).data;
  const bias = shift === null ? new Float32Array(count) : floatsOf(shift.constant).data;
  return {
    ...found,
    weights: { weight: { shape: dims, data: weight }, bias: { shape: dims, data: bias } },
    constants: [scale.constant, shift?.constant ?? null],
  };
}

function standardised(value: Value): Standard | null {
  const [centred, root] = is(value, "Div")?.inputs ?? [];
  const leaf = is(centred, "Sub")?.inputs[0];
  if (centred === undefined || leaf?.type !== "layer" || !isMean(is(centred, "Sub")?.inputs[1], leaf))
    return null;
  const sum = is(is(root, "Sqrt")?.inputs[0], "Add");
  const epsilon = sum?.inputs.map(numberOf).find((number) => number !== null);
  const variance = sum?.inputs.find((input) => is(input, "ReduceMean") !== null);
  if (epsilon === undefined || epsilon === null || variance?.type !== "pending") return null;
  if (!isSquare(variance.inputs[0], centred)) return null;
  const axes = axesOf(variance, leaf);
  const same = axes !== null && axesOf(is(is(centred, "Sub")?.inputs[1], "ReduceMean"), leaf) === axes;
  return same && leaf.lastOf === undefined ? { leaf, axes, epsilon: rounded(epsilon) } : null;
}

const isMean = (value: Value | undefined, leaf: LayerValue): boolean =>
  is(value, "ReduceMean")?.inputs[0] === leaf;

function isSquare(value: Value | undefined, of: Value): boolean {
  const power = is(value, "Pow");
  if (power !== null) return power.inputs[0] === of && numberOf(power.inputs[1]) === 2;
  return is(value, "Mul")?.inputs.every((input) => input === of) === true;
}

/** What a mean runs over, `null` where no layer does. */
function axesOf(mean: PendingValue | null, leaf: LayerValue): "all" | "channels" | null {
  const rank = (shapeOf(leaf)?.length ?? 0) + 1;
  const given = mean?.proto.attributes.get("axes")?.ints ?? listOf(mean?.inputs[1]) ?? [];
  const axes = given.map((axis) => (axis ?? 0) + ((axis ?? 0) < 0 ? rank : 0)).sort((a, b) => a - b);
  if (rank > 1 && axes.length === rank - 1 && axes.every((axis, index) => axis === index + 1))
    return leaf.last === true ? null : "all";
  return rank === 4 && axes.join() === (leaf.last === true ? "3" : "1") ? "channels" : null;
}

/**
 * Activations that a program wrote out in several operations are recognised by what they compute: the formula is
 * evaluated at some points and compared with those of the layers, so that every way of writing it counts.
 */
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import type { DraftNode } from "../../draft.ts";
import { floatOf } from "../attributes.ts";
import { numberOf } from "../context.ts";
import { type LayerValue, type PendingValue, sameOrder, type Value } from "../values.ts";

/** Abramowitz and Stegun 7.1.26; its error is below 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0);
const clip = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
const hardSigmoid = (x: number): number => clip(x + 3, 0, 6) / 6;

interface Candidate {
  readonly kind: LayerKind;
  readonly params: ResolvedParams;
  readonly at: (x: number) => number;
}
const CANDIDATES: readonly Candidate[] = [
  { kind: "gelu", params: {}, at: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)) },
  {
    kind: "gelu",
    params: { approximate: "tanh" },
    at: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  },
  { kind: "silu", params: {}, at: (x) => x * sigmoid(x) },
  { kind: "mish", params: {}, at: (x) => x * Math.tanh(softplus(x)) },
  { kind: "hardSwish", params: {}, at: (x) => x * hardSigmoid(x) },
  { kind: "hardSigmoid", params: {}, at: hardSigmoid },
  { kind: "sigmoid", params: {}, at: sigmoid },
  { kind: "tanh", params: {}, at: Math.tanh },
  { kind: "relu6", params: {}, at: (x) => clip(x, 0, 6) },
  { kind: "relu", params: {}, at: (x) => Math.max(x, 0) },
];
const POINTS = [
  -7.1, -4.2, -3.3, -2.6, -1.7, -0.9, -0.31, -0.05, 0, 0.07, 0.4, 1.1, 1.9, 2.7, 3.4, 5.2, 6.6, 8.3,
];
const CLOSE = 2e-6;

/** Activations that may stand inside a formula as a layer that was recognised before. */
const INSIDE: ReadonlyMap<LayerKind | null, (x: number) => number> = new Map<
  LayerKind | null,
  (x: number) => number
>([
  ["sigmoid", sigmoid],
  ["tanh", Math.tanh],
  ["hardSigmoid", hardSigmoid],
  ["relu6", (x) => clip(x, 0, 6)],
  ["relu", (x) => Math.max(x, 0)],
]);
/** More parts than any formula of an activation has, shared ones counted each time. */
const MOST_PARTS = 64;

/** The layers that a formula reads; `null` where it holds something else than numbers and layers. */
function leavesOf(
  value: Value,
  found: Map<LayerValue["node"], LayerValue>,
  parts = { left: MOST_PARTS },
): boolean {
  if (parts.left-- <= 0 || found.size > 2) return false;
  if (value.type === "layer") {
    const [other] = found.values();
    if (other !== undefined && !sameOrder(other, value)) return false;
    found.set(value.node, value);
    return true;
  }
  if (value.type !== "pending") return numberOf(value) !== null;
  return FORMULAS.has(value.op) && value.inputs.every((input) => leavesOf(input, found, parts));
}

/** Whether a value is a formula of numbers and the values of layers, element by element. */
export const isFormula = (value: PendingValue): boolean => leavesOf(value, new Map());

/** Whether two values are formulas of unrelated layers, so that no activation can hold both. */
export function areApart(a: Value, b: Value): boolean {
  const [left, right] = [layersIn(a), layersIn(b)];
  if (left === null || right === null) return false;
  const touch = (x: DraftNode, y: DraftNode): boolean =>
    x === y || x.inputs.includes(y) || y.inputs.includes(x);
  return ![...left].some((x) => [...right].some((y) => touch(x, y)));
}

function layersIn(
  value: Value,
  found = new Set<DraftNode>(),
  parts = { left: MOST_PARTS },
): Set<DraftNode> | null {
  if (parts.left-- <= 0) return null;
  if (value.type === "layer") return found.add(value.node);
  if (value.type !== "pending") return found;
  return value.inputs.every((input) => layersIn(input, found, parts) !== null) ? found : null;
}

type Formula = (x: readonly number[], value: PendingValue) => number;
const FORMULAS: ReadonlyMap<string, Formula> = new Map<string, Formula>([
  ["Add", ([a = 0, b = 0]) => a + b],
  ["Sub", ([a = 0, b = 0]) => a - b],
  ["Mul", ([a = 0, b = 0]) => a * b],
  ["Div", ([a = 0, b = 0]) => a / b],
  ["Pow", ([a = 0, b = 0]) => a ** b],
  ["Neg", ([a = 0]) => -a],
  ["Exp", ([a = 0]) => Math.exp(a)],
  ["Log", ([a = 0]) => Math.log(a)],
  ["Sqrt", ([a = 0]) => Math.sqrt(a)],
  ["Erf", ([a = 0]) => erf(a)],
  ["Tanh", ([a = 0]) => Math.tanh(a)],
  ["Sigmoid", ([a = 0]) => sigmoid(a)],
  ["Softplus", ([a = 0]) => softplus(a)],
  ["Relu", ([a = 0]) => Math.max(0, a)],
  ["Min", (all) => Math.min(...all)],
  ["Max", (all) => Math.max(...all)],
  [
    "HardSigmoid",
    ([a = 0], { proto }) => clip(floatOf(proto, "alpha", 0.2) * a + floatOf(proto, "beta", 0.5), 0, 1),
  ],
  [
    "Clip",
    ([a = 0, low, high], { proto }) =>
      clip(
        a,
        low ?? proto.attributes.get("min")?.float ?? Number.NEGATIVE_INFINITY,
        high ?? proto.attributes.get("max")?.float ?? Number.POSITIVE_INFINITY,
      ),
  ],
]);

function evaluate(value: Value, at: ReadonlyMap<LayerValue["node"], number>): number {
  if (value.type === "layer") return at.get(value.node) ?? Number.NaN;
  if (value.type !== "pending") return numberOf(value) ?? Number.NaN;
  const formula = FORMULAS.get(value.op);
  return (
    formula?.(
      value.inputs.map((input) => evaluate(input, at)),
      value,
    ) ?? Number.NaN
  );
}

export interface Recognised {
  readonly kind: LayerKind;
  readonly params: ResolvedParams;
  /** What it is applied to. */
  readonly leaf: LayerValue;
}

/** The activation that a formula computes of one layer, or `null`. */
export function activationOf(value: PendingValue): Recognised | null {
  const leaves = new Map<LayerValue["node"], LayerValue>();
  if (!leavesOf(value, leaves)) return null;
  const [first, second] = leaves.values();
  if (first === undefined) return null;
  if (second === undefined) return match(value, first, null) ?? match(value, ...behind(first));
  const pair = pairOf(first, second);
  return pair === null ? null : match(value, pair.leaf, pair);
}

/** An activation that was recognised before may be the first step of another. */
function behind(outer: LayerValue): readonly [LayerValue, Pair | null] {
  const [input] = outer.node.inputs;
  const inside = INSIDE.get(outer.node.kind);
  if (input === undefined || inside === undefined) return [outer, null];
  return [
    { ...outer, node: input },
    { outer, function: inside },
  ];
}

interface Pair {
  readonly outer: LayerValue;
  readonly function: (x: number) => number;
}

function match(value: PendingValue, leaf: LayerValue, pair: Pair | null): Recognised | null {
  const points = POINTS.map((x) => {
    const at = new Map([[leaf.node, x]]);
    if (pair !== null) at.set(pair.outer.node, pair.function(x));
    return evaluate(value, at);
  });
  const found = CANDIDATES.find((candidate) =>
    points.every(
      (y, index) => Math.abs(y - candidate.at(POINTS[index] ?? 0)) <= CLOSE * Math.max(1, Math.abs(y)),
    ),
  );
  return found === undefined ? null : { kind: found.kind, params: found.params, leaf };
}

/** `x` and an activation of it. */
function pairOf(a: LayerValue, b: LayerValue) {
  for (const [leaf, outer] of [
    [a, b],
    [b, a],
  ] as const) {
    const inside = INSIDE.get(outer.node.kind);
    if (inside !== undefined && outer.node.inputs[0] === leaf.node) return { leaf, outer, function: inside };
  }
  return null;
}

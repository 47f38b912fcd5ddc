/** Activations that stock layers lack, as our own export puts them together. */
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import { rounded } from "../../onnx/attributes.ts";
import type { LayerJson, TensorRef } from "../config.ts";
import { alike } from "../value.ts";
import { type AffineStep, affineStep, factorOf, isConstant } from "./affine.ts";
import { type LayerGraph, type Pattern, sameRef } from "./graph.ts";

const names = (layers: readonly (LayerJson | null)[]): readonly string[] =>
  layers.flatMap((layer) => (layer === null ? [] : [layer.name]));

const pattern = (
  end: LayerJson,
  refs: readonly TensorRef[],
  covers: readonly string[],
  kind: LayerKind,
  params: ResolvedParams = {},
): Pattern => ({ end, refs, covers, read: (use) => alike(use, kind, params) });

/** The step that ends in what `ref` names and that nothing else reads. */
function step(graph: LayerGraph, ref: TensorRef | undefined): AffineStep | null {
  return affineStep(graph, graph.inner(ref, "DepthwiseConv2D") ?? graph.inner(ref, "Flatten"));
}

/** `min(max(x/6 + 1/2, 0), 1)`. */
export function hardSigmoid(graph: LayerGraph, end: LayerJson): Pattern | null {
  if (end.className !== "ReLU" || end.config.max_value !== 1) return null;
  const line = step(graph, graph.ref(end));
  if (line === null || !isConstant(graph, line, 1 / 6, 1 / 2)) return null;
  return pattern(end, line.refs, names(line.layers), "hardSigmoid");
}

/** A product of a value and a function of it. */
function gated(graph: LayerGraph, end: LayerJson) {
  if (end.className !== "Multiply") return null;
  const [x, gate, ...more] = graph.refs(end);
  return x === undefined || gate === undefined || more.length > 0 || sameRef(x, gate) ? null : { x, gate };
}

export function hardSwish(graph: LayerGraph, end: LayerJson): Pattern | null {
  const sides = gated(graph, end);
  const gate = graph.inner(sides?.gate, "ReLU");
  const inside = gate === null ? null : hardSigmoid(graph, gate);
  if (sides === null || gate === null || inside === null || !sameRef(inside.refs[0], sides.x)) return null;
  return pattern(end, inside.refs, [gate.name, ...inside.covers], "hardSwish");
}

/** `x sigmoid(x (a + b x^2))` with `a = 2 sqrt(2/pi)` and `b = 0.044715 a`. */
export function geluTanh(graph: LayerGraph, end: LayerJson): Pattern | null {
  const sides = gated(graph, end);
  const gate = graph.inner(sides?.gate, "Activation");
  const inner = graph.inner(graph.ref(gate), "Multiply");
  const [x, bent] = inner === null ? [] : graph.refs(inner);
  const bend = step(graph, bent);
  const square = graph.inner(bend?.refs[0], "Multiply");
  if (sides === null || gate?.config.activation !== "sigmoid" || bend === null || square === null)
    return null;
  const own = [x, ...graph.refs(square)];
  if (own.length !== 3 || !own.every((ref) => sameRef(ref, sides.x))) return null;
  const slope = 2 * Math.sqrt(2 / Math.PI);
  if (!isConstant(graph, bend, 0.044715 * slope, slope)) return null;
  const covers = [...names([gate, inner, square]), ...names(bend.layers)];
  return pattern(end, [sides.x], covers, "gelu", { approximate: "tanh" });
}

/** `alpha elu(x) + (1 - alpha) relu(x)`. */
export function scaledElu(graph: LayerGraph, end: LayerJson): Pattern | null {
  if (end.className !== "Add") return null;
  const [first, second, ...more] = graph.refs(end);
  const [a, b] = [step(graph, first), step(graph, second)];
  if (more.length > 0 || a === null || b === null) return null;
  const [left, right] = [graph.inner(a.refs[0], "Activation"), graph.inner(b.refs[0], "Activation")];
  const x = graph.ref(left);
  if (left?.config.activation !== "elu" || right?.config.activation !== "relu" || x === undefined)
    return null;
  const [alpha, rest] = [factorOf(graph, a), factorOf(graph, b)];
  if (alpha === null || rest === null || Math.abs(alpha + rest - 1) > 1e-6) return null;
  if (!sameRef(x, graph.ref(right))) return null;
  const covers = [...names(a.layers), ...names(b.layers), ...names([left, right])];
  return pattern(end, [x], covers, "elu", { alpha: rounded(alpha) });
}

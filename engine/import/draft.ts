/** Layers while they are being put together: checked against the registry, their shapes inferred as far as they are known. */
import { checkParam, knownParams } from "../document/params.ts";
import { type LayerKind, layerSpec } from "../layers/index.ts";
import { layerMessages } from "../layers/messages.ts";
import type { ResolvedParams } from "../layers/param.ts";
import type { WeightArray } from "../targets/weights/types.ts";
import { fillTemplate } from "../tensor/problem.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";
import { unmappable } from "./fault.ts";
import type { Foreign, Source } from "./network.ts";

export interface DraftNode {
  readonly kind: LayerKind | null;
  readonly params: ResolvedParams;
  readonly inputs: readonly DraftNode[];
  readonly weights: ReadonlyMap<string, WeightArray>;
  /** Without the batch; `null` behind something foreign. */
  readonly shape: Shape | null;
  readonly source: Source;
  /** Path that its weights or its name in the file suggest. */
  readonly wish: Wish;
  readonly foreign?: Foreign;
  /** The file says that its weights are not to be trained. */
  readonly frozen: boolean;
}
export interface Wish {
  /** A whole path: `layer1.0.conv1`. */
  readonly path?: string;
  /** The module it stands in: `layer1.0`; what it is called there follows from its kind. */
  readonly module?: string;
}

export interface LayerFacts {
  readonly params?: ResolvedParams;
  readonly weights?: Readonly<Record<string, WeightArray | undefined>>;
  readonly source: Source;
  readonly wish?: Wish;
  /** Counts for layers with weights alone. */
  readonly frozen?: boolean;
}

/** A layer whose parameters, inputs and weights agree with the registry, or `Unmappable` with the reason. */
export function draftLayer(kind: LayerKind, inputs: readonly DraftNode[], facts: LayerFacts): DraftNode {
  const { params, changed } = resolved(kind, facts.params ?? {});
  const shapes = inputs.map(({ shape }) => shape);
  const known = shapes.every((shape) => shape !== null) ? shapes : null;
  const spec = layerSpec(kind);
  const weights = new Map(
    Object.entries(facts.weights ?? {}).flatMap(([name, weight]) =>
      weight === undefined ? [] : [[name, weight] as const],
    ),
  );
  let shape: Shape | null = null;
  if (known !== null) {
    const inferred = spec.infer(params as never, known);
    if (!inferred.ok) {
      const { code, values } = inferred.issue;
      unmappable(fillTemplate(layerMessages[code].message, values).replace(/\.$/, ""));
    }
    shape = inferred.shape;
    for (const { name, shape: needed } of spec.weights(params as never, known)) {
      const found = weights.get(name);
      if (found === undefined) unmappable(`its ${name} is not a constant`);
      if (found.shape.join() !== needed.join())
        unmappable(`its ${name} is ${formatShape(found.shape)} and would have to be ${formatShape(needed)}`);
    }
  }
  const { source, wish = {} } = facts;
  const frozen = facts.frozen === true && weights.size > 0;
  return { kind, params: changed, inputs, weights, shape, source, wish, frozen };
}

/** Every parameter with a value, and apart from them those that differ from the default. */
function resolved(kind: LayerKind, given: ResolvedParams) {
  const table = layerSpec(kind).params;
  const params: Record<string, ResolvedParams[string]> = {};
  const changed: Record<string, ResolvedParams[string]> = {};
  for (const [name, spec] of Object.entries(table)) {
    const value = given[name];
    if (value === undefined) {
      params[name] = spec.default;
      continue;
    }
    const result = checkParam(spec, value);
    if (!result.ok) unmappable(`its ${name} of ${JSON.stringify(value)} is outside what the layer takes`);
    params[name] = result.value;
    if (JSON.stringify(result.value) !== JSON.stringify(spec.default)) changed[name] = result.value;
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(table, name)) throw new Error(`${kind} has no ${name}, only ${knownParams(table)}.`);
  return { params, changed };
}

/** A node for what has no layer here. Its shape is what the file says, if it does. */
export const draftForeign = (
  inputs: readonly DraftNode[],
  foreign: Foreign,
  facts: { readonly source: Source; readonly wish?: Wish; readonly shape: Shape | null },
): DraftNode => ({
  kind: null,
  params: {},
  inputs,
  weights: new Map(),
  shape: facts.shape,
  source: facts.source,
  wish: facts.wish ?? {},
  foreign,
  frozen: false,
});

/** The same layer with other parameters, weights or a better name. */
export const redraft = (node: DraftNode, kind: LayerKind, facts: Partial<LayerFacts>): DraftNode =>
  draftLayer(kind, node.inputs, {
    params: { ...node.params, ...facts.params },
    weights: { ...Object.fromEntries(node.weights), ...facts.weights },
    source: facts.source ?? node.source,
    wish: facts.wish ?? node.wish,
    frozen: facts.frozen ?? node.frozen,
  });

/** All that `ends` depend on, each before what reads it. */
export function topological(ends: readonly DraftNode[]): readonly DraftNode[] {
  const order: DraftNode[] = [];
  const done = new Set<DraftNode>();
  // Own stack: a chain of thousands of layers must not overflow the call stack.
  const stack = [...ends].reverse();
  while (stack.length > 0) {
    const node = stack.at(-1) as DraftNode;
    const waiting = done.has(node) ? [] : node.inputs.filter((input) => !done.has(input));
    if (waiting.length > 0) {
      stack.push(...[...waiting].reverse());
      continue;
    }
    stack.pop();
    if (!done.has(node)) order.push(node);
    done.add(node);
  }
  return order;
}

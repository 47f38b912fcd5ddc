/** The part of a graph that an export writes: what lies between the input and the output. */
import type { Analysis } from "../../analysis/types.ts";
import type { ExpandedNode, Path } from "../../blocks/types.ts";
import { type LayerKind, layerSpec } from "../../layers/index.ts";
import type { WeightSpec } from "../../layers/spec.ts";
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { sameShape } from "../../tensor/shape.ts";
import { ancestors } from "../tfjs/plan.ts";
import { initialWeight } from "../weights/initialise.ts";
import type { WeightArray, WeightPath, Weights } from "../weights/types.ts";
import { exportMessages } from "./messages.ts";
import { nonNegativeNodes } from "./non-negative.ts";
import { type KindTable, type NodeFacts, Unsupported } from "./types.ts";

export interface NetworkNode {
  readonly kind: LayerKind;
  readonly facts: NodeFacts;
  /** Nodes it reads, in port order, then slot order. */
  readonly reads: readonly Path[];
  /** Its weights are not to be trained. */
  readonly frozen: boolean;
}
export interface Network {
  /** What the output depends on, topologically sorted; the input first among equals, the output last. */
  readonly nodes: readonly NetworkNode[];
  readonly input: NetworkNode;
  readonly output: NetworkNode;
}

/** Refuses a graph that is not valid or has not exactly one input that leads to exactly one output. */
export function networkOf(analysis: Analysis): Result<Network> {
  const refuse = (code: keyof typeof exportMessages, count = 0) =>
    fail(problem(exportMessages, code, { path: "" }, { count }));
  if (!analysis.valid) {
    const errors = analysis.problems.filter(({ severity }) => severity === "error");
    return fail(problem(exportMessages, "export/invalid", { path: "" }), ...errors);
  }
  const { nodes } = analysis.expanded;
  const inputs = nodes.filter(({ kind }) => kind === "input");
  const outputs = nodes.filter(({ kind }) => kind === "output");
  const [output] = outputs;
  if (inputs.length !== 1) return refuse("export/inputs", inputs.length);
  if (output === undefined || outputs.length !== 1) return refuse("export/outputs", outputs.length);
  const needed = ancestors(nodes, [output.path]);
  const all = everyNode(analysis).filter(({ facts }) => needed.has(facts.path));
  const first = all.find(({ kind }) => kind === "input");
  const last = all.at(-1);
  if (first === undefined || last === undefined) return refuse("export/unconnected");
  return ok({ nodes: all, input: first, output: last });
}

/** All nodes of a valid graph, in its order: also those that the output does not depend on. */
export function everyNode(analysis: Analysis): readonly NetworkNode[] {
  const { nodes } = analysis.expanded;
  const nonNegative = nonNegativeNodes(nodes);
  return nodes.map((node) => networkNode(node, analysis, nonNegative));
}

function networkNode(node: ExpandedNode, analysis: Analysis, nonNegative: ReadonlySet<Path>): NetworkNode {
  const shapes = analysis.shapes.get(node.path);
  if (shapes === undefined) throw new Error(`The shape of ${node.path} is not known.`);
  const reads = node.inputs.map(({ from }) => from);
  const facts: NodeFacts = {
    path: node.path,
    // `expand` has checked the parameters against the kind.
    params: node.params as NodeFacts["params"],
    inputs: shapes.inputs,
    output: shapes.output,
    nonNegative: reads[0] !== undefined && nonNegative.has(reads[0]),
  };
  return { kind: node.kind, facts, reads, frozen: node.frozen === true };
}

/** How a node is built by a target, its parameter types forgotten. */
export function answerOf<B>(table: KindTable<B>, { kind, facts }: NetworkNode): B | Unsupported {
  const emit = table[kind] as (node: NodeFacts) => B | Unsupported;
  return emit(facts);
}

/** Every node with the way it is built, or all that the target cannot express. */
export function answers<B>(
  table: KindTable<B>,
  network: Network,
): Result<readonly { readonly node: NetworkNode; readonly build: B }[]> {
  const built: { node: NetworkNode; build: B }[] = [];
  const problems: Problem[] = [];
  for (const node of network.nodes) {
    const answer = answerOf(table, node);
    if (answer instanceof Unsupported) problems.push(answer.problemAt(node.facts.path));
    else built.push({ node, build: answer });
  }
  return problems.length > 0 ? { ok: false, problems } : ok(built);
}

/** The problems of a graph with a target, for `Target.check`. */
export function checkKinds<B>(table: KindTable<B>, analysis: Analysis): readonly Problem[] {
  const network = networkOf(analysis);
  if (!network.ok) return network.problems;
  const result = answers(table, network.value);
  return result.ok ? [] : result.problems;
}

export interface WeightEntry {
  readonly node: Path;
  readonly path: WeightPath;
  readonly spec: WeightSpec;
}

/** Every tensor of a graph, in graph order. */
export function weightEntries(analysis: Analysis): readonly WeightEntry[] {
  return analysis.expanded.nodes.flatMap(({ path, kind, params }) => {
    const inputs = analysis.shapes.get(path)?.inputs ?? [];
    const specs = layerSpec(kind).weights(params as never, inputs);
    return specs.map((spec) => ({ node: path, path: `${path}.${spec.name}`, spec }));
  });
}

/** The weights an untrained network starts from; the same for a seed on every machine. */
export const initialWeights = (analysis: Analysis, seed: number): Weights =>
  new Map(weightEntries(analysis).map(({ path, spec }) => [path, initialWeight(spec, path, seed)]));

/** Every tensor of the graph that is not there, or has another shape. */
export function checkWeights(analysis: Analysis, weights: Weights): readonly Problem[] {
  return weightEntries(analysis).flatMap(({ node, path, spec }) => {
    const found = weights.get(path);
    if (found === undefined) {
      return [problem(exportMessages, "export/weight-missing", { path: node }, { name: path })];
    }
    if (sameShape(found.shape, spec.shape)) return [];
    const values = { name: path, actual: found.shape.join(", "), expected: spec.shape.join(", ") };
    return [problem(exportMessages, "export/weight-shape", { path: node }, values)];
  });
}

/** A tensor that `checkWeights` has found. */
export function weightOf(weights: Weights, node: Path, name: string): WeightArray {
  const found = weights.get(`${node}.${name}`);
  if (found === undefined) throw new Error(`${node} has no weight ${name}.`);
  return found;
}

/** One expansion on its way; `expand` is the function around it. */
import type { ExpressionScope } from "../document/expression/evaluate.ts";
import type { ExpressionValue } from "../document/expression/types.ts";
import { graphOf } from "../document/graph.ts";
import type {
  BlockDefinition,
  BlockNode,
  GraphDocument,
  GraphNode,
  LayerNode,
  Scope,
} from "../document/types.ts";
import { layerSpec } from "../layers/index.ts";
import type { ParamTable } from "../layers/param.ts";
import { LIMITS } from "../tensor/limits.ts";
import type { Problem } from "../tensor/problem.ts";
import { defaultsOf, type Evaluate, type ResolvedTable, resolveTable } from "./arguments.ts";
import { type Judgement, judgeDefinition, judgeMuted, judgeRepeat } from "./conditions.ts";
import { originKey, portKey } from "./origin.ts";
import { type GraphPlan, type PlannedNode, planGraph } from "./plan.ts";
import { type Instance, Reporter, removeNode, unmute } from "./reporter.ts";
import type { ExpandedNode, Path, Wire } from "./types.ts";

/** What a wire carries: the layer it comes from; `null` where something upstream has no value and that was reported. */
type Source = { readonly path: Path; readonly broken: boolean } | null;

interface Table {
  readonly table: ParamTable;
  readonly defaults: ResolvedTable["values"];
}

const spoiled = (source: Source): Source => (source === null ? null : { ...source, broken: true });

/** Nodes visited, empty blocks included, before an expansion is given up. */
const MOST_VISITS = LIMITS.expandedNodes * 10;

export class Expander {
  readonly nodes: ExpandedNode[] = [];
  readonly outputs = new Map<string, Path>();
  readonly broken = new Set<Path>();
  overflowed = false;
  readonly #document: GraphDocument;
  readonly #evaluate: Evaluate;
  readonly #reporter = new Reporter();
  readonly #plans = new Map<Scope, GraphPlan>();
  readonly #tables = new Map<string, Table>();
  readonly #paths = new Set<Path>();
  #visits = 0;

  constructor(document: GraphDocument, evaluate: Evaluate) {
    this.#document = document;
    this.#evaluate = evaluate;
  }

  get problems(): readonly Problem[] {
    return this.#reporter.problems;
  }

  run(): void {
    const variables = new Map<string, ExpressionValue>(Object.entries(this.#document.variables));
    this.#graph(
      {
        scope: null,
        prefix: "",
        origin: [],
        copies: [],
        around: [],
        first: true,
        flawed: false,
        frozen: false,
      },
      variables,
      [],
    );
  }

  /** Expands the graph of `at.scope` and gives the values of its `out` ports; `given` are those of its `in` ports. */
  #graph(at: Instance, scope: ExpressionScope, given: readonly Source[]): readonly Source[] {
    const plan = this.#planOf(at.scope);
    this.#reporter.reportPlan(at, plan);
    const values = new Array<readonly Source[]>(plan.size).fill([]);
    for (const [port, index] of plan.inPorts.entries()) values[index] = [given[port] ?? null];
    for (const planned of plan.nodes) {
      if (++this.#visits > MOST_VISITS) this.overflowed = true;
      if (this.overflowed) return [];
      const result = this.#node(at, planned, scope, values);
      values[planned.index] = result;
      const source = result[0];
      if (at.first && source) this.outputs.set(originKey([...at.origin, planned.node.id]), source.path);
    }
    return plan.outPorts.map((index) => values[index]?.[0] ?? null);
  }

  #planOf(scope: Scope): GraphPlan {
    const known = this.#plans.get(scope);
    if (known !== undefined) return known;
    const plan = planGraph(this.#document, scope, graphOf(this.#document, scope));
    this.#plans.set(scope, plan);
    return plan;
  }

  #by(at: Instance, scope: ExpressionScope): Judgement {
    return { at, scope, reporter: this.#reporter, evaluate: this.#evaluate };
  }

  /** The values of the node's outputs, in port order. */
  #node(
    at: Instance,
    planned: PlannedNode,
    scope: ExpressionScope,
    values: readonly (readonly Source[])[],
  ): readonly Source[] {
    const { node } = planned;
    if (node.type === "unknown") {
      const kind = typeof node.raw.kind === "string" ? node.raw.kind : "?";
      this.#reporter.report(at, node, "unknown-kind", { name: node.name, kind }, [removeNode(at, node)]);
      return [];
    }
    if (node.type === "port") return this.#port(at, planned, node, values);
    const muted = judgeMuted(node, this.#by(at, scope));
    if (muted === true) return this.#passed(at, planned, values);
    const inputs = planned.inputs.map((input) => {
      if (input.missing > 0) this.#missing(at, node, input.port, input.wires.length + input.missing);
      return input.wires.map((wire) => values[wire.node]?.[wire.port] ?? null);
    });
    const flawed = planned.flawed || muted === "unclear";
    if (node.type === "layer") return [this.#layer(at, planned, node, scope, inputs, flawed)];
    const given = inputs.map(([source = null]) => source);
    return this.#block(at, node, scope, given, flawed);
  }

  #missing(at: Instance, node: GraphNode, port: string, needed: number): void {
    const values = { port, name: node.name, needed: needed === 1 ? "a wire" : `${needed} wires` };
    this.#reporter.report(at, node, "missing-input", values, [removeNode(at, node)], port);
  }

  #port(
    at: Instance,
    planned: PlannedNode,
    node: GraphNode & { readonly type: "port" },
    values: readonly (readonly Source[])[],
  ): readonly Source[] {
    if (at.scope === null) {
      this.#reporter.report(at, node, "port-outside-block", { name: node.name }, [removeNode(at, node)]);
      return [];
    }
    if (node.muted !== undefined && node.muted !== false) {
      this.#reporter.report(at, node, "cannot-mute", { name: node.name }, [unmute(at, node)]);
    }
    return node.direction === "in" ? (values[planned.index] ?? []) : this.#passed(at, planned, values);
  }

  /** The first input, as the value of every output. */
  #passed(at: Instance, planned: PlannedNode, values: readonly (readonly Source[])[]): readonly Source[] {
    const { node } = planned;
    const first = planned.inputs[0];
    if (first === undefined) {
      this.#reporter.report(at, node, "cannot-mute", { name: node.name }, [unmute(at, node)]);
      return [];
    }
    const wire = first.wires[0];
    if (wire === undefined) {
      if (first.missing > 0) this.#missing(at, node, first.port, 1);
      return [];
    }
    const source = values[wire.node]?.[wire.port] ?? null;
    const passed = planned.flawed ? spoiled(source) : source;
    return new Array<Source>(this.#outputCount(node)).fill(passed);
  }

  #outputCount(node: GraphNode): number {
    return node.type === "block" ? Math.max(1, this.#planOf(node.block).outPorts.length) : 1;
  }

  #layer(
    at: Instance,
    planned: PlannedNode,
    node: LayerNode,
    scope: ExpressionScope,
    inputs: readonly (readonly Source[])[],
    flawed: boolean,
  ): Source {
    if (this.nodes.length >= LIMITS.expandedNodes) this.overflowed = true;
    const { table, defaults } = this.#tableOf(`layer ${node.kind}`, () => layerSpec(node.kind).params);
    const params = resolveTable(table, defaults, node.params, scope, this.#evaluate);
    for (const issue of params.issues) this.#reporter.reportArgument(at, node, issue);
    const wires: Wire[] = [];
    let broken = at.flawed || flawed || params.issues.length > 0;
    if (planned.inputs.some((input) => input.missing > 0)) broken = true;
    for (const [index, sources] of inputs.entries()) {
      for (const source of sources) {
        if (source === null || source.broken) broken = true;
        if (source !== null) wires.push({ port: planned.inputs[index]?.port ?? "in", from: source.path });
      }
    }
    const path = this.#ownPath(at, node);
    if (broken) this.broken.add(path);
    this.nodes.push({
      path,
      kind: node.kind,
      params: params.values,
      inputs: wires,
      origin: [...at.origin, node.id],
      copies: [...at.copies, 0],
      ...(at.frozen || node.frozen === true ? { frozen: true } : {}),
    });
    return { path, broken };
  }

  /** Paths are unique among the expanded nodes, also where the document's are not. */
  #ownPath(at: Instance, node: GraphNode): Path {
    const path = at.prefix + node.name;
    let own = path;
    for (let count = 2; this.#paths.has(own); count++) own = `${path}~${count}`;
    this.#paths.add(own);
    // Two nodes of one name were reported as that.
    if (own !== path && !this.#planOf(at.scope).repeatedNames.has(node.name)) {
      this.#reporter.report(at, node, "duplicate-path", { path }, []);
    }
    return own;
  }

  #block(
    at: Instance,
    node: BlockNode,
    scope: ExpressionScope,
    given: readonly Source[],
    flawed: boolean,
  ): readonly Source[] {
    const definition = judgeDefinition(this.#document, node, at, this.#reporter);
    if (definition === null) return [];
    const plan = this.#planOf(node.block);
    const chains = plan.inPorts.length > 0 && plan.outPorts.length > 0;
    const judged = judgeRepeat(node, chains, this.#by(at, scope));
    const repeats = judged === "unclear" ? 1 : judged;
    let inputs = flawed ? given.map(spoiled) : given;
    let results: readonly Source[] = plan.outPorts.map((_, port) => inputs[port] ?? inputs[0] ?? null);
    for (let copy = 0; copy < (repeats ?? 1) && !this.overflowed; copy++) {
      const args = this.#arguments(at, node, definition, scope, repeats === null ? null : [copy, repeats]);
      const inner: Instance = {
        scope: node.block,
        prefix: `${at.prefix}${node.name}.${repeats === null ? "" : `${copy}.`}`,
        origin: [...at.origin, node.id],
        copies: [...at.copies, copy],
        around: [...at.around, node.block],
        first: at.first && copy === 0,
        flawed: at.flawed || flawed || args.wrong || judged === "unclear",
        frozen: at.frozen || node.frozen === true,
      };
      const outputs = this.#graph(inner, args.values, inputs);
      inputs = inputs.map((source, port) => outputs[port] ?? source);
      results = outputs;
    }
    if (at.first) {
      for (const [index, source] of results.entries()) {
        const key = portKey([...at.origin, node.id], plan.outNames[index] ?? "");
        if (source) this.outputs.set(key, source.path);
      }
    }
    return results;
  }

  #arguments(
    at: Instance,
    node: BlockNode,
    definition: BlockDefinition,
    scope: ExpressionScope,
    copy: readonly [number, number] | null,
  ): { readonly values: ExpressionScope; readonly wrong: boolean } {
    const { table, defaults } = this.#tableOf(`block ${definition.id}`, () =>
      Object.fromEntries(definition.parameters.map(({ name, spec }) => [name, spec])),
    );
    const inner = copy === null ? scope : new Map([...scope, ["i", copy[0]], ["n", copy[1]]]);
    const { values, issues } = resolveTable(table, defaults, node.args, inner, this.#evaluate);
    for (const issue of issues) this.#reporter.reportArgument(at, node, issue);
    return { values: new Map(Object.entries(values)), wrong: issues.length > 0 };
  }

  #tableOf(key: string, table: () => ParamTable): Table {
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const found = table();
    const made = { table: found, defaults: defaultsOf(found) };
    this.#tables.set(key, made);
    return made;
  }
}

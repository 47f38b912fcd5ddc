/** Values of nodes become parameters of the block around them. */
import { layerSpec } from "../../layers/index.ts";
import { isExpression, type ParamSpec, type ParamTable, type ParamValue } from "../../layers/param.ts";
import { blockOf } from "../graph.ts";
import { checkParam, knownParams } from "../params.ts";
import type { BlockParameter, GraphDocument, GraphNode, Scope } from "../types.ts";
import { refuse } from "./define.ts";
import { blockTable } from "./new-node.ts";
import { freeNames } from "./substitute.ts";

export interface Lift {
  readonly node: string;
  readonly param: string;
  readonly name: string;
}
export interface Lifted {
  readonly nodes: readonly GraphNode[];
  readonly parameters: readonly BlockParameter[];
  /** What the block's node gives them, so that everything stays as it was. */
  readonly args: Readonly<Record<string, ParamValue>>;
}

export function liftParameters(
  document: GraphDocument,
  scope: Scope,
  nodes: readonly GraphNode[],
  lifts: readonly Lift[],
): Lifted {
  const parameters = new Map<string, ParamSpec>();
  const args = new Map<string, ParamValue>();
  const changed = new Map(nodes.map((node) => [node.id, node]));
  for (const lift of lifts) {
    const node = changed.get(lift.node) ?? refuse("edit/no-node", "", { id: lift.node });
    const table = tableOf(document, node);
    const spec = Object.hasOwn(table, lift.param) ? table[lift.param] : undefined;
    if (spec === undefined) {
      return refuse("edit/no-parameter", node.name, {
        title: node.name,
        name: lift.param,
        known: knownParams(table),
      });
    }
    const value = storedValue(node, lift.param) ?? spec.default;
    const shared = args.get(lift.name);
    if (
      shared !== undefined &&
      (parameters.get(lift.name)?.type !== spec.type || JSON.stringify(shared) !== JSON.stringify(value))
    ) {
      refuse("edit/lift-differs", node.name, { name: lift.name });
    }
    args.set(lift.name, value);
    parameters.set(lift.name, withDefault(spec, value));
    changed.set(node.id, withValue(node, lift.param, `=${lift.name}`));
  }
  // Names that expressions took from around the selection, except where they were lifted themselves.
  const given = new Set(lifts.map(({ name }) => name));
  for (const node of nodes) {
    const left = withoutLifted(node, lifts);
    for (const name of freeNames(left)) {
      if (given.has(name)) refuse("edit/parameter-taken", node.name, { name });
      parameters.set(name, outerSpec(document, scope, name));
      args.set(name, `=${name}`);
    }
  }
  return {
    nodes: nodes.map((node) => changed.get(node.id) ?? node),
    parameters: [...parameters].map(([name, spec]) => ({ name, spec })),
    args: Object.fromEntries(args),
  };
}

const tableOf = (document: GraphDocument, node: GraphNode): ParamTable => {
  if (node.type === "layer") return layerSpec(node.kind).params;
  const definition = node.type === "block" ? blockOf(document, node.block) : undefined;
  return definition === undefined ? {} : blockTable(definition);
};

const storedValue = (node: GraphNode, param: string): ParamValue | undefined => {
  const values = node.type === "layer" ? node.params : node.type === "block" ? node.args : {};
  return Object.hasOwn(values, param) ? values[param] : undefined;
};

function withValue(node: GraphNode, param: string, value: ParamValue | undefined): GraphNode {
  const change = (values: Readonly<Record<string, ParamValue>>) => {
    const { [param]: _, ...rest } = values;
    return value === undefined ? rest : { ...rest, [param]: value };
  };
  if (node.type === "layer") return { ...node, params: change(node.params) };
  return node.type === "block" ? { ...node, args: change(node.args) } : node;
}

const withoutLifted = (node: GraphNode, lifts: readonly Lift[]): GraphNode =>
  lifts
    .filter((lift) => lift.node === node.id)
    .reduce((left, { param }) => withValue(left, param, undefined), node);

/** Today's value as the default, where it is a plain one. */
function withDefault(spec: ParamSpec, value: ParamValue): ParamSpec {
  const checked = isExpression(value) ? null : checkParam(spec, value);
  return checked?.ok ? ({ ...spec, default: checked.value } as ParamSpec) : spec;
}

/** What a name means around the selection: a parameter of the block there, or a variable of the document. */
function outerSpec(document: GraphDocument, scope: Scope, name: string): ParamSpec {
  const around = scope === null ? undefined : blockOf(document, scope);
  const parameter = around?.parameters.find((found) => found.name === name);
  if (parameter !== undefined) return parameter.spec;
  const value =
    scope === null && Object.hasOwn(document.variables, name) ? (document.variables[name] ?? 0) : 0;
  const base = { label: name, help: `The value of ${name}.`, default: value, min: -1e9, max: 1e9 };
  return Number.isInteger(value) ? { type: "int", ...base } : { type: "float", ...base };
}

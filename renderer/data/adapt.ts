/** Whether data and network fit each other, and the edit that makes the network fit. */
import type { Analysis } from "../../engine/analysis/types.ts";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { callOf } from "../../engine/document/commands/index.ts";
import type { GraphDocument, LayerNode } from "../../engine/document/types.ts";
import type { CommandCall } from "../../engine/tensor/problem.ts";
import { elements, isMap, type Shape, sameShape } from "../../engine/tensor/shape.ts";
import type { DataReport } from "../../engine/worker/values.ts";

type Wanted = Pick<DataReport, "shape" | "classes" | "task" | "source">;

export interface Fit {
  /** Shape of the network's input; `null` while a problem hides it. */
  readonly input: Shape | null;
  readonly outputs: number | null;
  readonly inputFits: boolean;
  /** Always so for regression, whose targets the training itself checks. */
  readonly outputsFit: boolean;
}

const shapeOf = ({ expanded, shapes }: Analysis, kind: string): Shape | null => {
  const node = expanded.nodes.find((candidate) => candidate.kind === kind);
  return node === undefined ? null : (shapes.get(node.path)?.output ?? null);
};

export function fitOf(analysis: Analysis, data: Wanted): Fit {
  const input = shapeOf(analysis, "input");
  const output = shapeOf(analysis, "output");
  const outputs = output === null ? null : elements(output);
  return {
    input,
    outputs,
    inputFits: input !== null && sameShape(input, data.shape),
    outputsFit: data.task === "regression" || outputs === data.classes.length,
  };
}

/** Gathers what changes: values of variables where parameters refer to one, otherwise the parameters themselves. */
interface Edits {
  readonly variables: Map<string, number>;
  readonly params: Map<string, Record<string, number | string>>;
}

/** `=name` of a variable that stands alone. */
const variableOf = (value: unknown, document: GraphDocument): string | null => {
  const name = typeof value === "string" ? /^=\s*(\w+)\s*$/.exec(value)?.[1] : undefined;
  return name !== undefined && Object.hasOwn(document.variables, name) ? name : null;
};

function setParam(edits: Edits, document: GraphDocument, node: LayerNode, name: string, value: number): void {
  const variable = variableOf(node.params[name], document);
  if (variable !== null) edits.variables.set(variable, value);
  else edits.params.set(node.id, { ...edits.params.get(node.id), [name]: value });
}

const topLayer = (document: GraphDocument, wanted: (node: LayerNode) => boolean): LayerNode | null =>
  document.graph.nodes.find((node): node is LayerNode => node.type === "layer" && wanted(node)) ?? null;

/** The layer that decides how many values come out: upstream of the output, past all that keeps the number. */
function lastLayer({ expanded }: Analysis): ExpandedNode | null {
  const byPath = new Map(expanded.nodes.map((node) => [node.path, node]));
  let node = expanded.nodes.find(({ kind }) => kind === "output");
  while (node !== undefined) {
    if (node.kind === "dense" || node.kind === "conv2d") return node;
    const [wire, ...others] = node.inputs;
    if (wire === undefined || others.length > 0) return null;
    node = byPath.get(wire.from);
  }
  return null;
}

function setClasses(edits: Edits, document: GraphDocument, analysis: Analysis, classes: number): boolean {
  const last = lastLayer(analysis);
  const [id, ...inner] = last?.origin ?? [];
  if (last !== null && inner.length === 0) {
    const node = topLayer(document, (candidate) => candidate.id === id);
    if (node === null) return false;
    setParam(edits, document, node, last.kind === "dense" ? "units" : "filters", classes);
    return true;
  }
  if (!Object.hasOwn(document.variables, "classes")) return false;
  edits.variables.set("classes", classes);
  return true;
}

/** One undo step that sets input, classes and source; `null` where the network leaves no place to set them. */
export function adaptCalls(
  document: GraphDocument,
  analysis: Analysis,
  data: Wanted,
): readonly CommandCall[] | null {
  const edits: Edits = { variables: new Map(), params: new Map() };
  const fit = fitOf(analysis, data);
  if (!fit.inputFits) {
    const input = topLayer(document, ({ kind }) => kind === "input");
    if (input === null) return null;
    const [channels = 1, height, width] = data.shape;
    const layout = isMap(data.shape) ? "image" : "vector";
    if ((input.params.layout ?? "image") !== layout) edits.params.set(input.id, { layout });
    setParam(edits, document, input, "channels", channels);
    if (height !== undefined && width !== undefined) {
      setParam(edits, document, input, "height", height);
      setParam(edits, document, input, "width", width);
    }
  }
  if (!fit.outputsFit && !setClasses(edits, document, analysis, data.classes.length)) return null;
  const calls: CommandCall[] = [];
  if (edits.variables.size > 0) {
    calls.push(callOf("set-variables", { variables: Object.fromEntries(edits.variables) }));
  }
  for (const [id, params] of edits.params)
    calls.push(callOf("set-params", { scope: null, ids: [id], params }));
  if (document.training.data !== data.source) {
    calls.push(callOf("set-training", { training: { data: data.source } }));
  }
  return calls;
}

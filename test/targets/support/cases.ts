/** Networks around one layer of the grid, so that every kind meets every target in a whole document. */
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import type { Analysis } from "../../../engine/analysis/types.ts";
import type { GraphDocument, GraphNode } from "../../../engine/document/types.ts";
import { type LayerKind, layerKinds } from "../../../engine/layers/index.ts";
import type { ParamValue } from "../../../engine/layers/param.ts";
import { type GridCase, grid } from "../../../engine/targets/support/grid.ts";
import { elements, isMap, type Shape } from "../../../engine/tensor/shape.ts";
import { documentOf, graph, layer } from "../../document/builder.ts";

type Params = Readonly<Record<string, ParamValue>>;

const inputNode = (shape: Shape): GraphNode => {
  const [channels = 1, height = 1, width = 1] = shape;
  return layer("input", "input", isMap(shape) ? { channels, height, width } : { layout: "vector", channels });
};

/** The nodes that make a value of shape `to` from one of shape `from`, each wire with numbers of its own. */
function branch(id: string, from: Shape, to: Shape): readonly GraphNode[] {
  const [channels = 1] = to;
  if (!isMap(to)) {
    const dense = layer(`${id}_fc`, "dense", { units: channels });
    return isMap(from) ? [layer(`${id}_gap`, "globalAvgPool2d"), dense] : [dense];
  }
  const mix = layer(`${id}_conv`, "conv2d", { filters: channels, kernel: [1, 1] });
  if (to[1] === from[1] && to[2] === from[2]) return [mix];
  return [layer(`${id}_pool`, "adaptiveAvgPool2d", { size: [to[1], to[2]] }), mix];
}

/** The probed layer has the id and path `probe`. */
export function documentFor(kind: LayerKind, one: GridCase): GraphDocument {
  const params = one.params as Params;
  if (kind === "input")
    return documentOf(graph([layer("input", "input", params), layer("output", "output")], "input>output"));
  const probe = kind === "output" ? [] : [layer("probe", kind, params)];
  const end = layer("output", "output");
  const last = kind === "output" ? "output" : "probe";
  const tail = kind === "output" ? "" : "probe>output";
  const [only = []] = one.inputs;
  if (one.inputs.length === 1) {
    const middle = one.nonNegative === true ? [layer("before", "relu")] : [];
    const first = middle.length > 0 ? "input>before before>" : "input>";
    return documentOf(graph([inputNode(only), ...middle, ...probe, end], `${first}${last} ${tail}`));
  }
  const base = one.inputs.reduce((best, shape) => (elements(shape) > elements(best) ? shape : best), only);
  const branches = one.inputs.map((shape, slot) => branch(`b${slot}`, base, shape));
  const wires = branches.map((nodes, slot) => {
    const ids = ["input", ...nodes.map(({ id }) => id)];
    const chained = ids.slice(1).map((id, index) => `${ids[index]}>${id}`);
    return [...chained, `${ids.at(-1)}>probe.in#${slot}`].join(" ");
  });
  return documentOf(
    graph([inputNode(base), ...branches.flat(), ...probe, end], `${wires.join(" ")} ${tail}`),
  );
}

export interface NamedCase {
  readonly name: string;
  readonly kind: LayerKind;
  readonly document: GraphDocument;
  readonly analysis: Analysis;
}

/** Every case of the grid; a case that is not a valid network is a mistake of the grid. */
export const gridCases = (): readonly NamedCase[] =>
  layerKinds.flatMap((kind) =>
    (grid[kind] as readonly GridCase[]).map((one) => {
      const document = documentFor(kind, one);
      const analysis = analysed(document);
      const sign = one.nonNegative === true ? " of values >= 0" : "";
      return {
        name: `${kind} ${JSON.stringify(one.params)} ${JSON.stringify(one.inputs)}${sign}`,
        kind,
        document,
        analysis,
      };
    }),
  );

export function analysed(document: GraphDocument): Analysis {
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid) throw new Error(analysis.problems.map(({ message }) => message).join("\n"));
  return analysis;
}

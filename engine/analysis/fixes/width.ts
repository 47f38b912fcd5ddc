/** Numbers of channels by name: where a block computes one from its parameters, a new layer computes it alike. */
import { edgesInto, graphOf, nodeById } from "../../document/graph.ts";
import type { LayerNode } from "../../document/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import { isExpression, type ParamValue } from "../../layers/param.ts";
import type { NewLayer, Site } from "./change.ts";

type WidthParam = "filters" | "units";
const WIDTHS: { readonly [K in LayerKind]?: WidthParam } = {
  conv2d: "filters",
  convTranspose2d: "filters",
  dense: "units",
};
/** Layers of one input whose output has other channels than their input, or may have. */
const CHANGING: ReadonlySet<LayerKind> = new Set(["depthwiseConv2d", "flatten", "reshape"]);

/** The expression that decides the width of the input in `slot`, where its layers say one. */
export function widthExpression(site: Site, slot: number): string | undefined {
  const graph = graphOf(site.document, site.scope);
  let wire = edgesInto(graph, site.node.id)[slot];
  // A document may hold a circle; a walk is never longer than the graph.
  for (let steps = 0; wire !== undefined && steps < graph.nodes.length; steps++) {
    const node = nodeById(graph, wire.from);
    if (node?.type !== "layer") return undefined;
    const width = storedWidth(node);
    if (width !== undefined) return isExpression(width) ? width : undefined;
    const [before, ...others] = edgesInto(graph, node.id);
    if (others.length > 0 || WIDTHS[node.kind] !== undefined || CHANGING.has(node.kind)) return undefined;
    wire = before;
  }
  return undefined;
}

function storedWidth(node: LayerNode): ParamValue | undefined {
  const name = WIDTHS[node.kind];
  return name === undefined ? undefined : node.params[name];
}

/** The layers with the expression in the place of the number of filters or units. */
export const withWidth = (
  layers: readonly NewLayer[],
  width: number,
  expression: string,
): readonly NewLayer[] =>
  layers.map((layer) => {
    const name = WIDTHS[layer.kind];
    if (name === undefined || layer.params[name] !== width) return layer;
    return { ...layer, stored: { [name]: expression } };
  });

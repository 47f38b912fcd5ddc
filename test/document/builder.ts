/** Short ways to write documents in tests. */
import { createDocument } from "../../engine/document/create.ts";
import type {
  BlockDefinition,
  BlockNode,
  BlockParameter,
  Edge,
  Graph,
  GraphDocument,
  GraphNode,
  LayerNode,
  PortNode,
} from "../../engine/document/types.ts";
import type { LayerKind } from "../../engine/layers/index.ts";
import { int, type ParamValue } from "../../engine/layers/param.ts";

type Params = Readonly<Record<string, ParamValue>>;

/** Id and name are the same unless a test says otherwise. */
export const layer = (
  id: string,
  kind: LayerKind,
  params: Params = {},
  more: Partial<LayerNode> = {},
): LayerNode => ({
  id,
  name: id,
  type: "layer",
  kind,
  params,
  ...more,
});
export const block = (
  id: string,
  of: string,
  args: Params = {},
  more: Partial<BlockNode> = {},
): BlockNode => ({
  id,
  name: id,
  type: "block",
  block: of,
  args,
  ...more,
});
export const port = (id: string, direction: "in" | "out"): PortNode => ({
  id,
  name: id,
  type: "port",
  direction,
});

/** `a>b`, `a.first>b.second`, and for variadic ports a slot: `a>sum.in#1`. */
export function wire(text: string): Edge {
  const [from = "", to = ""] = text.split(">");
  const [fromId = "", fromPort = "out"] = from.split(".");
  const [target = "", slot = "0"] = to.split("#");
  const [toId = "", toPort = "in"] = target.split(".");
  return {
    id: `e_${text.replace(/[^A-Za-z0-9]/g, "_")}`,
    from: fromId,
    fromPort,
    to: toId,
    toPort,
    slot: Number(slot),
  };
}

export const graph = (nodes: readonly GraphNode[], wires: string): Graph => ({
  nodes,
  edges: wires.split(/\s+/).filter(Boolean).map(wire),
});

/** `a>b b>c` from `a b c`. */
export const chain = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map((id, index) => `${ids[index]}>${id}`)
    .join(" ");

export const param = (name: string, value = 8, max = 65_536): BlockParameter => ({
  name,
  spec: int({ label: name, help: name, default: value, min: 0, max }),
});

export const define = (
  id: string,
  parameters: readonly BlockParameter[],
  inside: Graph,
): BlockDefinition => ({ id, title: id, summary: "", parameters, graph: inside });

export function documentOf(
  top: Graph,
  blocks: readonly BlockDefinition[] = [],
  variables: Readonly<Record<string, number>> = {},
): GraphDocument {
  return {
    ...createDocument({ title: "Test" }),
    variables,
    graph: top,
    blocks: Object.fromEntries(blocks.map((definition) => [definition.id, definition])),
  };
}

/** input, `count` convolutions, output. */
export function longChain(count: number): GraphDocument {
  const nodes = [layer("input", "input")];
  for (let index = 0; index < count; index++)
    nodes.push(layer(`conv${index}`, "conv2d", { padding: [1, 1], filters: 8 }));
  nodes.push(layer("output", "output"));
  return documentOf(graph(nodes, chain(...nodes.map(({ id }) => id))));
}

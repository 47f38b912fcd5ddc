/** A network of many primitive layers on a grid: convolution, batch norm and ReLU in a chain, with a shortcut now and then. */
import { createDocument } from "../../engine/document/create.ts";
import type { Edge, GraphDocument, GraphNode, Position } from "../../engine/document/types.ts";

const COLUMNS = 40;
const PITCH = { x: 250, y: 110 } as const;

export const place = (index: number): Position => {
  const row = Math.floor(index / COLUMNS);
  return { x: (index % COLUMNS) * PITCH.x, y: row * PITCH.y };
};

const layer = (id: string, kind: string, params: Readonly<Record<string, unknown>> = {}): GraphNode =>
  ({ id, name: id, type: "layer", kind, params }) as GraphNode;

export function chainDocument(count: number): GraphDocument {
  const nodes: GraphNode[] = [layer("n0", "input", { channels: 16, height: 32, width: 32 })];
  const edges: Edge[] = [];
  const wire = (from: number, to: number, slot = 0): void => {
    edges.push({
      id: `e${edges.length}`,
      from: `n${from}`,
      fromPort: "out",
      to: `n${to}`,
      toPort: "in",
      slot,
    });
  };
  for (let index = 1; index < count - 1; index += 1) {
    const id = `n${index}`;
    const turn = index % 8;
    if (turn === 7) nodes.push(layer(id, "add"));
    else if (turn % 3 === 1)
      nodes.push(layer(id, "conv2d", { filters: 16, kernel: [3, 3], padding: [1, 1] }));
    else nodes.push(layer(id, turn % 3 === 2 ? "batchNorm" : "relu"));
    wire(index - 1, index);
    if (turn === 7) wire(index - 6, index, 1);
  }
  nodes.push(layer(`n${count - 1}`, "output"));
  wire(count - 2, count - 1);
  return {
    ...createDocument({ title: `${count} layers` }),
    graph: { nodes, edges },
    layout: {
      root: { nodes: Object.fromEntries(nodes.map(({ id }, index) => [id, place(index)])), notes: [] },
      blocks: {},
    },
  };
}

/** From an edit to the new shapes: with memory between edits, beside a first analysis of the same document. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { createDocument } from "../../engine/document/create.ts";
import type { Edge, GraphDocument, GraphNode } from "../../engine/document/types.ts";
import { alternate, type BenchRow } from "./types.ts";

const ROUNDS = 40;

/** Input, `layers` convolutions in a row, output. */
function chain(layers: number, kernel: number): GraphDocument {
  const layer = (
    id: number,
    kind: "input" | "conv2d" | "output",
    params: Readonly<Record<string, number | readonly number[]>>,
  ): GraphNode => ({
    type: "layer",
    id: `n${id}`,
    name: `${kind}${id}`,
    kind,
    params,
  });
  const middle = Math.floor(layers / 2);
  const nodes: GraphNode[] = [layer(0, "input", { channels: 8, height: 16, width: 16 })];
  for (let i = 1; i <= layers; i++) {
    const size = i === middle ? kernel : 3;
    nodes.push(
      layer(i, "conv2d", { filters: 8, kernel: [size, size], padding: [(size - 1) / 2, (size - 1) / 2] }),
    );
  }
  nodes.push(layer(layers + 1, "output", {}));
  const edges: Edge[] = nodes.slice(1).map((node, i) => ({
    id: `e${i}`,
    from: `n${i}`,
    fromPort: "out",
    to: node.id,
    toPort: "in",
    slot: 0,
  }));
  return { ...createDocument({ title: "chain" }), graph: { nodes, edges } };
}

export async function benchEdit(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const layers of [100, 1_000]) {
    const variants = [1, 3, 5, 7].map((kernel) => chain(layers, kernel));
    const remembering = createAnalyser();
    let turn = 0;
    const next = (): GraphDocument => variants[turn++ % variants.length] as GraphDocument;
    const { oursMs, peerMs } = await alternate(
      ROUNDS,
      () => remembering.analyse(next()),
      () => createAnalyser().analyse(next()),
    );
    rows.push({
      bench: "edit",
      what: `one kernel changed among ${layers} layers, to all shapes and costs`,
      oursMs,
      peer: "the same document analysed for the first time",
      peerMs,
    });
  }
  return rows;
}

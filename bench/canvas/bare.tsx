/** The peer: React Flow itself with as many empty nodes and wires, as its documentation sets it up. */
import "@xyflow/react/dist/style.css";
import { ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";
import { createRoot } from "react-dom/client";
import { chainDocument, place } from "./chain.ts";
import { count, ready } from "./page.ts";

const { graph } = chainDocument(count());
const initialNodes = graph.nodes.map(({ id }, index) => ({
  id,
  position: place(index),
  data: { label: "" },
  style: { width: 184, height: 64 },
}));
const initialEdges = graph.edges.map(({ id, from, to }) => ({ id, source: from, target: to }));

function Bare() {
  const [nodes, , onNodesChange] = useNodesState(initialNodes);
  const [edges, , onEdgesChange] = useEdgesState(initialEdges);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      minZoom={0.01}
      fitView
      onInit={ready}
    />
  );
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Bare />);

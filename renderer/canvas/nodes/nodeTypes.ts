import type { EdgeTypes, NodeTypes } from "@xyflow/react";
import { WireEdge } from "../wires/WireEdge.tsx";
import { BlockFrame } from "./BlockFrame.tsx";
import { LayerNode } from "./LayerNode.tsx";
import { GroupNode, NoteNode } from "./NoteNode.tsx";

export const nodeTypes: NodeTypes = { layer: LayerNode, frame: BlockFrame, note: NoteNode, group: GroupNode };
export const edgeTypes: EdgeTypes = { wire: WireEdge };

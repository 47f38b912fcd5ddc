import type { NodeTypes } from "@xyflow/react";
import { BlockFrame } from "./BlockFrame.tsx";
import { LayerNode } from "./LayerNode.tsx";
import { GroupNode, NoteNode } from "./NoteNode.tsx";

export const nodeTypes: NodeTypes = { layer: LayerNode, frame: BlockFrame, note: NoteNode, group: GroupNode };

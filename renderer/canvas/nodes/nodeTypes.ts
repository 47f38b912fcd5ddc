import type { NodeTypes } from "@xyflow/react";
import { BlockFrame } from "./BlockFrame.tsx";
import { LayerNode } from "./LayerNode.tsx";
import { NoteNode, ZoneNode } from "./NoteNode.tsx";

export const nodeTypes: NodeTypes = { layer: LayerNode, frame: BlockFrame, note: NoteNode, zone: ZoneNode };

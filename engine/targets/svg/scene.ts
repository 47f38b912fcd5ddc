/** What a picture of one graph shows: everything derived, nothing stored. The canvas and the SVG export share it. */
import type { NodeId, Position, Scope } from "../../document/types.ts";
import type { Family } from "../../layers/spec.ts";
import type { Problem } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";

/** A family of layers, or what else stands on a canvas. Decides colour and silhouette. */
export type Tone = Family | "block" | "port" | "unknown";

/** How much a node says: its title and path, also its figures, or everything. */
export type Density = "compact" | "normal" | "detailed";

export interface PortView {
  readonly name: string;
  /** Order among the wires of a variadic port; 0 elsewhere. */
  readonly slot: number;
  readonly connected: boolean;
}

export interface ProblemView {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly port?: string;
  /** Wires of a variadic port that disagree; absent where the whole port is meant. */
  readonly slots?: readonly number[];
  readonly message: string;
  readonly remedy: string;
  /** With its fixes and values. */
  readonly source: Problem;
}

export interface NodeView {
  /** Node ids from the top graph inwards, joined by `/`: the name of this occurrence. */
  readonly key: string;
  readonly id: NodeId;
  readonly scope: Scope;
  readonly type: "layer" | "block" | "port" | "unknown";
  /** Layer kind, block id, port direction, or the unknown kind as the file wrote it. */
  readonly kind: string;
  readonly tone: Tone;
  /** The kind in full, as it is read aloud: `Conv 2D`. */
  readonly kindTitle: string;
  /** `Conv 7×7, 64`. */
  readonly title: string;
  /** The rest of the main parameters: `stride 2 · pad 3`. */
  readonly brief: string;
  /** The last part of the canonical path: `conv1`. */
  readonly name: string;
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
  readonly variadic: boolean;
  /** Output shape; null where a problem upstream hides it. */
  readonly shape: Shape | null;
  readonly params: number;
  readonly macs: number;
  /** Bytes of the output of one sample; for a block, of everything inside. */
  readonly activationBytes: number;
  readonly muted: boolean;
  /** Its weights are not trained, by itself or by a block around it. */
  readonly frozen: boolean;
  /** Copies of a block in a chain; null where nothing repeats. An expression keeps its text. */
  readonly repeat: number | string | null;
  /** A block that is expanded where it stands: it is drawn as a frame around its inside. */
  readonly expanded: boolean;
  /** Key of the expanded block whose boundary this port node is. */
  readonly boundaryOf: string | null;
  readonly problems: readonly ProblemView[];
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode {
  readonly view: NodeView;
  readonly rect: Rect;
  /** Its position in the document, which differs where an expanded block makes others move aside. */
  readonly at: Position;
  /** On which side its ports are shown: the one that its wires use, or that most wires of the graph use. */
  readonly inSide: "left" | "top";
  readonly outSide: "right" | "bottom";
}

export interface WireView {
  /** The edge's id, prefixed by the instance it is drawn in where that is not the open graph. */
  readonly key: string;
  readonly id: string;
  readonly scope: Scope;
  /** Keys of the nodes it joins. */
  readonly from: string;
  readonly fromPort: string;
  readonly to: string;
  readonly toPort: string;
  readonly slot: number;
  /** Position of the end among the ports of its node, for drawing. */
  readonly fromIndex: number;
  readonly fromCount: number;
  readonly toIndex: number;
  readonly toCount: number;
  readonly shape: Shape | null;
  readonly problem: ProblemView | null;
  readonly bend: Bend;
  /**
   * No wire of the document: it joins a port of an expanded block's frame, on this side, and the port node inside; left
   * and top lead in, right and bottom lead out.
   */
  readonly link: "left" | "top" | "right" | "bottom" | null;
}

/**
 * How a wire goes around what stands between its ends: it swings out by so many canvas pixels, or goes across all at once,
 * early near its source or late near its target.
 */
export type Bend = number | "early" | "late";

export interface NoteView {
  readonly id: string;
  readonly scope: Scope;
  readonly type: "note" | "frame";
  readonly text: string;
  readonly rect: Rect;
  readonly at: Position;
}

export interface Scene {
  /** Frames of expanded blocks come before what stands inside them. */
  readonly nodes: readonly PlacedNode[];
  readonly wires: readonly WireView[];
  readonly notes: readonly NoteView[];
}

/** The words of a picture, so that the same scene can be built in any language. */
export interface Words {
  layerTitle(kind: string): string;
  /** The same, without what the canvas takes for granted: `Conv`. */
  shortTitle(kind: string): string;
  /** Title of a block by what its document calls it. */
  block(title: string): string;
  /** Translates the short English line of a layer, for example `3×3 · stride 2`. */
  brief(text: string): string;
  problem(problem: Problem): { readonly message: string; readonly remedy: string };
  port(direction: "in" | "out"): string;
  unknown: string;
}

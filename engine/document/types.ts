/** The document: an immutable value from which everything else is derived. Nothing derived is stored in it. */

import type { LayerKind } from "../layers/index.ts";
import type { ParamSpec, ParamValue } from "../layers/param.ts";

export const DOCUMENT_FORMAT = "layerloom/document";
export const DOCUMENT_VERSION = 1;

export type NodeId = string;
export type EdgeId = string;
export type BlockId = string;
/** `null` is the graph of the document itself; otherwise the inside of a block. */
export type Scope = BlockId | null;

interface NodeBase {
  readonly id: NodeId;
  /**
   * Part of the canonical path and so of the names of weights: unique within its graph, letters and digits of any
   * script, `_`, `-` and `.` (so that `features.0` can carry torchvision's names).
   */
  readonly name: string;
  /** Passes its first input through unchanged; a boolean or an expression (a shortcut that is only there when needed). */
  readonly muted?: boolean | string;
}
export interface LayerNode extends NodeBase {
  readonly type: "layer";
  readonly kind: LayerKind;
  /** Only what differs from the defaults need be present. Values may be expressions (`"=channels * 2"`). */
  readonly params: Readonly<Record<string, ParamValue>>;
  /**
   * Its weights, or those of all inside it, stay as they are in training; a batch norm then normalises by its running
   * statistics and leaves those alone too.
   */
  readonly frozen?: true;
}
export interface BlockNode extends NodeBase {
  readonly type: "block";
  readonly block: BlockId;
  readonly args: Readonly<Record<string, ParamValue>>;
  /** Copies in a chain, each output feeding the next input; a number or an expression. `i` counts them from 0 in `args`. */
  readonly repeat?: number | string;
  /**
   * Its weights, or those of all inside it, stay as they are in training; a batch norm then normalises by its running
   * statistics and leaves those alone too.
   */
  readonly frozen?: true;
}
/** The boundary of a block's graph. `name` is the name of the port. Only inside blocks. */
export interface PortNode extends NodeBase {
  readonly type: "port";
  readonly direction: "in" | "out";
}
/** A node of a kind this version does not know: kept as it came, blocks training, written back unchanged. */
export interface UnknownNode extends NodeBase {
  readonly type: "unknown";
  readonly raw: Readonly<Record<string, unknown>>;
}
export type GraphNode = LayerNode | BlockNode | PortNode | UnknownNode;

/** A wire. Every node has one output, named `out`; a block has one for each of its `out` ports, by name. */
export interface Edge {
  readonly id: EdgeId;
  readonly from: NodeId;
  readonly fromPort: string;
  readonly to: NodeId;
  readonly toPort: string;
  /** Order among the wires of a variadic port (concat); 0 elsewhere. */
  readonly slot: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}

export interface BlockParameter {
  readonly name: string;
  readonly spec: ParamSpec;
}

export interface BlockDefinition {
  readonly id: BlockId;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: readonly BlockParameter[];
  readonly graph: Graph;
  /** Family whose colour and drawing the palette uses for it; free text key of a drawing, for example `inception`. */
  readonly drawing?: string;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}
/** A free text on the canvas, or a frame around nodes. Never part of the graph. */
export interface Note extends Position {
  readonly id: string;
  readonly type: "note" | "frame";
  readonly text: string;
  readonly width: number;
  readonly height: number;
}
export interface ScopeLayout {
  readonly nodes: Readonly<Record<NodeId, Position>>;
  readonly notes: readonly Note[];
}

export interface OptimizerSettings {
  readonly type: "sgd" | "adam" | "adamw" | "rmsprop";
  readonly lr: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  /** RMSprop's smoothing constant. */
  readonly alpha: number;
  readonly epsilon: number;
}
export type ScheduleSettings =
  | { readonly type: "constant" }
  | { readonly type: "step"; readonly everyEpochs: number; readonly gamma: number }
  | { readonly type: "cosine"; readonly minLr: number }
  | {
      readonly type: "one-cycle";
      readonly pctStart: number;
      readonly divFactor: number;
      readonly finalDivFactor: number;
    };
export interface AugmentSettings {
  /** Probability of a horizontal flip. */
  readonly flip: number;
  /** Pixels of padding before a random crop back to size. */
  readonly crop: number;
  /** Largest rotation, degrees. */
  readonly rotation: number;
  /** Strength of brightness, contrast and saturation changes, 0 to 1. */
  readonly color: number;
  /** Side of the square cut out, pixels. */
  readonly cutout: number;
  /** Alpha of mix-up's Beta distribution; 0 is off. */
  readonly mixup: number;
}
export interface TrainingSettings {
  readonly loss: "cross-entropy" | "mse";
  readonly labelSmoothing: number;
  readonly optimizer: OptimizerSettings;
  readonly schedule: ScheduleSettings;
  /** Steps over which the learning rate rises linearly to its value, before the schedule. */
  readonly warmupSteps: number;
  /** Largest global gradient norm; 0 is off. */
  readonly clipNorm: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Epochs without improvement of the test loss before the run stops; 0 is off. */
  readonly patience: number;
  readonly augment: AugmentSettings;
  readonly seed: number;
  /** SOURCE of the command line, for example `builtin:glyphs`; "" where nothing was chosen. */
  readonly data: string;
}

/** Where a model comes from; shown in the gallery. */
export interface About {
  readonly title: string;
  readonly summary: string;
  readonly year?: number;
  readonly authors?: string;
  /** Link to the paper or chapter. */
  readonly source?: string;
}

export interface GraphDocument {
  readonly format: typeof DOCUMENT_FORMAT;
  readonly version: typeof DOCUMENT_VERSION;
  readonly about: About;
  /** Numbers that expressions of the top graph may use: `channels`, `height`, `width`, `classes` in templates. */
  readonly variables: Readonly<Record<string, number>>;
  readonly graph: Graph;
  readonly layout: { readonly root: ScopeLayout; readonly blocks: Readonly<Record<BlockId, ScopeLayout>> };
  readonly blocks: Readonly<Record<BlockId, BlockDefinition>>;
  readonly training: TrainingSettings;
}

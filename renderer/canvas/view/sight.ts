/** What is on the canvas right now, for gestures and actions: they ask when they need it, and so never draw anything anew. */
import type { Analysis } from "../../../engine/analysis/types.ts";
import type { NodeId, Scope } from "../../../engine/document/types.ts";
import type { PlacedNode, Rect, Scene, WireView } from "../../../engine/targets/svg/scene.ts";
import type { OpenDocument } from "../../state/types.ts";

/** The latest of everything that the canvas was drawn from. */
export interface Seen {
  readonly scene: Scene;
  readonly tab: OpenDocument;
  readonly analysis: Analysis;
  /** The opened block nodes from the top graph inwards. */
  readonly instance: readonly NodeId[];
  readonly scope: Scope;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Sight {
  /** Null before the first drawing. */
  seen(): Seen | null;
  see(seen: Seen): void;
  node(key: string): PlacedNode | null;
  wire(key: string): WireView | null;
  /** Key of a node of the open graph. */
  keyOf(id: NodeId): string;
  /** Boxes of all nodes by key, where they are drawn. */
  rects(): ReadonlyMap<string, Rect>;
  /** The part of the canvas that is in the window, in canvas coordinates. */
  visible(): Rect;
  /** Whether one is near enough for words and shapes to be there. */
  labelsShown(): boolean;
  toCanvas(screen: Point): Point;
  toScreen(point: Point): Point;
  /** Once it has been drawn, brings a node into the window. */
  reveal(key: string): void;
}

export interface SightPorts {
  /** Brings a box into the window if it is not there. */
  bringIn(rect: Rect): void;
  visible(): Rect;
  labelsShown(): boolean;
  toCanvas(screen: Point): Point;
  toScreen(point: Point): Point;
}

export function createSight(ports: SightPorts): Sight {
  let latest: Seen | null = null;
  let nodes: ReadonlyMap<string, PlacedNode> = new Map();
  let wires: ReadonlyMap<string, WireView> = new Map();
  return {
    ...ports,
    seen: () => latest,
    see(seen) {
      if (latest?.scene !== seen.scene) {
        nodes = new Map(seen.scene.nodes.map((node) => [node.view.key, node]));
        wires = new Map(seen.scene.wires.map((wire) => [wire.key, wire]));
      }
      latest = seen;
    },
    node: (key) => nodes.get(key) ?? null,
    wire: (key) => wires.get(key) ?? null,
    keyOf: (id) => [...(latest?.instance ?? []), id].join("/"),
    reveal: (key) =>
      void requestAnimationFrame(() => {
        const placed = nodes.get(key);
        if (placed !== undefined) ports.bringIn(placed.rect);
      }),
    rects: () => new Map([...nodes].map(([key, { rect }]) => [key, rect])),
  };
}

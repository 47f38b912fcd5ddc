/** From a document and its analysis to what a picture shows, keeping whatever did not change. */
import type { Analysis } from "../../analysis/types.ts";
import type { GraphDocument, NodeId } from "../../document/types.ts";
import { wireBends } from "./bends.ts";
import { graphPlace, type PlacedGraph } from "./graphPlace.ts";
import { indexLayers, type NodeFacts } from "./nodeView.ts";
import { placeGraph } from "./placeGraph.ts";
import { keep, keepAll } from "./reuse.ts";
import type { Bend, Density, Rect, Scene, WireView, Words } from "./scene.ts";
import { type PortSides, portSides } from "./sides.ts";

export interface SceneSource {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  /** The opened block nodes, from the top graph inwards; empty for the document's own graph. */
  readonly instance: readonly NodeId[];
  readonly density: Density;
  readonly words: Words;
  /** Keys of the blocks that are expanded where they stand. */
  readonly expanded: ReadonlySet<string>;
}

const EMPTY: Scene = { nodes: [], wires: [], notes: [] };

interface Bends {
  readonly laid: Pick<PlacedGraph, "nodes" | "wires">;
  readonly bends: ReadonlyMap<string, Bend>;
}

const sameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Whether everything stands where it stood and is wired as it was, whatever else has changed. */
const samePlan = (a: Bends["laid"], b: Bends["laid"]): boolean =>
  a.nodes.length === b.nodes.length &&
  a.wires.length === b.wires.length &&
  a.nodes.every((node, index) => {
    const other = b.nodes[index];
    return other !== undefined && node.view.key === other.view.key && sameRect(node.rect, other.rect);
  }) &&
  a.wires.every((wire, index) => {
    const other = b.wires[index];
    return (
      wire.key === other?.key &&
      wire.from === other.from &&
      wire.to === other.to &&
      wire.toIndex === other.toIndex &&
      wire.toCount === other.toCount
    );
  });

function bendsOf(laid: Bends["laid"]): Bends {
  const rects = new Map(laid.nodes.map(({ view, rect }) => [view.key, rect]));
  const obstacles = laid.nodes.map(({ view: { key, expanded }, rect }) => ({ key, rect, expanded }));
  return { laid, bends: wireBends(laid.wires, rects, obstacles) };
}

/** Wires with the bends that lead them around nodes, and links from where the frames show their ports. */
const led = (
  wires: readonly WireView[],
  { bends }: Bends,
  sides: (key: string) => PortSides,
): readonly WireView[] =>
  wires.map((wire) => {
    if (wire.link === "left") return { ...wire, link: sides(wire.from).inSide };
    if (wire.link === "right") return { ...wire, link: sides(wire.to).outSide };
    const bend = bends.get(wire.key);
    return bend === undefined ? wire : { ...wire, bend };
  });

/**
 * A function that builds scenes and remembers the last one: a node, a wire or a list that is the same as before is the
 * same object as before.
 */
export function createSceneBuilder(): (source: SceneSource) => Scene {
  let previous = EMPTY;
  let facts: NodeFacts | null = null;
  let bends: Bends | null = null;
  return (source) => {
    const { document, analysis, words } = source;
    if (facts === null || facts.analysis !== analysis) {
      facts = { document, analysis, words, layers: indexLayers(analysis) };
    } else if (facts.document !== document || facts.words !== words) {
      facts = { ...facts, document, words };
    }
    const place = graphPlace(document, source.instance);
    const next = place === null ? { nodes: [], wires: [], notes: [] } : placeGraph(place, facts, source);
    const sides = portSides(next);
    if (bends === null || !samePlan(bends.laid, next)) bends = bendsOf(next);
    const views = new Map(previous.nodes.map(({ view }) => [view.key, view]));
    previous = {
      nodes: keepAll(
        next.nodes.map((node) => ({
          ...node,
          view: keep(node.view, views.get(node.view.key)),
          ...sides(node.view.key),
        })),
        previous.nodes,
        (node) => node.view.key,
      ),
      wires: keepAll(led(next.wires, bends, sides), previous.wires, (wire) => wire.key),
      notes: keepAll(next.notes, previous.notes, (note) => note.id),
    };
    return previous;
  };
}

/** From a document and its analysis to what a picture shows, keeping whatever did not change. */
import type { Analysis } from "../../analysis/types.ts";
import type { GraphDocument, NodeId } from "../../document/types.ts";
import { graphPlace } from "./graphPlace.ts";
import { indexLayers, type NodeFacts } from "./nodeView.ts";
import { placeGraph } from "./placeGraph.ts";
import { keep, keepAll } from "./reuse.ts";
import type { Density, Scene, Words } from "./scene.ts";
import { portSides } from "./sides.ts";

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

/**
 * A function that builds scenes and remembers the last one: a node, a wire or a list that is the same as before is the
 * same object as before.
 */
export function createSceneBuilder(): (source: SceneSource) => Scene {
  let previous = EMPTY;
  let facts: NodeFacts | null = null;
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
      wires: keepAll(next.wires, previous.wires, (wire) => wire.key),
      notes: keepAll(next.notes, previous.notes, (note) => note.id),
    };
    return previous;
  };
}

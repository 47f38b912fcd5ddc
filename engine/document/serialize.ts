/** From a document to the text of its file. The order of keys is fixed, so that equal documents are equal files. */
import { layerSpec } from "../layers/index.ts";
import { blockOf } from "./graph.ts";
import { prettyJson } from "./pretty.ts";
import type {
  BlockDefinition,
  Edge,
  Graph,
  GraphDocument,
  GraphNode,
  Note,
  ScopeLayout,
  TrainingSettings,
} from "./types.ts";

type Json = Readonly<Record<string, unknown>>;

export const serializeDocument = (document: GraphDocument): string => prettyJson(documentJson(document));

export function documentJson(document: GraphDocument): Json {
  const { format, version, about, variables, graph, blocks, layout, training } = document;
  const { title, summary, year, authors, source } = about;
  return {
    format,
    version,
    about: { title, summary, year, authors, source },
    variables: sorted(variables, (value) => value),
    graph: graphJson(graph, document),
    blocks: sorted(blocks, (block) => blockJson(block, document)),
    layout: { root: layoutJson(layout.root), blocks: sorted(layout.blocks, layoutJson) },
    training: trainingJson(training),
  };
}

function sorted<T>(table: Readonly<Record<string, T>>, json: (value: T) => unknown): Json {
  const entries = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, json(value)]));
}

/** In the order of `first`, then by name. */
function ordered(table: Json, first: readonly string[]): Json {
  const known = first.filter((key) => Object.hasOwn(table, key));
  const rest = Object.keys(table)
    .filter((key) => !known.includes(key))
    .sort();
  return Object.fromEntries([...known, ...rest].map((key) => [key, table[key]]));
}

export const graphJson = (graph: Graph, document: GraphDocument): Json => ({
  nodes: graph.nodes.map((node) => nodeJson(node, document)),
  edges: graph.edges.map(edgeJson),
});

export function nodeJson(node: GraphNode, document: GraphDocument): Json {
  const { id, name, type, muted } = node;
  switch (node.type) {
    case "layer": {
      const params = ordered(node.params, Object.keys(layerSpec(node.kind).params));
      return { id, name, type, kind: node.kind, params, muted, frozen: node.frozen };
    }
    case "block": {
      const parameters = blockOf(document, node.block)?.parameters ?? [];
      const args = ordered(
        node.args,
        parameters.map((parameter) => parameter.name),
      );
      return { id, name, type, block: node.block, args, repeat: node.repeat, muted, frozen: node.frozen };
    }
    case "port":
      return { id, name, type, direction: node.direction, muted };
    case "unknown":
      // Written over in place, so that the order of its own keys stays.
      return { ...node.raw, id, name, muted };
  }
}

const edgeJson = ({ id, from, fromPort, to, toPort, slot }: Edge): Json => ({
  id,
  from,
  fromPort,
  to,
  toPort,
  slot,
});

export const blockJson = (block: BlockDefinition, document: GraphDocument): Json => ({
  id: block.id,
  title: block.title,
  summary: block.summary,
  drawing: block.drawing,
  parameters: block.parameters.map(({ name, spec }) => ({ name, spec: specJson(spec) })),
  graph: graphJson(block.graph, document),
});

const SPEC_KEYS = [
  "type",
  "label",
  "help",
  "default",
  "options",
  "min",
  "max",
  "minLength",
  "maxLength",
  "step",
  "unit",
];
const specJson = (spec: object): Json => ordered(spec as Json, SPEC_KEYS);

export const layoutJson = (layout: ScopeLayout): Json => ({
  nodes: sorted(layout.nodes, ({ x, y }) => ({ x, y })),
  notes: layout.notes.map(noteJson),
});

const noteJson = ({ id, type, text, x, y, width, height }: Note): Json => ({
  id,
  type,
  text,
  x,
  y,
  width,
  height,
});

function trainingJson(training: TrainingSettings): Json {
  const { optimizer: o, schedule: s, augment: a, ...t } = training;
  return {
    loss: t.loss,
    labelSmoothing: t.labelSmoothing,
    optimizer: ordered({ ...o }, OPTIMIZER_KEYS),
    schedule: ordered({ ...s }, ["type"]),
    warmupSteps: t.warmupSteps,
    clipNorm: t.clipNorm,
    epochs: t.epochs,
    batchSize: t.batchSize,
    patience: t.patience,
    augment: ordered({ ...a }, AUGMENT_KEYS),
    seed: t.seed,
    data: t.data,
  };
}
const OPTIMIZER_KEYS = [
  "type",
  "lr",
  "momentum",
  "nesterov",
  "weightDecay",
  "beta1",
  "beta2",
  "alpha",
  "epsilon",
] as const;
const AUGMENT_KEYS = ["flip", "crop", "rotation", "color", "cutout", "mixup"] as const;

/** What an import hands over: the document, its weights, and a report of what became what. */
import { expand } from "../blocks/expand.ts";
import type { ImportReport } from "../document/import-report.ts";
import type { GraphDocument } from "../document/types.ts";
import type { WeightArray, Weights } from "../targets/weights/types.ts";
import { documentOf, laidOut } from "./document.ts";
import { fold } from "./fold/fold.ts";
import { unitsOf } from "./fold/units.ts";
import type { ImportedNetwork } from "./network.ts";

export interface Imported {
  readonly document: GraphDocument;
  /** Under canonical paths, in PyTorch's layout. */
  readonly weights: Weights;
  readonly classes?: readonly string[];
  readonly report: ImportReport;
}

export function importedOf(read: ImportedNetwork, format: string, fallbackTitle: string): Imported {
  const title = isUseful(read.title) ? read.title : fallbackTitle;
  const { producer } = read;
  // A program that has the name of its format is named once.
  const origin =
    producer === "" ? format : producer.startsWith(format) ? producer : `${format} by ${producer}`;
  const about = { title, summary: `Imported from ${origin}.` };
  const units = unitsOf(read);
  const found = fold(units);
  const renamed = withPaths(read, found.renamed);
  const folded = documentOf(about, found);
  // A fold is kept only where it unfolds to each layer as it was.
  const kept = unfoldsTo(folded, renamed);
  const network = kept ? renamed : read;
  const document = laidOut(kept ? folded : documentOf(about, { units, blocks: [] }));
  return {
    document,
    weights: weightsOf(network),
    ...(network.classes === undefined ? {} : { classes: network.classes }),
    report: reportOf(network, document, format),
  };
}

const withPaths = (network: ImportedNetwork, paths: ReadonlyMap<string, string>): ImportedNetwork => ({
  ...network,
  nodes: network.nodes.map((node) => ({ ...node, path: paths.get(node.path) ?? node.path })),
});

/** Names that programs give every graph. */
const isUseful = (title: string): boolean =>
  title.trim() !== "" &&
  !/^(torch[-_]jit[-_]export|main_graph|tf2onnx|torch_jit|model|graph|main)$/i.test(title.trim());

function weightsOf({ nodes }: ImportedNetwork): Weights {
  const weights = new Map<string, WeightArray>();
  for (const { path, weights: own } of nodes)
    for (const [name, weight] of own) weights.set(`${path}.${name}`, weight);
  return weights;
}

/** Whether a document expands to the same layers with the same parameters and wires. Foreign nodes are no layers. */
export function unfoldsTo(document: GraphDocument, network: ImportedNetwork): boolean {
  const { expanded, problems } = expand(document);
  if (problems.some(({ code }) => code !== "unknown-kind" && !code.includes("missing"))) {
    const known = network.nodes.every(({ kind }) => kind !== null);
    if (known) return false;
  }
  const found = new Map(expanded.nodes.map((node) => [node.path, node]));
  const layers = network.nodes.filter(({ kind }) => kind !== null);
  if (found.size !== layers.length) return false;
  return layers.every(({ path, kind, params, inputs, weights, frozen }) => {
    const node = found.get(path);
    if (node === undefined || node.kind !== kind) return false;
    if (weights.size > 0 && (node.frozen === true) !== frozen) return false;
    const given = Object.entries(params).every(
      ([name, value]) => JSON.stringify(node.params[name]) === JSON.stringify(value),
    );
    const wires = inputs.flatMap((id) => {
      const source = network.nodes[id];
      return source === undefined || source.kind === null ? [] : [source.path];
    });
    const isSum = kind === "add" || kind === "multiply";
    const own = node.inputs.map(({ from }) => from);
    return given && (isSum ? sameSet(own, wires) : own.join("|") === wires.join("|"));
  });
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join("|") === [...b].sort().join("|");

function reportOf(network: ImportedNetwork, document: GraphDocument, format: string): ImportReport {
  const quarantined = network.nodes.flatMap(({ foreign, source, path }) =>
    foreign === undefined ? [] : [{ from: source.op, path, kind: foreign.kind, reason: foreign.reason }],
  );
  return {
    format,
    producer: network.producer,
    became: network.nodes.flatMap(({ kind, source, path }) =>
      kind === null ? [] : [{ from: source.op, name: source.name, path, kind }],
    ),
    quarantined,
    folded: Object.values(document.blocks).map(({ id, title }) => ({
      block: id,
      title,
      paths: placesOf(document, id),
    })),
    notes: network.notes,
  };
}

/** Names of the nodes that stand for a block, wherever they are. */
function placesOf(document: GraphDocument, block: string): readonly string[] {
  const graphs = [document.graph, ...Object.values(document.blocks).map(({ graph }) => graph)];
  return graphs.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.type === "block" && node.block === block ? [node.name] : [])),
  );
}

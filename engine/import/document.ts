/** From folded units to a document with its layout. */
import { createDocument } from "../document/create.ts";
import { newIds } from "../document/ids.ts";
import type {
  BlockDefinition,
  Edge,
  Graph,
  GraphDocument,
  GraphNode,
  ScopeLayout,
  UnknownNode,
} from "../document/types.ts";
import { createRandom } from "../tensor/random.ts";
import type { BlockClass, Part } from "./fold/classes.ts";
import type { Folded } from "./fold/fold.ts";
import type { Unit } from "./fold/units.ts";
import { layoutOf } from "./layout.ts";

/** A node of a graph that is being written, and the ids of what it reads. */
interface Draft {
  readonly name: string;
  readonly what: Unit["what"];
  readonly params: Unit["params"];
  readonly inputs: readonly string[];
  readonly repeat?: number | string;
  readonly muted?: string;
  readonly frozen: boolean | null;
}
type NewId = () => string;

/** Without a layout. */
export function documentOf(
  about: { readonly title: string; readonly summary: string },
  { units, blocks }: Pick<Folded, "units" | "blocks">,
): GraphDocument {
  // The same file gives the same document.
  const ids = newIds(createRandom(units.length, `import/${about.title}`));
  const taken = new Set<string>(blocks.map(({ id }) => id));
  const newId: NewId = () => {
    for (;;) {
      const id = ids.newId();
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  };
  const definitions = blocks.map((block) => definitionOf(block, newId));
  const graph = graphOf(
    units.map(({ path, ...unit }) => ({ name: path, ...unit })),
    new Map(),
    newId,
  );
  return {
    ...createDocument(about),
    graph,
    blocks: Object.fromEntries(definitions.map((block) => [block.id, block])),
  };
}

/** The same with a tidy layout of every graph. */
export function laidOut(document: GraphDocument): GraphDocument {
  const inside = Object.values(document.blocks).map(({ id, graph }): [string, ScopeLayout] => [
    id,
    layoutOf(graph),
  ]);
  return { ...document, layout: { root: layoutOf(document.graph), blocks: Object.fromEntries(inside) } };
}

/** Nodes and wires; `sources` are ids of port nodes by the names that inputs call them. */
function graphOf(drafts: readonly Draft[], sources: ReadonlyMap<string, string>, newId: NewId): Graph {
  const idOf = new Map(sources);
  for (const { name } of drafts) idOf.set(name, newId());
  const outPorts = new Map(
    drafts.map(({ name, what }) => [name, what.type === "block" ? what.block.outPort : "out"]),
  );
  const nodes = drafts.map((draft) => nodeOf(draft, idOf.get(draft.name) ?? ""));
  const edges = drafts.flatMap((draft) =>
    draft.inputs.flatMap((input, slot): Edge[] => {
      const [from, to] = [idOf.get(input), idOf.get(draft.name)];
      if (from === undefined || to === undefined) return [];
      return [{ id: newId(), from, fromPort: outPorts.get(input) ?? "out", to, ...portOf(draft, slot) }];
    }),
  );
  return { nodes, edges };
}

/** A layer has one port; a block one for each source. */
function portOf({ what }: Draft, slot: number): Pick<Edge, "toPort" | "slot"> {
  if (what.type !== "block") return { toPort: "in", slot };
  return { toPort: what.block.ports[slot] ?? "in", slot: 0 };
}

function nodeOf({ name, what, params, repeat, muted, frozen }: Draft, id: string): GraphNode {
  const state = {
    ...(muted === undefined ? {} : { muted }),
    ...(frozen === true ? { frozen } : {}),
  };
  switch (what.type) {
    case "layer":
      return { id, name, type: "layer", kind: what.kind, params, ...state };
    case "block":
      return {
        id,
        name,
        type: "block",
        block: what.block.id,
        args: params,
        ...(repeat === undefined ? {} : { repeat }),
        ...state,
      };
    case "foreign":
      return foreignNode(id, name, what);
  }
}

/** As a document keeps a node of a kind that it does not know. */
function foreignNode(
  id: string,
  name: string,
  { foreign, source }: Extract<Unit["what"], { type: "foreign" }>,
): UnknownNode {
  const { kind, reason, attributes } = foreign;
  const raw = { id, name, type: "layer", kind, params: attributes, reason, source: source.name };
  return { id, name, type: "unknown", raw };
}

function definitionOf(block: BlockClass, newId: NewId): BlockDefinition {
  const ports = block.ports.map((name) => ({ name, id: newId() }));
  const sources = new Map(ports.map(({ id }, index) => [sourceName(index), id]));
  const drafts = block.parts.map(
    (part: Part): Draft => ({
      ...part,
      inputs: part.inputs.map((input) => (typeof input === "number" ? sourceName(input) : input)),
    }),
  );
  const inner = graphOf(drafts, sources, newId);
  const out = newId();
  const last = inner.nodes.find(({ name }) => name === block.output);
  const port = (id: string, name: string, direction: "in" | "out"): GraphNode => ({
    id,
    name,
    type: "port",
    direction,
  });
  const graph: Graph = {
    nodes: [
      ...ports.map(({ id, name }) => port(id, name, "in")),
      ...inner.nodes,
      port(out, block.outPort, "out"),
    ],
    edges: [
      ...inner.edges,
      ...(last === undefined
        ? []
        : [{ id: newId(), from: last.id, fromPort: outPorts(last, block), to: out, toPort: "in", slot: 0 }]),
    ],
  };
  return {
    id: block.id,
    title: block.title,
    summary: block.summary,
    ...(block.drawing === undefined ? {} : { drawing: block.drawing }),
    parameters: block.parameters.map(({ name, spec }) => ({ name, spec })),
    graph,
  };
}

const outPorts = ({ name }: GraphNode, { parts }: BlockClass): string => {
  const what = parts.find((part) => part.name === name)?.what;
  return what?.type === "block" ? what.block.outPort : "out";
};

/** No name of a part: those hold no spaces. */
const sourceName = (index: number): string => `port ${index}`;

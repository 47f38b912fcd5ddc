/** A next edit for a document, drawn at random: mostly ones that make sense, some that are refused. */
import { type ArgsOf, type CommandId, callOf } from "../../engine/document/commands/index.ts";
import { copyFragment } from "../../engine/document/fragment.ts";
import { graphOf, layoutOf } from "../../engine/document/graph.ts";
import type { GraphDocument, GraphNode, Scope } from "../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { CommandCall } from "../../engine/tensor/problem.ts";
import type { Random } from "../../engine/tensor/random.ts";
import { validValue } from "./random-document.ts";

type Make<K extends CommandId> = (document: GraphDocument, scope: Scope, random: Random) => ArgsOf<K> | null;

const pick = <T>(random: Random, items: readonly T[]): T | undefined => items[random.int(items.length)];
const anyNode = (document: GraphDocument, scope: Scope, random: Random) =>
  pick(random, graphOf(document, scope).nodes);
const anyBlock = (document: GraphDocument, scope: Scope, random: Random) =>
  pick(
    random,
    graphOf(document, scope).nodes.filter((node) => node.type === "block"),
  );
const anyEdge = (document: GraphDocument, scope: Scope, random: Random) =>
  pick(random, graphOf(document, scope).edges);
const anyNodes = (
  document: GraphDocument,
  scope: Scope,
  random: Random,
  share: number,
): readonly GraphNode[] => graphOf(document, scope).nodes.filter(() => random.next() < share);
const idsOf = (nodes: readonly GraphNode[]): string[] => nodes.map(({ id }) => id);
const position = (random: Random) => ({ x: random.int(2000), y: random.int(1000) });

function newNode(document: GraphDocument, scope: Scope, random: Random): ArgsOf<"add-node">["node"] {
  const block = pick(random, Object.keys(document.blocks));
  if (random.next() < 0.2 && block !== undefined) return { type: "block", block };
  if (random.next() < 0.1 && scope !== null)
    return { type: "port", direction: random.int(2) === 0 ? "in" : "out" };
  const kind = pick(random, layerKinds) ?? "relu";
  const params = Object.entries(layerSpec(kind).params).flatMap(([name, spec]) =>
    random.next() < 0.2 ? [[name, validValue(spec, random)] as const] : [],
  );
  return { type: "layer", kind, params: Object.fromEntries(params) as Record<string, number> };
}

const makers: { readonly [K in CommandId]: Make<K> } = {
  "add-node": (document, scope, random) => ({
    scope,
    node: newNode(document, scope, random),
    at: position(random),
  }),
  "remove-nodes": (document, scope, random) => ({
    scope,
    ids: idsOf(anyNodes(document, scope, random, 0.15)),
    bridge: random.int(2) === 0,
  }),
  connect: (document, scope, random) => {
    const [from, to] = [anyNode(document, scope, random), anyNode(document, scope, random)];
    return from && to ? { scope, from: from.id, to: to.id, replace: random.int(3) > 0 } : null;
  },
  disconnect: (document, scope, random) => {
    const edge = anyEdge(document, scope, random);
    return edge ? { scope, edges: [edge.id] } : null;
  },
  "insert-on-edge": (document, scope, random) => {
    const [edge, node] = [anyEdge(document, scope, random), anyNode(document, scope, random)];
    if (!edge || !node) return null;
    return { scope, edge: edge.id, node: random.int(3) === 0 ? node.id : newNode(document, scope, random) };
  },
  "insert-after": (document, scope, random) => {
    const node = anyNode(document, scope, random);
    return node ? { scope, after: node.id, node: newNode(document, scope, random) } : null;
  },
  "insert-before-port": (document, scope, random) => {
    const node = anyNode(document, scope, random);
    return node ? { scope, to: node.id, node: newNode(document, scope, random) } : null;
  },
  "reorder-slots": (document, scope, random) => {
    const { edges } = graphOf(document, scope);
    const edge =
      pick(
        random,
        edges.filter(({ slot }) => slot > 0),
      ) ?? pick(random, edges);
    const there = edges.filter(({ to, toPort }) => to === edge?.to && toPort === edge.toPort);
    return edge
      ? { scope, to: edge.to, toPort: edge.toPort, edges: there.map(({ id }) => id).reverse() }
      : null;
  },
  "replace-node": (document, scope, random) => {
    const node = anyNode(document, scope, random);
    return node ? { scope, id: node.id, node: newNode(document, scope, random) } : null;
  },
  "set-params": (document, scope, random) => {
    const node = anyNode(document, scope, random);
    if (node?.type !== "layer") return null;
    const [name, spec] = pick(random, Object.entries(layerSpec(node.kind).params)) ?? [];
    if (name === undefined || spec === undefined) return null;
    const value = random.int(4) === 0 ? null : validValue(spec, random);
    return { scope, ids: [node.id], params: { [name]: value as number } };
  },
  "set-args": (document, scope, random) => {
    const node = anyBlock(document, scope, random);
    const parameter = pick(random, document.blocks[node?.block ?? ""]?.parameters ?? []);
    if (!node || !parameter) return null;
    const value = random.int(3) === 0 ? null : validValue(parameter.spec, random);
    return { scope, ids: [node.id], args: { [parameter.name]: value as number } };
  },
  rename: (document, scope, random) => {
    const node = anyNode(document, scope, random);
    return node
      ? { scope, id: node.id, name: pick(random, ["head", "tail", "a.b", `x${random.int(50)}`]) ?? "x" }
      : null;
  },
  "set-muted": (document, scope, random) => ({
    scope,
    ids: idsOf(anyNodes(document, scope, random, 0.1)),
    muted: pick(random, [true, false, "=1 == 2"]) ?? false,
  }),
  "set-frozen": (document, scope, random) => ({
    scope,
    ids: idsOf(anyNodes(document, scope, random, 0.1)),
    frozen: random.int(2) === 0,
  }),
  "set-repeat": (document, scope, random) => {
    const node = anyBlock(document, scope, random);
    return node ? { scope, id: node.id, repeat: pick(random, [null, 1, 2, "=1 + 1"]) ?? null } : null;
  },
  "move-nodes": (document, scope, random) => ({
    scope,
    nodes: Object.fromEntries(anyNodes(document, scope, random, 0.3).map(({ id }) => [id, position(random)])),
  }),
  "set-layout": (document, scope) => ({
    scope,
    nodes: Object.fromEntries(
      graphOf(document, scope).nodes.map(({ id }, index) => [id, { x: index * 220, y: 0 }]),
    ),
  }),
  "add-note": (_, scope, random) => ({
    scope,
    note: {
      type: random.int(2) === 0 ? "note" : "frame",
      text: "Note",
      ...position(random),
      width: 200,
      height: 80,
    },
  }),
  "update-note": (document, scope, random) => {
    const note = pick(random, layoutOf(document, scope).notes);
    return note ? { scope, id: note.id, changes: { text: `${random.int(100)}` } } : null;
  },
  "remove-notes": (document, scope, random) => {
    const note = pick(random, layoutOf(document, scope).notes);
    return note ? { scope, ids: [note.id] } : null;
  },
  "paste-fragment": (document, scope, random) => {
    const from = pick(random, [null, ...Object.keys(document.blocks)]) ?? null;
    return {
      scope,
      text: copyFragment(document, from, idsOf(anyNodes(document, from, random, 0.3))),
      at: position(random),
    };
  },
  duplicate: (document, scope, random) => ({ scope, ids: idsOf(anyNodes(document, scope, random, 0.2)) }),
  "make-block": (document, scope, random) => ({
    scope,
    ids: idsOf(anyNodes(document, scope, random, 0.3)),
    title: `Block ${random.int(100)}`,
  }),
  "inline-block": (document, scope, random) => {
    const node = anyBlock(document, scope, random);
    return node ? { scope, id: node.id } : null;
  },
  "unpack-repeat": (document, scope, random) => {
    const node = anyBlock(document, scope, random);
    return node ? { scope, id: node.id } : null;
  },
  "define-block": (document, _, random) => {
    const block = pick(random, Object.values(document.blocks));
    return block
      ? { block: { ...block, id: `copy${random.int(3)}` } as ArgsOf<"define-block">["block"], replace: true }
      : null;
  },
  "set-block": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    return block ? { block, title: `Title ${random.int(100)}` } : null;
  },
  "remove-block": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    return block ? { block } : null;
  },
  "remove-unused-blocks": () => ({}),
  "add-block-parameter": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    const spec = { type: "int", label: "p", help: "", default: 1, min: 0, max: 9 } as const;
    return block ? { block, name: `p${random.int(4)}`, spec } : null;
  },
  "set-block-parameter": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    const spec = { type: "int", label: "p", help: "", default: 2, min: 0, max: 9 } as const;
    return block ? { block, name: `p${random.int(4)}`, spec } : null;
  },
  "rename-block-parameter": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    return block ? { block, name: `p${random.int(4)}`, to: `p${random.int(4)}` } : null;
  },
  "remove-block-parameter": (document, _, random) => {
    const block = pick(random, Object.keys(document.blocks));
    return block ? { block, name: `p${random.int(4)}` } : null;
  },
  "set-variables": (_, __, random) => ({
    variables: { [`v${random.int(3)}`]: random.int(3) === 0 ? null : random.int(9) },
  }),
  "set-training": (_, __, random) => ({
    training: { epochs: 1 + random.int(20), optimizer: { lr: random.next() } },
  }),
  "set-about": (_, __, random) => ({
    about: { title: `T${random.int(9)}`, year: random.int(2) === 0 ? null : 2000 },
  }),
};

const ids = Object.keys(makers) as readonly CommandId[];

/** Keeps the document between a handful and some dozens of nodes. */
export function randomCall(document: GraphDocument, random: Random): CommandCall {
  const count = [null, ...Object.keys(document.blocks)].reduce(
    (sum, scope) => sum + graphOf(document, scope).nodes.length,
    0,
  );
  for (;;) {
    const scope = random.next() < 0.6 ? null : (pick(random, Object.keys(document.blocks)) ?? null);
    const id: CommandId =
      count > 60
        ? random.int(2) === 0
          ? "remove-nodes"
          : "remove-unused-blocks"
        : (pick(random, ids) ?? "add-node");
    const args = makers[id](document, scope, random);
    if (args !== null) return callOf(id, args as never);
  }
}

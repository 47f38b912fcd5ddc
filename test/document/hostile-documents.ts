/** Documents that are wrong, each in one way, with the code and the place that must be named. */
import { serializeDocument } from "../../engine/document/serialize.ts";
import { block, chain, define, documentOf, graph, layer, longChain, param, port } from "./builder.ts";

const inner = define(
  "body",
  [param("width")],
  graph(
    [port("in", "in"), layer("conv", "conv2d", { filters: "=width" }), port("out", "out")],
    chain("in", "conv", "out"),
  ),
);
const good = {
  ...documentOf(
    graph(
      [
        layer("input", "input"),
        layer("conv", "conv2d", { filters: 4, kernel: [5, 5] }),
        block("b", "body", { width: 4 }),
        layer("output", "output"),
      ],
      chain("input", "conv", "b", "output"),
    ),
    [inner],
  ),
};
/** The document that all of them were made from. */
export const rightDocument = serializeDocument(good);
const text = rightDocument;

export type Json = { [key: string]: unknown };
/** The good document with the value at a place replaced; `undefined` removes it. */
export function withAt(place: string, value: unknown): string {
  const root = JSON.parse(text) as Json;
  const keys = place.split(".");
  const last = keys.pop() ?? "";
  let at: Json = root;
  for (const key of keys) at = at[key] as Json;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(root);
}
/** The value at a place of the good document. */
function valueAt(place: string): unknown {
  let at: unknown = JSON.parse(text);
  for (const key of place.split(".")) at = (at as Json)[key];
  return at;
}

const nodes = (list: readonly unknown[]): string => withAt("graph.nodes", list);
const first = valueAt("graph.nodes.0");
const conv = valueAt("graph.nodes.1") as Json;
const edge = valueAt("graph.edges.0") as Json;
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const note = { id: "n", type: "note", text: "", x: 0, y: 0, width: 10, height: 10 };
const recursive = {
  ...(valueAt("blocks.body") as Json),
  graph: { nodes: [{ id: "x", name: "x", type: "block", block: "body", args: {} }], edges: [] },
};

/** Name, source, code, and the place that must be named. */
export const hostileDocuments: readonly (readonly [string, string | Uint8Array, string, string])[] = [
  ["an empty file", "", "file/empty", ""],
  ["blanks", " \n\t ", "file/empty", ""],
  ["bytes that are no text", bytes(0xff, 0xfe, 0x00, 0xd8), "file/not-text", ""],
  ["a PNG", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), "file/not-text", ""],
  ["a file beyond the limit", new Uint8Array(33 * 1024 * 1024), "file/too-large", ""],
  ["prose", "Dear network,", "file/syntax", "line 1, column 1"],
  ["a file cut short", text.slice(0, text.length / 2), "file/syntax", "line"],
  ["a comma too many", text.replace('"blocks": {', '"blocks": {,'), "file/syntax", "line"],
  ["two documents in one file", text + text, "file/syntax", "line"],
  ["a merge conflict", text.replace('  "graph"', '<<<<<<< HEAD\n  "graph"'), "file/syntax", "line"],
  [
    "a key given twice",
    text.replace('"version": 1', '"version": 1, "version": 1'),
    "file/duplicate-key",
    "line 3",
  ],
  ["a bomb of brackets", "[".repeat(1_000_000), "file/too-deep", "line 1, column 65"],
  [
    "a bomb inside an unknown node",
    withAt("graph.nodes.1", { ...conv, kind: "warp", raw: deep(80) }),
    "file/too-deep",
    "line 1",
  ],
  ["a list", "[]", "file/wrong-type", ""],
  ["null", "null", "file/wrong-type", ""],
  ["another format", withAt("format", "keras"), "file/wrong-format", "format"],
  ["no format", withAt("format", undefined), "file/wrong-format", "format"],
  ["a newer version", withAt("version", 2), "file/newer-version", "version"],
  ["a version far ahead", withAt("version", 1e9), "file/newer-version", "version"],
  ["a version that never was", withAt("version", -1), "file/bad-version", "version"],
  ["half a version", withAt("version", 0.5), "file/bad-version", "version"],
  ["a version in words", withAt("version", "1"), "file/bad-version", "version"],
  [
    "__proto__ at the top",
    text.replace('"version": 1', '"version": 1, "__proto__": { "x": 1 }'),
    "file/forbidden-key",
    "__proto__",
  ],
  [
    "__proto__ among parameters",
    text.replace('"filters": 4', '"__proto__": 4'),
    "file/forbidden-key",
    "graph.nodes[1].params.__proto__",
  ],
  [
    "__proto__ as a block",
    text.replace('"body": {', '"__proto__": {'),
    "file/forbidden-key",
    "blocks.__proto__",
  ],
  ["a text without end", withAt("about.summary", "x".repeat(10_001)), "file/text-too-long", "about.summary"],
  [
    "many bytes in few characters",
    withAt("about.summary", "图".repeat(4000)),
    "file/text-too-long",
    "about.summary",
  ],
  ["a key without end", withAt("variables", { ["x".repeat(20_000)]: 1 }), "file/text-too-long", "variables"],
  ["six thousand nodes", serializeDocument(longChain(5_999)), "file/too-many", "graph.nodes"],
  [
    "twenty thousand wires and one",
    withAt(
      "graph.edges",
      Array.from({ length: 20_001 }, (_, i) => ({ ...edge, id: `e${i}` })),
    ),
    "file/too-many",
    "graph.edges",
  ],
  ["no graph", withAt("graph", undefined), "file/missing", "graph"],
  ["nodes as a table", withAt("graph.nodes", {}), "file/wrong-type", "graph.nodes"],
  ["a node that is null", nodes([null]), "file/wrong-type", "graph.nodes[0]"],
  ["a node of no type", nodes([{ id: "a", name: "a" }]), "file/missing", "graph.nodes[0].type"],
  [
    "a node of another type",
    withAt("graph.nodes.1.type", "tensor"),
    "file/not-an-option",
    "graph.nodes[1].type",
  ],
  ["a kind that is a number", withAt("graph.nodes.1.kind", 7), "file/not-an-option", "graph.nodes[1].kind"],
  ["a kind of the future", withAt("graph.nodes.1.kind", "warp9"), "unknown-kind", "conv"],
  ["an id with a slash", withAt("graph.nodes.1.id", "a/b"), "file/bad-name", "graph.nodes[1].id"],
  ["an id that is a number", withAt("graph.nodes.1.id", 3), "file/wrong-type", "graph.nodes[1].id"],
  ["a name with blanks", withAt("graph.nodes.1.name", "my conv"), "file/bad-name", "graph.nodes[1].name"],
  ["a name of dots", withAt("graph.nodes.1.name", ".."), "file/bad-name", "graph.nodes[1].name"],
  [
    "a name without end",
    withAt("graph.nodes.1.name", "x".repeat(101)),
    "file/bad-name",
    "graph.nodes[1].name",
  ],
  ["a key too many", withAt("graph.nodes.1.weights", [1]), "file/unknown-key", "graph.nodes[1]"],
  ["a key too many at the top", withAt("extra", 1), "file/unknown-key", ""],
  [
    "a parameter misspelt",
    text.replace('"filters"', '"filtres"'),
    "param/unknown",
    "graph.nodes[1].params.filtres",
  ],
  [
    "a parameter of the wrong type",
    withAt("graph.nodes.1.params.kernel", true),
    "param/wrong-type",
    "graph.nodes[1].params.kernel",
  ],
  [
    "a parameter that is an object",
    withAt("graph.nodes.1.params.kernel", { h: 3 }),
    "file/wrong-type",
    "graph.nodes[1].params.kernel",
  ],
  [
    "a parameter that is null",
    withAt("graph.nodes.1.params.kernel", null),
    "file/wrong-type",
    "graph.nodes[1].params.kernel",
  ],
  [
    "three sizes for two axes",
    withAt("graph.nodes.1.params.kernel", [1, 2, 3]),
    "param/wrong-type",
    "graph.nodes[1].params.kernel",
  ],
  [
    "a choice that is none",
    withAt("graph.nodes.1.params.init", "zeros"),
    "param/not-an-option",
    "graph.nodes[1].params.init",
  ],
  [
    "a number beyond all numbers",
    text.replace('"filters": 4', '"filters": 1e999'),
    "file/wrong-type",
    "graph.nodes[1].params.filters",
  ],
  ["an absurd size", withAt("graph.nodes.0.params.height", 1e12), "param/out-of-range", "input"],
  ["a size of nothing", withAt("graph.nodes.0.params.width", 0), "param/out-of-range", "input"],
  ["filters below zero", withAt("graph.nodes.1.params.filters", -4), "param/out-of-range", "conv"],
  [
    "half a filter",
    withAt("graph.nodes.1.params.filters", 4.5),
    "param/wrong-type",
    "graph.nodes[1].params.filters",
  ],
  ["an expression cut short", withAt("graph.nodes.1.params.filters", "=4 *"), "expression/syntax", "conv"],
  [
    "an expression of unknown names",
    withAt("graph.nodes.1.params.filters", "=process"),
    "expression/unknown-name",
    "conv",
  ],
  [
    "an expression that divides by zero",
    withAt("graph.nodes.1.params.filters", "=4 / 0"),
    "expression/no-number",
    "conv",
  ],
  [
    "an expression without end",
    withAt("graph.nodes.1.params.filters", `=1${"+1".repeat(600)}`),
    "expression/too-long",
    "conv",
  ],
  [
    "an expression of brackets",
    withAt("graph.nodes.1.params.filters", `=${"(".repeat(400)}`),
    "expression/too-deep",
    "conv",
  ],
  ["an argument that there is not", withAt("graph.nodes.2.args", { depth: 1 }), "param/unknown", "b"],
  ["a repeat without end", withAt("graph.nodes.2.repeat", 1e9), "repeat-range", "b"],
  ["a repeat below zero", withAt("graph.nodes.2.repeat", -1), "repeat-range", "b"],
  [
    "a repeat that is a list",
    withAt("graph.nodes.2.repeat", [2]),
    "file/wrong-type",
    "graph.nodes[2].repeat",
  ],
  [
    "ten thousand copies of two",
    withAt("graph.nodes.2", { ...(valueAt("graph.nodes.2") as Json), repeat: 10_000, block: "wide" }).replace(
      '"blocks":{',
      `"blocks":{"wide":${JSON.stringify(wide())},`,
    ),
    "too-many-layers",
    "",
  ],
  ["muted by a number", withAt("graph.nodes.1.muted", 1), "file/wrong-type", "graph.nodes[1].muted"],
  ["two nodes of one id", nodes([first, first]), "file/duplicate-id", "graph.nodes[1].id"],
  ["two wires of one id", withAt("graph.edges", [edge, edge]), "file/duplicate-id", "graph.edges[1].id"],
  [
    "two notes of one id",
    withAt("layout.root.notes", [note, note]),
    "file/duplicate-id",
    "layout.root.notes[1].id",
  ],
  ["two nodes of one name", withAt("graph.nodes.1.name", "input"), "duplicate-name", "input"],
  ["a wire from nowhere", withAt("graph.edges.0.from", "ghost"), "dangling-edge", "conv"],
  ["a wire to nowhere", withAt("graph.edges.0.to", "ghost"), "dangling-edge", "input"],
  ["a wire to a port that is not there", withAt("graph.edges.0.toPort", "side"), "unknown-port", "conv"],
  ["a wire without an end", withAt("graph.edges.0.to", undefined), "file/missing", "graph.edges[0].to"],
  ["a slot below zero", withAt("graph.edges.0.slot", -1), "file/out-of-range", "graph.edges[0].slot"],
  ["a circle", withAt("graph.edges.0.from", "b"), "cycle", "b"],
  [
    "two wires into one input",
    withAt("graph.edges", [...(valueAt("graph.edges") as Json[]), { ...edge, id: "x", to: "output" }]),
    "several-wires",
    "output",
  ],
  ["a block that contains itself", withAt("blocks.body", recursive), "block-recursion", "b.x"],
  ["a block that is not there", withAt("graph.nodes.2.block", "ghost"), "unknown-block", "b"],
  ["a block under another key", withAt("blocks.body.id", "other"), "file/block-id", "blocks.body.id"],
  [
    "a parameter of a block given twice",
    withAt("blocks.body.parameters", [
      valueAt("blocks.body.parameters.0"),
      valueAt("blocks.body.parameters.0"),
    ]),
    "file/duplicate-name",
    "blocks.body.parameters[1].name",
  ],
  [
    "a parameter with a reserved name",
    withAt("blocks.body.parameters.0.name", "i"),
    "file/bad-name",
    "blocks.body.parameters[0].name",
  ],
  [
    "a parameter of no kind",
    withAt("blocks.body.parameters.0.spec.type", "tensor"),
    "file/not-an-option",
    "blocks.body.parameters[0].spec.type",
  ],
  [
    "a default beyond its own limits",
    withAt("blocks.body.parameters.0.spec.default", 1e6),
    "param/out-of-range",
    "blocks.body.parameters[0].spec.default",
  ],
  [
    "a port in the document's own graph",
    nodes([first, { id: "p", name: "p", type: "port", direction: "in" }]),
    "port-outside-block",
    "p",
  ],
  [
    "a port of no direction",
    withAt("blocks.body.graph.nodes.0.direction", "up"),
    "file/not-an-option",
    "blocks.body.graph.nodes[0].direction",
  ],
  [
    "a variable that is a text",
    withAt("variables", { classes: "10" }),
    "file/wrong-type",
    "variables.classes",
  ],
  ["a variable with a blank", withAt("variables", { "a b": 1 }), "file/bad-name", 'variables["a b"]'],
  [
    "a position that is null",
    withAt("layout.root.nodes", { conv: { x: null, y: 0 } }),
    "file/wrong-type",
    "layout.root.nodes.conv.x",
  ],
  [
    "a position beyond the canvas",
    withAt("layout.root.nodes", { conv: { x: 1e12, y: 0 } }),
    "file/out-of-range",
    "layout.root.nodes.conv.x",
  ],
  [
    "a note of no width",
    withAt("layout.root.notes", [{ ...note, width: 0 }]),
    "file/out-of-range",
    "layout.root.notes[0].width",
  ],
  [
    "a learning rate below zero",
    withAt("training.optimizer.lr", -1),
    "file/out-of-range",
    "training.optimizer.lr",
  ],
  [
    "an optimiser of no kind",
    withAt("training.optimizer.type", "sgdm"),
    "file/not-an-option",
    "training.optimizer.type",
  ],
  ["a batch of nothing", withAt("training.batchSize", 0), "file/out-of-range", "training.batchSize"],
  ["half an epoch", withAt("training.epochs", 0.5), "file/wrong-type", "training.epochs"],
  [
    "a schedule of another kind's settings",
    withAt("training.schedule", { type: "step", minLr: 1 }),
    "file/missing",
    "training.schedule.everyEpochs",
  ],
  ["training left out", withAt("training", undefined), "file/missing", "training"],
];

function deep(levels: number): unknown {
  return levels === 0 ? 1 : [deep(levels - 1)];
}
function wide(): unknown {
  const relus = ["a", "b", "c"].map((id) => ({ id, name: id, type: "layer", kind: "relu", params: {} }));
  const ends = ["in", "out"].map((id) => ({ id, name: id, type: "port", direction: id }));
  const edges = ["in>a", "a>b", "b>c", "c>out"].map((pair, index) => {
    const [from, to] = pair.split(">");
    return { id: `e${index}`, from, fromPort: "out", to, toPort: "in", slot: 0 };
  });
  const spec = valueAt("blocks.body.parameters");
  return {
    id: "wide",
    title: "Wide",
    summary: "",
    parameters: spec,
    graph: { nodes: [...relus, ...ends], edges },
  };
}

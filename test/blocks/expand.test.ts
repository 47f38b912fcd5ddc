import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { nodesByOrigin, originKey, pathOf, portKey, scopeAt } from "../../engine/blocks/origin.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../engine/layers/index.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";
import {
  block,
  chain,
  define,
  documentOf,
  graph,
  layer,
  longChain,
  param,
  port,
} from "../document/builder.ts";

const paths = (document: GraphDocument): readonly string[] =>
  expand(document).expanded.nodes.map(({ path }) => path);
const wires = (document: GraphDocument): Record<string, readonly string[]> =>
  Object.fromEntries(
    expand(document).expanded.nodes.map((node) => [node.path, node.inputs.map(({ from }) => from)]),
  );
const codes = (document: GraphDocument): readonly string[] =>
  expand(document).problems.map(({ code }) => code);

const convRelu = define(
  "convRelu",
  [param("filters", 8)],
  graph(
    [
      port("in", "in"),
      layer("conv", "conv2d", { filters: "=filters" }),
      layer("relu", "relu"),
      port("out", "out"),
    ],
    chain("in", "conv", "relu", "out"),
  ),
);
const ends = (...middle: Parameters<typeof graph>[0]) =>
  graph(
    [layer("input", "input"), ...middle, layer("output", "output")],
    chain("input", ...middle.map(({ id }) => id), "output"),
  );

describe("expand", () => {
  it("leaves layers as they are, with their defaults filled in", () => {
    const { expanded, problems } = expand(
      documentOf(ends(layer("conv", "conv2d", { filters: 4, kernel: 5 }))),
    );
    expect(problems).toEqual([]);
    expect(expanded.nodes.map(({ path }) => path)).toEqual(["input", "conv", "output"]);
    expect(expanded.nodes[1]).toMatchObject({
      kind: "conv2d",
      params: { filters: 4, kernel: [5, 5], stride: [1, 1], bias: true },
      inputs: [{ port: "in", from: "input" }],
      origin: ["conv"],
      copies: [0],
    });
    expect([...expanded.outputs]).toEqual([
      ["input", "input"],
      ["conv", "conv"],
      ["output", "output"],
    ]);
    expect(expanded.broken.size).toBe(0);
  });

  it.each(layerKinds.map((kind) => [kind]))("fills in every default of %s", (kind) => {
    const { expanded } = expand(documentOf(graph([layer("a", kind)], "")));
    const specs = Object.entries(layerSpec(kind).params).map(([name, spec]) => [name, spec.default]);
    expect(expanded.nodes[0]?.params).toEqual(Object.fromEntries(specs));
  });

  it("gives each instance of a block its arguments, and paths from the outside in", () => {
    const document = documentOf(
      ends(block("first", "convRelu", { filters: 16 }), block("second", "convRelu")),
      [convRelu],
    );
    expect(wires(document)).toEqual({
      input: [],
      "first.conv": ["input"],
      "first.relu": ["first.conv"],
      "second.conv": ["first.relu"],
      "second.relu": ["second.conv"],
      output: ["second.relu"],
    });
    const { expanded } = expand(document);
    expect(expanded.nodes.map(({ params }) => params.filters)).toEqual([
      undefined,
      16,
      undefined,
      8,
      undefined,
      undefined,
    ]);
    expect(expanded.outputs.get("first")).toBe("first.relu");
    expect(expanded.outputs.get(portKey(["first"], "out"))).toBe("first.relu");
    expect(expanded.outputs.get(originKey(["first", "in"]))).toBe("input");
    expect(expanded.outputs.get(originKey(["second", "conv"]))).toBe("second.conv");
  });

  it("takes variables of the document in the top graph, and only there", () => {
    const inner = define(
      "inner",
      [],
      graph(
        [port("in", "in"), layer("fc", "dense", { units: "=classes" }), port("out", "out")],
        chain("in", "fc", "out"),
      ),
    );
    const units = Object.keys(layerSpec("dense").params)[0] ?? "";
    const top = ends(layer("fc", "dense", { [units]: "=classes * 2" }));
    expect(expand(documentOf(top, [], { classes: 5 })).expanded.nodes[1]?.params[units]).toBe(10);
    const inside = {
      ...inner,
      graph: {
        ...inner.graph,
        nodes: inner.graph.nodes.map((node) =>
          node.id === "fc" ? layer("fc", "dense", { [units]: "=classes" }) : node,
        ),
      },
    };
    expect(codes(documentOf(ends(block("b", "inner")), [inside], { classes: 5 }))).toEqual([
      "expression/unknown-name",
    ]);
  });

  it("chains the copies of a repeat, and lets arguments count them", () => {
    const top = ends(
      block("stage", "convRelu", { filters: "=base * 2 ** i + (i == n - 1 ? 1 : 0)" }, { repeat: 3 }),
    );
    const document = documentOf(top, [convRelu], { base: 4 });
    expect(paths(document)).toEqual([
      "input",
      "stage.0.conv",
      "stage.0.relu",
      "stage.1.conv",
      "stage.1.relu",
      "stage.2.conv",
      "stage.2.relu",
      "output",
    ]);
    const { expanded } = expand(document);
    expect(expanded.nodes.flatMap(({ params }) => params.filters ?? [])).toEqual([4, 8, 17]);
    expect(wires(document)["stage.1.conv"]).toEqual(["stage.0.relu"]);
    expect(expanded.outputs.get("stage")).toBe("stage.2.relu");
    expect(expanded.outputs.get("stage/relu")).toBe("stage.0.relu");
    expect(expanded.nodes[3]).toMatchObject({ origin: ["stage", "conv"], copies: [1, 0] });
    expect(nodesByOrigin(expanded).get("stage/conv")?.length).toBe(3);
    expect(nodesByOrigin(expanded).get("stage")?.length).toBe(6);
    expect(pathOf(document, ["stage", "conv"], [2])).toBe("stage.2.conv");
    expect(pathOf(document, ["stage"])).toBe("stage");
    expect(pathOf(document, ["stage", "nope"])).toBeUndefined();
    expect(scopeAt(document, ["stage"])).toBe("convRelu");
    expect(scopeAt(document, ["input"])).toBeUndefined();
  });

  it("has an index in the path wherever a repeat is present, even of one", () => {
    expect(paths(documentOf(ends(block("b", "convRelu", {}, { repeat: 1 })), [convRelu]))).toContain(
      "b.0.conv",
    );
  });

  it("passes the input through a repeat of none", () => {
    const document = documentOf(ends(block("b", "convRelu", {}, { repeat: "=depth" })), [convRelu], {
      depth: 0,
    });
    expect(wires(document)).toEqual({ input: [], output: ["input"] });
  });

  it("nests four deep, with expressions over arguments and repeat indices at every level", () => {
    const wrap = (id: string, inner: string, args: Record<string, string>, more: object) =>
      define(
        id,
        [param("filters", 2)],
        graph([port("in", "in"), block("b", inner, args, more), port("out", "out")], chain("in", "b", "out")),
      );
    const blocks = [
      convRelu,
      wrap("l3", "convRelu", { filters: "=filters + i" }, { repeat: 2 }),
      wrap("l2", "l3", { filters: "=filters * 10" }, {}),
      wrap("l1", "l2", { filters: "=filters + 100 * i + n" }, { repeat: "=filters - 1" }),
    ];
    const document = documentOf(ends(block("top", "l1", { filters: 3 })), blocks);
    const { expanded, problems } = expand(document);
    expect(problems).toEqual([]);
    const convs = expanded.nodes.filter(({ kind }) => kind === "conv2d");
    expect(convs.map(({ path, params }) => [path, params.filters])).toEqual([
      ["top.b.0.b.b.0.conv", 50],
      ["top.b.0.b.b.1.conv", 51],
      ["top.b.1.b.b.0.conv", 1050],
      ["top.b.1.b.b.1.conv", 1051],
    ]);
    expect(convs[3]).toMatchObject({ origin: ["top", "b", "b", "b", "conv"], copies: [0, 1, 0, 1, 0] });
    expect(expanded.outputs.get("top/b/b/b/relu")).toBe("top.b.0.b.b.0.relu");
    expect(expanded.outputs.get("top/b/b/b")).toBe("top.b.0.b.b.1.relu");
    expect(expanded.outputs.get("top/b/b")).toBe("top.b.0.b.b.1.relu");
    expect(expanded.outputs.get("top")).toBe("top.b.1.b.b.1.relu");
    expect(pathOf(document, ["top", "b", "b", "b", "conv"], [0, 1, 0, 1])).toBe("top.b.1.b.b.1.conv");
  });

  it("wires blocks of several ports by name, and chains what it can of a repeat", () => {
    const two = define(
      "two",
      [],
      graph(
        [
          port("a", "in"),
          port("b", "in"),
          layer("sum", "add"),
          layer("act", "relu"),
          port("x", "out"),
          port("y", "out"),
        ],
        "a>sum.in#0 b>sum.in#1 sum>x b>act act>y",
      ),
    );
    const top = graph(
      [layer("input", "input"), layer("conv", "conv2d"), block("t", "two"), layer("cat", "concat")],
      "input>t.a conv>t.b input>conv t.y>cat#0 t.x>cat#1",
    );
    expect(wires(documentOf(top, [two]))).toMatchObject({
      "t.sum": ["input", "conv"],
      "t.act": ["conv"],
      cat: ["t.act", "t.sum"],
    });
    const repeated = {
      ...top,
      nodes: top.nodes.map((node) => (node.type === "block" ? { ...node, repeat: 2 } : node)),
    };
    expect(wires(documentOf(repeated, [two]))).toMatchObject({
      "t.1.sum": ["t.0.sum", "t.0.act"],
      "t.1.act": ["t.0.act"],
      cat: ["t.1.act", "t.1.sum"],
    });
  });

  it("orders the wires of a variadic port by slot, and keeps the document's order where it is one", () => {
    const top = graph(
      [layer("input", "input"), layer("b", "relu"), layer("a", "relu"), layer("cat", "concat")],
      "input>a input>b a>cat#5 b>cat#1",
    );
    expect(wires(documentOf(top)).cat).toEqual(["b", "a"]);
    expect(paths(documentOf(top))).toEqual(["input", "b", "a", "cat"]);
    const backwards = graph([...top.nodes].reverse(), "input>a input>b a>cat#5 b>cat#1");
    expect(paths(documentOf(backwards))).toEqual(["input", "b", "a", "cat"]);
  });
});

describe("muted nodes", () => {
  const shortcut = define(
    "shortcut",
    [param("stride", 1)],
    graph(
      [
        port("in", "in"),
        layer("conv", "conv2d", { stride: "=stride", padding: 1 }),
        layer("project", "conv2d", { kernel: 1, stride: "=stride" }, { muted: "=stride == 1" }),
        layer("sum", "add"),
        port("out", "out"),
      ],
      "in>conv in>project conv>sum#0 project>sum#1 sum>out",
    ),
  );

  it("pass their first input through, by an expression where one is given", () => {
    const top = ends(block("same", "shortcut"), block("half", "shortcut", { stride: 2 }));
    const document = documentOf(top, [shortcut]);
    expect(wires(document)).toMatchObject({
      "same.sum": ["same.conv", "input"],
      "half.sum": ["half.conv", "half.project"],
    });
    expect(paths(document)).not.toContain("same.project");
    expect(expand(document).expanded.outputs.get("same/project")).toBe("input");
    expect(codes(document)).toEqual([]);
  });

  it("may be blocks, and need no more than their first input", () => {
    const top = ends(block("b", "shortcut", {}, { muted: true }));
    expect(wires(documentOf(top, [shortcut]))).toEqual({ input: [], output: ["input"] });
    const sum = graph(
      [layer("input", "input"), layer("sum", "add", {}, { muted: true }), layer("output", "output")],
      chain("input", "sum", "output"),
    );
    expect(expand(documentOf(sum)).problems).toEqual([]);
  });

  it("are refused where there is nothing to pass on, or where it is a port", () => {
    expect(codes(documentOf(graph([layer("input", "input", {}, { muted: true })], "")))).toEqual([
      "cannot-mute",
    ]);
    const inner = define(
      "b",
      [],
      graph([port("in", "in"), { ...port("out", "out"), muted: true }], "in>out"),
    );
    expect(codes(documentOf(ends(block("x", "b")), [inner]))).toEqual(["cannot-mute"]);
    expect(codes(documentOf(ends(layer("a", "relu", {}, { muted: "=1" }))))).toEqual(["muted-type"]);
    expect(codes(documentOf(ends(layer("a", "relu", {}, { muted: "=nope" }))))).toEqual([
      "expression/unknown-name",
    ]);
  });
});

describe("what is wrong is a problem", () => {
  const noInput = graph([layer("conv", "conv2d"), layer("relu", "relu")], "conv>relu");
  const self = define(
    "self",
    [],
    graph([port("in", "in"), block("again", "self"), port("out", "out")], chain("in", "again", "out")),
  );
  const ping = define(
    "ping",
    [],
    graph([port("in", "in"), block("x", "pong"), port("out", "out")], chain("in", "x", "out")),
  );
  const pong = define(
    "pong",
    [],
    graph([port("in", "in"), block("y", "ping"), port("out", "out")], chain("in", "y", "out")),
  );
  const source = define("source", [], graph([layer("i", "input"), port("out", "out")], "i>out"));
  const twin = { ...layer("b", "relu"), name: "a" };

  it.each<[string, GraphDocument, string]>([
    ["missing-input", documentOf(noInput), "conv"],
    ["missing-input", documentOf(graph([block("b", "convRelu")], ""), [convRelu]), "b"],
    [
      "dangling-edge",
      documentOf(graph([layer("input", "input"), layer("a", "relu")], "input>a ghost>a")),
      "a",
    ],
    ["dangling-edge", documentOf(graph([layer("input", "input")], "input>ghost")), "input"],
    [
      "unknown-port",
      documentOf(graph([layer("input", "input"), layer("a", "relu")], "input>a input.side>a")),
      "input",
    ],
    [
      "unknown-port",
      documentOf(graph([layer("input", "input"), layer("a", "relu")], "input>a input>a.side")),
      "a",
    ],
    [
      "several-wires",
      documentOf(
        graph([layer("input", "input"), layer("b", "relu"), layer("a", "relu")], "input>a input>b b>a"),
      ),
      "a",
    ],
    [
      "cycle",
      documentOf(
        graph([layer("input", "input"), layer("a", "add"), layer("b", "relu")], "input>a a>b b>a#1"),
      ),
      "a",
    ],
    ["cycle", documentOf(graph([layer("a", "relu")], "a>a")), "a"],
    ["unknown-kind", documentOf(ends({ id: "w", name: "w", type: "unknown", raw: { kind: "warp" } })), "w"],
    ["unknown-block", documentOf(ends(block("b", "nowhere"))), "b"],
    ["unknown-block", documentOf(ends(block("b", "__proto__"))), "b"],
    ["block-recursion", documentOf(ends(block("b", "self")), [self]), "b.again"],
    ["block-recursion", documentOf(ends(block("b", "ping")), [ping, pong]), "b.x.y"],
    ["duplicate-id", documentOf(graph([layer("a", "input"), { ...layer("a", "input"), name: "b" }], "")), ""],
    [
      "duplicate-name",
      documentOf(graph([layer("input", "input"), layer("a", "relu"), twin], "input>a a>b")),
      "a",
    ],
    ["bad-name", documentOf(graph([{ ...layer("a", "input"), name: "a b" }], "")), "a b"],
    ["port-outside-block", documentOf(graph([port("in", "in")], "")), "in"],
    ["cannot-repeat", documentOf(graph([block("b", "source", {}, { repeat: 2 })], ""), [source]), "b"],
    ["repeat-range", documentOf(ends(block("b", "convRelu", {}, { repeat: 1.5 })), [convRelu]), "b"],
    ["repeat-range", documentOf(ends(block("b", "convRelu", {}, { repeat: "=1 - 2" })), [convRelu]), "b"],
    ["repeat-range", documentOf(ends(block("b", "convRelu", {}, { repeat: 1e9 })), [convRelu]), "b"],
    ["param/unknown", documentOf(ends(layer("a", "relu", { slope: 1 }))), "a"],
    ["param/unknown", documentOf(ends(block("b", "convRelu", { width: 1 })), [convRelu]), "b"],
    ["param/out-of-range", documentOf(ends(layer("a", "conv2d", { filters: 0 }))), "a"],
    ["param/out-of-range", documentOf(ends(layer("a", "conv2d", { kernel: [3, 1e9] }))), "a"],
    ["param/out-of-range", documentOf(ends(block("b", "convRelu", { filters: 1e9 })), [convRelu]), "b"],
    ["param/wrong-type", documentOf(ends(layer("a", "conv2d", { filters: 1.5 }))), "a"],
    ["param/wrong-type", documentOf(ends(layer("a", "conv2d", { filters: "=3 / 2" }))), "a"],
    ["param/wrong-type", documentOf(ends(layer("a", "conv2d", { kernel: [1, 2, 3] }))), "a"],
    ["param/wrong-type", documentOf(ends(layer("a", "conv2d", { bias: 1 }))), "a"],
    ["param/not-an-option", documentOf(ends(layer("a", "conv2d", { init: "zeros" }))), "a"],
    ["expression/syntax", documentOf(ends(layer("a", "conv2d", { filters: "=3 +" }))), "a"],
    ["expression/no-number", documentOf(ends(layer("a", "conv2d", { kernel: [3, "=1 / 0"] }))), "a"],
  ])("%s", (code, document, path) => {
    const { problems, expanded } = expand(document);
    const found = problems.find((candidate) => candidate.code === code && candidate.path === path);
    expect(problems.map((p) => `${p.code} at ${p.path}`)).toContain(`${code} at ${path}`);
    expect(found?.message).not.toMatch(/[{}]|undefined/);
    expect(found?.remedy).not.toMatch(/[{}]|undefined/);
    for (const node of expanded.nodes) {
      if (node.path === "output")
        expect(expanded.broken.has("output") || node.inputs.length === 1).toBe(true);
    }
  });

  it("names the nodes of a circle in the direction of the wires", () => {
    const top = graph([layer("a", "add"), layer("b", "relu"), layer("c", "relu")], "a>b b>c c>a");
    expect(expand(documentOf(top)).problems[0]?.message).toContain("b → c → a → b");
  });

  it("tells the paths of nested names apart", () => {
    const inner = define(
      "inner",
      [],
      graph([port("in", "in"), layer("x", "relu"), port("out", "out")], chain("in", "x", "out")),
    );
    const document = documentOf(ends(block("a", "inner"), layer("ax", "relu", {}, { name: "a.x" })), [inner]);
    const { expanded, problems } = expand(document);
    expect(problems.map(({ code }) => code)).toEqual(["duplicate-path"]);
    expect(new Set(expanded.nodes.map(({ path }) => path)).size).toBe(expanded.nodes.length);
  });

  it("marks everything after a fault as broken, and nothing before it", () => {
    const document = documentOf(
      ends(layer("a", "relu"), layer("b", "conv2d", { filters: 0 }), layer("c", "relu")),
    );
    expect([...expand(document).expanded.broken]).toEqual(["b", "c", "output"]);
    const inBlock = documentOf(ends(block("x", "convRelu", { filters: -1 }), layer("c", "relu")), [convRelu]);
    expect([...expand(inBlock).expanded.broken]).toEqual(["x.conv", "x.relu", "c", "output"]);
  });

  it("reports what is wrong in a definition once, and what is wrong in an argument where it stands", () => {
    const broken = define(
      "broken",
      [param("f")],
      graph(
        [
          port("in", "in"),
          layer("c", "conv2d", { filters: 0 }),
          layer("d", "conv2d", { filters: "=f - 8" }),
          port("out", "out"),
        ],
        chain("in", "c", "d", "out"),
      ),
    );
    const document = documentOf(
      ends(block("a", "broken"), block("b", "broken", {}, { repeat: 3 }), block("c", "broken", { f: 9 })),
      [broken],
    );
    expect(expand(document).problems.map(({ path }) => path)).toEqual(["a.c", "a.d", "b.0.d"]);
  });

  it("stops before a bomb of blocks goes off", () => {
    const bombs = Array.from({ length: 40 }, (_, level) =>
      define(
        `b${level}`,
        [],
        graph(
          [port("in", "in"), block("l", `b${level + 1}`), block("r", `b${level + 1}`), port("out", "out")],
          chain("in", "l", "r", "out"),
        ),
      ),
    );
    const leaf = define(
      "b40",
      [],
      graph([port("in", "in"), layer("relu", "relu"), port("out", "out")], chain("in", "relu", "out")),
    );
    const empty = define("b40", [], graph([port("in", "in"), port("out", "out")], "in>out"));
    for (const last of [leaf, empty]) {
      const started = performance.now();
      const { expanded, problems } = expand(documentOf(ends(block("b", "b0")), [...bombs, last]));
      expect(problems.map(({ code }) => code)).toEqual(["too-many-layers"]);
      expect(expanded.nodes).toEqual([]);
      expect(performance.now() - started).toBeLessThan(3000);
    }
    const many = documentOf(ends(block("b", "convRelu", {}, { repeat: 9_999 })), [convRelu]);
    expect(paths(many).length).toBe(LIMITS.expandedNodes);
  });

  it("nests as deep as the limit and no deeper", () => {
    const nest = (depth: number) =>
      Array.from({ length: depth }, (_, level) =>
        define(
          `b${level}`,
          [],
          graph(
            [
              port("in", "in"),
              level + 1 < depth ? block("x", `b${level + 1}`) : layer("relu", "relu"),
              port("out", "out"),
            ],
            level + 1 < depth ? chain("in", "x", "out") : chain("in", "relu", "out"),
          ),
        ),
      );
    expect(codes(documentOf(ends(block("b", "b0")), nest(LIMITS.blockDepth)))).toEqual([]);
    expect(codes(documentOf(ends(block("b", "b0")), nest(LIMITS.blockDepth + 1)))).toEqual([
      "blocks-too-deep",
    ]);
  });

  it("expands two thousand layers in the time of a frame", () => {
    const document = longChain(2000);
    const times = Array.from({ length: 30 }, () => {
      const started = performance.now();
      expand(document);
      return performance.now() - started;
    }).sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(16);
  });
});

import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { nodesByOrigin, originKey, pathOf, portKey, scopeAt } from "../../engine/blocks/origin.ts";
import { layerKinds, layerSpec } from "../../engine/layers/index.ts";
import { block, chain, define, documentOf, graph, layer, param, port } from "../document/builder.ts";
import { codes, convRelu, ends, paths, wires } from "./parts.ts";

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

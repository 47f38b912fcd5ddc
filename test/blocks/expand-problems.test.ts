import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
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
import { codes, convRelu, ends, paths } from "./parts.ts";

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
      const { expanded, problems } = expand(documentOf(ends(block("b", "b0")), [...bombs, last]));
      expect(problems.map(({ code }) => code)).toEqual(["too-many-layers"]);
      expect(expanded.nodes).toEqual([]);
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

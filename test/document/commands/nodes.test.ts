import { describe, expect, it } from "vitest";
import { expand } from "../../../engine/blocks/expand.ts";
import { applyCalls, callOf } from "../../../engine/document/commands/index.ts";
import { newIds } from "../../../engine/document/ids.ts";
import { freeName, nameBase, uniqueName } from "../../../engine/document/names.ts";
import type { LayerNode } from "../../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../../engine/layers/index.ts";
import { LIMITS } from "../../../engine/tensor/limits.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import { block, chain, define, documentOf, graph, layer, longChain, param, port } from "../builder.ts";
import { apply, counted, created, names, refusal, wiring } from "./apply.ts";

const scope = null;
const body = define(
  "body",
  [param("width")],
  graph([port("in", "in"), layer("a", "relu"), port("out", "out")], chain("in", "a", "out")),
);
const document = documentOf(
  graph(
    [
      layer("input", "input"),
      layer("conv1", "conv2d", { kernel: [5, 5], padding: [2, 2] }),
      block("b1", "body", { width: 4 }),
      layer("output", "output"),
    ],
    chain("input", "conv1", "b1", "output"),
  ),
  [body],
);
const params = (id: string, from = document) =>
  (from.graph.nodes.find((node) => node.id === id) as LayerNode).params;

describe("add-node", () => {
  it.each(layerKinds.map((kind) => [kind]))("adds %s with a name that is free, and selects it", (kind) => {
    const args = { scope, node: { type: "layer", kind }, at: { x: 1, y: 2 } } as const;
    const after = apply(document, "add-node", args);
    expect(created(document, "add-node", args)).toEqual(["new1"]);
    expect(after.layout.root.nodes.new1).toEqual({ x: 1, y: 2 });
    expect(new Set(names(after)).size).toBe(names(document).length + 1);
    expect(names(apply(after, "add-node", { scope, node: { type: "layer", kind } })).length).toBe(6);
  });

  it("adds blocks and ports, and refuses what cannot be", () => {
    expect(names(apply(document, "add-node", { scope, node: { type: "block", block: "body" } }))).toContain(
      "body1",
    );
    expect(
      names(apply(document, "add-node", { scope: "body", node: { type: "port", direction: "in" } }), "body"),
    ).toContain("in1");
    const cases = [
      ["edit/port-outside", { type: "port", direction: "in" }],
      ["edit/no-block", { type: "block", block: "ghost" }],
      ["edit/name-taken", { type: "layer", kind: "relu", name: "conv1" }],
      ["edit/id-taken", { type: "layer", kind: "relu", id: "conv1" }],
      ["edit/id-taken", { type: "layer", kind: "relu", id: "a" }],
      ["param/unknown", { type: "layer", kind: "relu", params: { slope: 1 } }],
      ["param/out-of-range", { type: "layer", kind: "conv2d", params: { filters: 0 } }],
      ["expression/syntax", { type: "layer", kind: "conv2d", params: { filters: "=1 +" } }],
      ["file/bad-name", { type: "layer", kind: "relu", name: "a b" }],
      ["file/not-an-option", { type: "layer", kind: "warp" }],
    ] as const;
    for (const [code, node] of cases)
      expect(refusal(document, "add-node", { scope, node: node as never }), code).toBe(code);
    expect(refusal(document, "add-node", { scope: "ghost", node: { type: "layer", kind: "relu" } })).toBe(
      "edit/no-scope",
    );
    expect(refusal(document, "add-node", { scope: "body", node: { type: "block", block: "body" } })).toBe(
      "edit/block-in-itself",
    );
    expect(
      refusal(longChain(LIMITS.nodes - 2), "add-node", { scope, node: { type: "layer", kind: "relu" } }),
    ).toBe("edit/too-many");
  });

  it("names as the field does", () => {
    expect([nameBase("conv2d"), nameBase("dense"), nameBase("maxPool2d"), nameBase("relu6")]).toEqual([
      "conv",
      "fc",
      "pool",
      "relu6",
    ]);
    expect(uniqueName("conv", new Set(["conv1", "conv3"]))).toBe("conv2");
    expect(uniqueName("input", new Set())).toBe("input");
    expect(uniqueName("input", new Set(["input"]))).toBe("input1");
    expect(uniqueName("relu6", new Set())).toBe("relu6");
    expect(freeName("conv1", new Set(["conv1"]))).toBe("conv2");
    expect(freeName("7", new Set(["7"]))).not.toBe("7");
  });
});

describe("set-params and set-args", () => {
  it("store what differs from the default, and nothing else", () => {
    const after = apply(document, "set-params", {
      scope,
      ids: ["conv1"],
      params: { filters: 32, kernel: [3, 3], padding: null },
    });
    expect(params("conv1", after)).toEqual({ filters: 32 });
    expect(apply(document, "set-params", { scope, ids: ["conv1"], params: { kernel: [5, 5] } })).toBe(
      document,
    );
    const expression = apply(document, "set-params", {
      scope,
      ids: ["conv1"],
      params: { filters: "=4 * 2" },
    });
    expect(expand(expression).expanded.nodes[1]?.params.filters).toBe(8);
  });

  it.each([
    ["edit/not-a-layer", { ids: ["b1"], params: {} }],
    ["edit/nothing-selected", { ids: [], params: {} }],
    ["param/unknown", { ids: ["conv1"], params: { width: 1 } }],
    ["param/out-of-range", { ids: ["conv1"], params: { filters: 1e9 } }],
    ["param/wrong-type", { ids: ["conv1"], params: { filters: "many" } }],
    ["param/not-an-option", { ids: ["conv1"], params: { init: "zeros" } }],
    ["expression/syntax", { ids: ["conv1"], params: { kernel: ["=3 *", 3] } }],
    ["file/bad-name", { ids: ["conv1"], params: { __proto: 1, "a b": 2 } }],
  ])("refuse with %s", (code, args) =>
    expect(refusal(document, "set-params", { scope, ...args } as never)).toBe(code),
  );

  it("let what is wrong in a file be removed", () => {
    const wrong = documentOf(graph([layer("a", "relu", { slope: 3 })], ""));
    const [fix] = expand(wrong).problems.find(({ code }) => code === "param/unknown")?.fixes ?? [];
    const outcome = applyCalls(wrong, fix?.calls ?? [], counted());
    expect(outcome.ok && params("a", outcome.document)).toEqual({});
  });

  it("set the arguments of a block", () => {
    const after = apply(document, "set-args", { scope, ids: ["b1"], args: { width: "=2 * 8" } });
    expect(after.graph.nodes[2]).toMatchObject({ args: { width: "=2 * 8" } });
    expect(apply(after, "set-args", { scope, ids: ["b1"], args: { width: 8 } }).graph.nodes[2]).toMatchObject(
      { args: {} },
    );
    expect(refusal(document, "set-args", { scope, ids: ["b1"], args: { depth: 8 } })).toBe("param/unknown");
    expect(refusal(document, "set-args", { scope, ids: ["conv1"], args: {} })).toBe("edit/not-a-block");
  });
});

describe("names, muting, repeats", () => {
  it("rename a node, and a port with all wires to it", () => {
    expect(names(apply(document, "rename", { scope, id: "conv1", name: "features.0" }))[1]).toBe(
      "features.0",
    );
    const renamed = apply(document, "rename", { scope: "body", id: "out", name: "result" });
    expect(wiring(renamed)).toContain("b1.result>output");
    expect(expand(renamed).problems).toEqual([]);
    expect(refusal(document, "rename", { scope, id: "conv1", name: "input" })).toBe("edit/name-taken");
    expect(refusal(document, "rename", { scope, id: "conv1", name: "a b" })).toBe("file/bad-name");
    expect(apply(document, "rename", { scope, id: "conv1", name: "conv1" })).toBe(document);
  });

  it("drop the wires of a port that is removed, wherever the block is used", () => {
    const after = apply(document, "remove-nodes", { scope: "body", ids: ["in"] });
    expect(wiring(after)).toEqual(["b1>output", "input>conv1"]);
  });

  it("mute and unmute", () => {
    const muted = apply(document, "set-muted", { scope, ids: ["conv1", "b1"], muted: true });
    expect(expand(muted).expanded.nodes.map(({ path }) => path)).toEqual(["input", "output"]);
    expect(apply(muted, "set-muted", { scope, ids: ["conv1", "b1"], muted: false })).toEqual(document);
    expect(apply(document, "set-muted", { scope, ids: ["conv1"], muted: false })).toBe(document);
    expect(refusal(document, "set-muted", { scope, ids: ["input"], muted: true })).toBe("edit/cannot-mute");
    expect(refusal(document, "set-muted", { scope: "body", ids: ["out"], muted: true })).toBe(
      "edit/cannot-mute",
    );
    expect(refusal(document, "set-muted", { scope, ids: ["conv1"], muted: "=1 ==" })).toBe(
      "expression/syntax",
    );
    expect(refusal(document, "set-muted", { scope, ids: ["conv1"], muted: "yes" })).toBe("file/wrong-type");
  });

  it("repeat a block, and stop", () => {
    const twice = apply(document, "set-repeat", { scope, id: "b1", repeat: 2 });
    expect(expand(twice).expanded.nodes.map(({ path }) => path)).toContain("b1.1.a");
    expect(apply(twice, "set-repeat", { scope, id: "b1", repeat: null })).toEqual(document);
    expect(refusal(document, "set-repeat", { scope, id: "conv1", repeat: 2 })).toBe("edit/not-a-block");
    expect(refusal(document, "set-repeat", { scope, id: "b1", repeat: 0 })).toBe("file/out-of-range");
  });
});

describe("replace-node", () => {
  it("keeps wires and the parameters that the new kind has too", () => {
    const after = apply(document, "replace-node", {
      scope,
      id: "conv1",
      node: { type: "layer", kind: "convTranspose2d" },
    });
    expect(wiring(after)).toEqual(["b1>output", "deconv1>b1", "input>deconv1"]);
    expect(params("conv1", after)).toEqual({ kernel: [5, 5], padding: [2, 2] });
    const custom = apply(apply(document, "rename", { scope, id: "conv1", name: "stem" }), "replace-node", {
      scope,
      id: "conv1",
      node: { type: "layer", kind: "conv2d", params: { filters: 3 } },
    });
    expect(names(custom)).toContain("stem");
    expect(params("conv1", custom)).toEqual({ kernel: [5, 5], padding: [2, 2], filters: 3 });
  });

  it.each(layerKinds.map((kind) => [kind]))("leaves a sound graph behind: %s", (kind) => {
    const after = apply(document, "replace-node", { scope, id: "conv1", node: { type: "layer", kind } });
    const structural = expand(after).problems.filter(({ code }) => !["missing-input"].includes(code));
    expect(structural.map(({ message }) => message)).toEqual([]);
    expect(layerSpec(kind).inputs.length === 0 ? wiring(after).length : 3).toBe(
      layerSpec(kind).inputs.length === 0 ? 2 : 3,
    );
  });

  it("joins wires at a variadic port, and keeps one where only one fits", () => {
    const sum = documentOf(
      graph(
        [layer("input", "input"), layer("a", "relu"), layer("sum", "add", {}, { name: "add1" })],
        "input>a input>sum#1 a>sum#0",
      ),
    );
    const cat = apply(sum, "replace-node", { scope, id: "sum", node: { type: "layer", kind: "concat" } });
    expect(wiring(cat)).toEqual(["a>concat1", "input>a", "input>concat1#1"]);
    const one = apply(sum, "replace-node", { scope, id: "sum", node: { type: "layer", kind: "relu" } });
    expect(wiring(one)).toEqual(["a>relu1", "input>a"]);
  });
});

describe("groups of calls", () => {
  const add = callOf("add-node", { scope, node: { type: "layer", kind: "relu", id: "mine" } });

  it("are one step: later calls see earlier ones by the ids that were given", () => {
    const outcome = applyCalls(
      document,
      [add, callOf("connect", { scope, from: "conv1", to: "mine" })],
      newIds(createRandom(1)),
    );
    expect(outcome.ok && wiring(outcome.document)).toContain("conv1>relu1");
    expect(outcome.ok && outcome.created).toEqual(["mine"]);
  });

  it("are all refused where one is", () => {
    const outcome = applyCalls(
      document,
      [add, callOf("connect", { scope, from: "mine", to: "input" })],
      counted(),
    );
    expect(!outcome.ok && outcome.problem.code).toBe("edit/no-port");
    expect(names(document)).not.toContain("relu1");
  });

  it("get ids that the document does not use, whatever the source gives", () => {
    const ids = ["input", "conv1", "a", "body", "free"];
    const source = { newId: () => ids.shift() ?? "more" };
    const outcome = applyCalls(
      document,
      [callOf("add-node", { scope, node: { type: "layer", kind: "relu" } })],
      source,
    );
    expect(outcome.ok && outcome.created).toEqual(["free"]);
  });
});

import { describe, expect, it } from "vitest";
import { expand } from "../../../engine/blocks/expand.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { copyFragment, looksLikeFragment, parseFragment } from "../../../engine/document/fragment.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { block, chain, define, documentOf, graph, layer, param, port } from "../builder.ts";
import { apply, created, names, network, refusal, wiring } from "./apply.ts";

const scope = null;
const inner = define(
  "inner",
  [param("width")],
  graph(
    [port("in", "in"), layer("fc", "conv2d", { filters: "=width" }), port("out", "out")],
    chain("in", "fc", "out"),
  ),
);
const body = define(
  "body",
  [param("width")],
  graph(
    [port("in", "in"), block("x", "inner", { width: "=width" }), port("out", "out")],
    chain("in", "x", "out"),
  ),
);
const note = { type: "note", text: "hi", x: 5, y: 5, width: 100, height: 50 } as const;
const base = documentOf(
  graph(
    [
      layer("input", "input"),
      layer("conv1", "conv2d"),
      block("b1", "body", { width: 4 }),
      layer("output", "output"),
    ],
    chain("input", "conv1", "b1", "output"),
  ),
  [body, inner],
);
const document: GraphDocument = {
  ...base,
  layout: {
    root: { nodes: { conv1: { x: 100, y: 50 }, b1: { x: 300, y: 80 } }, notes: [{ id: "note1", ...note }] },
    blocks: { inner: { nodes: { fc: { x: 1, y: 1 } }, notes: [] } },
  },
};

describe("fragments", () => {
  const text = copyFragment(document, null, ["conv1", "b1", "note1", "ghost"]);

  it("hold the nodes, the wires between them, notes, and every definition that is needed", () => {
    const read = parseFragment(text);
    if (!read.ok) return expect.fail(read.problems[0]?.message);
    expect(read.value.graph.nodes.map(({ id }) => id)).toEqual(["conv1", "b1"]);
    expect(read.value.graph.edges.map(({ id }) => id)).toEqual(["e_conv1_b1"]);
    expect(Object.keys(read.value.blocks)).toEqual(["body", "inner"]);
    expect(read.value.layout.notes.length).toBe(1);
    expect([looksLikeFragment(text), looksLikeFragment("Dear fragment")]).toEqual([true, false]);
  });

  it("come into another document with fresh ids and all they need", () => {
    const other = createDocument({ title: "Other" });
    const after = apply(other, "paste-fragment", { scope, text, at: { x: 1000, y: 1000 } });
    expect(names(after)).toEqual(["conv1", "b1"]);
    expect(after.graph.nodes.map(({ id }) => id)).toEqual(["new1", "new2"]);
    expect(wiring(after)).toEqual(["conv1>b1"]);
    expect(after.blocks).toEqual(document.blocks);
    // The note is the upper left corner.
    expect(after.layout.root.nodes).toEqual({ new1: { x: 1095, y: 1045 }, new2: { x: 1295, y: 1075 } });
    expect(after.layout.root.notes[0]).toMatchObject({ x: 1000, y: 1000, text: "hi" });
    expect(after.layout.blocks.inner).toEqual(document.layout.blocks.inner);
    expect(created(other, "paste-fragment", { scope, text }).length).toBe(3);
  });

  it("come into the same document with free names, and no second definition", () => {
    const after = apply(document, "paste-fragment", { scope, text });
    expect(names(after)).toEqual(["input", "conv1", "b1", "output", "conv2", "b2"]);
    expect(Object.keys(after.blocks)).toEqual(Object.keys(document.blocks));
    expect(after.layout.root.nodes.new1).toEqual({ x: 132, y: 82 });
    const copy = apply(document, "duplicate", { scope, ids: ["conv1", "b1"] });
    expect(wiring(copy)).toContain("conv2>b2");
  });

  it("bring a definition under a new id where the document has another of its id, inside others too", () => {
    const changed = apply(document, "set-params", {
      scope: "inner",
      ids: ["fc"],
      params: { kernel: [1, 1] },
    });
    const after = apply(changed, "paste-fragment", { scope, text });
    expect(Object.keys(after.blocks).length).toBe(4);
    const pasted = after.graph.nodes.find(({ name }) => name === "b2");
    expect(pasted?.type === "block" && pasted.block).not.toBe("body");
    const layers = expand(after).expanded.nodes;
    expect(layers.find(({ path }) => path === "b1.x.fc")?.params.kernel).toEqual([1, 1]);
    expect(layers.find(({ path }) => path === "b2.x.fc")?.params.kernel).toEqual([3, 3]);
  });

  it("are refused where they cannot be", () => {
    const other = createDocument({ title: "Other" });
    expect(refusal(document, "paste-fragment", { scope: "inner", text })).toBe("edit/block-in-itself");
    expect(refusal(other, "paste-fragment", { scope, text: "hello" })).toBe("file/syntax");
    expect(refusal(other, "paste-fragment", { scope, text: "[]" })).toBe("file/wrong-format");
    expect(refusal(other, "paste-fragment", { scope, text: serializeDocument(document) })).toBe(
      "file/wrong-format",
    );
    expect(
      refusal(other, "paste-fragment", { scope, text: text.replace('"version": 1', '"version": 9') }),
    ).toBe("file/newer-version");
    expect(refusal(other, "paste-fragment", { scope, text: text.replace('"conv1"', '"a b"') })).toBe(
      "file/bad-name",
    );
    expect(
      refusal(other, "paste-fragment", { scope, text: text.replace('"conv1"', '"__proto__": 1, "a"') }),
    ).not.toBe("done");
    expect(refusal(other, "paste-fragment", { scope, text: copyFragment(document, null, []) })).toBe(
      "edit/nothing-selected",
    );
    expect(refusal(document, "duplicate", { scope: "body", ids: ["in"] })).toBe("edit/nothing-selected");
  });
});

describe("layout", () => {
  it("moves nodes and notes, and leaves the graph as it is", () => {
    const after = apply(document, "move-nodes", {
      scope,
      nodes: { conv1: { x: 1, y: 2 } },
      notes: { note1: { x: 9, y: 9 } },
    });
    expect(after.graph).toBe(document.graph);
    expect(after.layout.root.nodes).toEqual({ conv1: { x: 1, y: 2 }, b1: { x: 300, y: 80 } });
    expect(after.layout.root.notes[0]).toMatchObject({ x: 9, text: "hi" });
    expect(apply(document, "move-nodes", { scope, nodes: { conv1: { x: 100, y: 50 } } })).toBe(document);
    expect(refusal(document, "move-nodes", { scope, nodes: { ghost: { x: 1, y: 2 } } })).toBe("edit/no-node");
    expect(refusal(document, "move-nodes", { scope, nodes: { conv1: { x: Number.NaN, y: 2 } } })).toBe(
      "file/wrong-type",
    );
  });

  it("tidies up, and removes positions with their nodes", () => {
    const tidy = apply(document, "set-layout", {
      scope,
      nodes: { input: { x: 0, y: 0 }, conv1: { x: 220, y: 0 } },
    });
    expect(tidy.layout.root.nodes).toMatchObject({ input: { x: 0, y: 0 }, b1: { x: 300, y: 80 } });
    expect(Object.keys(apply(tidy, "remove-nodes", { scope, ids: ["input"] }).layout.root.nodes)).toEqual([
      "conv1",
      "b1",
    ]);
  });

  it("adds, changes and removes notes", () => {
    const added = apply(document, "add-note", { scope: "body", note });
    expect(added.layout.blocks.body?.notes).toEqual([{ id: "new1", ...note }]);
    const changed = apply(added, "update-note", {
      scope: "body",
      id: "new1",
      changes: { text: "ho", width: 7 },
    });
    expect(changed.layout.blocks.body?.notes[0]).toMatchObject({ text: "ho", width: 7, height: 50 });
    expect(
      apply(changed, "remove-notes", { scope: "body", ids: ["new1"] }).layout.blocks.body?.notes,
    ).toEqual([]);
    expect(refusal(document, "update-note", { scope, id: "ghost", changes: {} })).toBe("edit/no-note");
    expect(refusal(document, "remove-notes", { scope, ids: ["ghost"] })).toBe("edit/no-note");
  });
});

describe("settings", () => {
  it("change variables, training and about, and only what is given", () => {
    const variables = apply(document, "set-variables", { variables: { classes: 10 } });
    expect(variables.variables).toEqual({ classes: 10 });
    expect(apply(variables, "set-variables", { variables: { classes: null } }).variables).toEqual({});
    const training = apply(document, "set-training", {
      training: { epochs: 3, optimizer: { type: "adam" } },
    }).training;
    expect(training).toEqual({
      ...document.training,
      epochs: 3,
      optimizer: { ...document.training.optimizer, type: "adam" },
    });
    const about = apply(document, "set-about", { about: { title: "New", year: 1998 } });
    expect(about.about).toEqual({ title: "New", summary: "", year: 1998 });
    expect(apply(about, "set-about", { about: { year: null } }).about).toEqual({ title: "New", summary: "" });
    expect(apply(document, "set-about", { about: { title: "Test" } })).toBe(document);
    expect(apply(document, "set-training", { training: { epochs: 10 } })).toBe(document);
  });

  it("are refused beyond their limits", () => {
    expect(refusal(document, "set-training", { training: { epochs: 0 } })).toBe("file/out-of-range");
    expect(refusal(document, "set-training", { training: { optimizer: { lr: -1 } } })).toBe(
      "file/out-of-range",
    );
    expect(refusal(document, "set-variables", { variables: { i: 1 } })).toBe("file/bad-name");
    expect(refusal(document, "set-variables", { variables: { a: Number.POSITIVE_INFINITY } })).toBe(
      "file/wrong-type",
    );
  });
});

describe("definitions", () => {
  it("are added once, replaced when told, described and removed", () => {
    const empty = createDocument({ title: "Empty" });
    const defined = apply(empty, "define-block", { block: inner as never, layout: { nodes: {}, notes: [] } });
    expect(defined.blocks.inner).toEqual(inner);
    expect(apply(defined, "define-block", { block: inner as never })).toBe(defined);
    const other = { ...inner, title: "Other" };
    expect(refusal(defined, "define-block", { block: other as never })).toBe("edit/block-differs");
    expect(apply(defined, "define-block", { block: other as never, replace: true }).blocks.inner?.title).toBe(
      "Other",
    );
    expect(
      apply(defined, "set-block", { block: "inner", title: "Named", drawing: "residual" }).blocks.inner,
    ).toMatchObject({ title: "Named", drawing: "residual" });
    expect(apply(defined, "remove-block", { block: "inner" })).toEqual(empty);
    expect(apply(defined, "remove-unused-blocks", {})).toEqual(empty);
    expect(refusal(document, "remove-block", { block: "inner" })).toBe("edit/block-used");
    expect(apply(document, "remove-unused-blocks", {})).toBe(document);
  });

  it("cannot be made to contain themselves", () => {
    const loop = { ...inner, graph: { nodes: [block("y", "body")], edges: [] } };
    expect(refusal(document, "define-block", { block: loop as never, replace: true })).toBe(
      "edit/block-in-itself",
    );
  });

  it("lose the wires of ports that a replacement does not have", () => {
    const closed = {
      ...body,
      graph: {
        ...body.graph,
        nodes: body.graph.nodes.map((node) => (node.id === "out" ? { ...node, name: "result" } : node)),
      },
    };
    const after = apply(document, "define-block", { block: closed as never, replace: true });
    expect(wiring(after)).toEqual(["conv1>b1", "input>conv1"]);
  });

  it("have parameters that can be added, renamed, changed and removed; arguments and expressions follow", () => {
    const spec = { type: "int", label: "Depth", help: "", default: 2, min: 1, max: 9 } as const;
    const added = apply(document, "add-block-parameter", { block: "inner", name: "depth", spec });
    expect(added.blocks.inner?.parameters.map(({ name }) => name)).toEqual(["width", "depth"]);
    expect(refusal(added, "add-block-parameter", { block: "inner", name: "depth", spec })).toBe(
      "edit/parameter-taken",
    );
    expect(refusal(added, "add-block-parameter", { block: "inner", name: "n", spec })).toBe("file/bad-name");
    const renamed = apply(document, "rename-block-parameter", {
      block: "inner",
      name: "width",
      to: "channels",
    });
    expect(network(renamed, true)).toEqual(network(document, true));
    expect(renamed.blocks.inner?.graph.nodes[1]).toMatchObject({ params: { filters: "=channels" } });
    expect(renamed.blocks.body?.graph.nodes[1]).toMatchObject({ args: { channels: "=width" } });
    const removed = apply(document, "remove-block-parameter", { block: "inner", name: "width" });
    expect(removed.blocks.inner?.graph.nodes[1]).toMatchObject({ params: { filters: 8 } });
    expect(removed.blocks.body?.graph.nodes[1]).toMatchObject({ args: {} });
    expect(expand(removed).problems).toEqual([]);
    const changed = apply(document, "set-block-parameter", { block: "inner", name: "width", spec });
    expect(changed.blocks.inner?.parameters[0]?.spec).toEqual(spec);
    expect(refusal(document, "remove-block-parameter", { block: "inner", name: "ghost" })).toBe(
      "edit/no-parameter",
    );
    expect(
      refusal(document, "set-block-parameter", {
        block: "inner",
        name: "width",
        spec: { ...spec, default: 99 },
      }),
    ).toBe("param/out-of-range");
  });
});

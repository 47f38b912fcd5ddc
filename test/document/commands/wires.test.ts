import { describe, expect, it } from "vitest";
import { judgeConnection } from "../../../engine/document/commands/wires.ts";
import { block, chain, define, documentOf, graph, layer, port } from "../builder.ts";
import { apply, refusal, wiring } from "./apply.ts";

const scope = null;
const body = define(
  "body",
  [],
  graph([port("in", "in"), layer("a", "relu"), port("out", "out")], chain("in", "a", "out")),
);
const document = documentOf(
  graph(
    [
      layer("input", "input"),
      layer("a", "relu"),
      layer("b", "relu"),
      layer("sum", "add"),
      block("x", "body"),
      layer("output", "output"),
    ],
    "input>a a>b a>sum b>sum#1 sum>output",
  ),
  [body],
);

describe("connect", () => {
  it("adds a wire, to the first ports where none are named", () => {
    expect(wiring(apply(document, "connect", { scope, from: "a", to: "x" }))).toContain("a>x");
    const after = apply(document, "connect", { scope, from: "input", to: "sum" });
    expect(wiring(after)).toContain("input>sum#2");
  });

  it("replaces the wire of a single port, or refuses to", () => {
    const after = apply(document, "connect", { scope, from: "input", to: "b" });
    expect(wiring(after)).toEqual(["a>sum", "b>sum#1", "input>a", "input>b", "sum>output"]);
    expect(refusal(document, "connect", { scope, from: "input", to: "b", replace: false })).toBe(
      "edit/port-taken",
    );
  });

  it("takes a place among the wires of a variadic port", () => {
    const after = apply(document, "connect", { scope, from: "input", to: "sum", slot: 1 });
    expect(wiring(after).filter((wire) => wire.includes("sum"))).toEqual([
      "a>sum",
      "b>sum#2",
      "input>sum#1",
      "sum>output",
    ]);
  });

  it.each([
    ["edit/self-wire", { from: "a", to: "a" }],
    ["edit/would-cycle", { from: "sum", to: "a" }],
    ["edit/would-cycle", { from: "b", to: "a" }],
    ["edit/already-connected", { from: "a", to: "sum" }],
    ["edit/already-connected", { from: "a", to: "b" }],
    ["edit/no-node", { from: "ghost", to: "a" }],
    ["edit/no-node", { from: "a", to: "ghost" }],
    ["edit/no-port", { from: "a", fromPort: "side", to: "x" }],
    ["edit/no-port", { from: "a", to: "x", toPort: "side" }],
    ["edit/no-port", { from: "a", to: "input" }],
    ["edit/id-taken", { from: "a", to: "x", id: "e_input_a" }],
    ["file/bad-name", { from: "a b", to: "x" }],
    ["file/unknown-key", { from: "a", to: "x", color: "red" }],
  ])("refuses with %s", (code, args) => expect(refusal(document, "connect", { scope, ...args })).toBe(code));

  it("names the circle that a wire would close", () => {
    const wish = { from: "sum", fromPort: "out", to: "a", toPort: "in" };
    const reason = judgeConnection(document, null, wish, true);
    expect(reason?.message).toContain("a → sum → a");
    expect(judgeConnection(document, null, { ...wish, from: "input", to: "x" }, true)).toBeNull();
  });

  it("judges a wire of a thousand nodes in a fraction of a frame", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const long = documentOf(
      graph(
        ids.map((id) => layer(id, "relu")),
        chain(...ids),
      ),
    );
    const started = performance.now();
    const wish = { from: "n999", fromPort: "out", to: "n0", toPort: "in" };
    for (let index = 0; index < 20; index++)
      expect(judgeConnection(long, null, wish, true)?.code).toBe("edit/would-cycle");
    expect((performance.now() - started) / 20).toBeLessThan(60);
  });
});

describe("disconnect and reorder-slots", () => {
  it("take wires away and put them in order", () => {
    expect(wiring(apply(document, "disconnect", { scope, edges: ["e_a_b"] }))).not.toContain("a>b");
    expect(refusal(document, "disconnect", { scope, edges: ["ghost"] })).toBe("edit/no-wire");
    const order = ["e_b_sum_1", "e_a_sum"];
    expect(wiring(apply(document, "reorder-slots", { scope, to: "sum", edges: order }))).toContain("a>sum#1");
    expect(refusal(document, "reorder-slots", { scope, to: "sum", edges: ["e_a_sum"] })).toBe(
      "edit/bad-slots",
    );
    expect(refusal(document, "reorder-slots", { scope, to: "sum", edges: ["e_a_sum", "e_a_sum"] })).toBe(
      "edit/bad-slots",
    );
  });
});

describe("insert", () => {
  const node = { type: "layer", kind: "batchNorm" } as const;
  const at = (x: number, y: number) => ({ x, y });
  const placed = {
    ...document,
    layout: {
      ...document.layout,
      root: { nodes: { a: at(0, 0), b: at(256, 0), sum: at(512, 0), output: at(768, 0) }, notes: [] },
    },
  };

  it("puts a new node on a wire, in its slot, and makes room", () => {
    const after = apply(placed, "insert-on-edge", { scope, edge: "e_b_sum_1", node });
    expect(wiring(after)).toEqual(["a>b", "a>sum", "b>bn1", "bn1>sum#1", "input>a", "sum>output"]);
    expect(after.layout.root.nodes).toMatchObject({
      new1: at(512, 0),
      sum: at(768, 0),
      output: at(1024, 0),
      b: at(256, 0),
    });
    expect(
      apply(placed, "insert-on-edge", { scope, edge: "e_b_sum_1", node, at: at(7, 8) }).layout.root.nodes,
    ).toMatchObject({ new1: at(7, 8), sum: at(512, 0) });
  });

  it("moves a node that is there onto a wire", () => {
    const after = apply(document, "insert-on-edge", { scope, edge: "e_sum_output", node: "x" });
    expect(wiring(after)).toEqual(["a>b", "a>sum", "b>sum#1", "input>a", "sum>x", "x>output"]);
    // The wire that fed it before gives way, so that this is no circle.
    expect(wiring(apply(document, "insert-on-edge", { scope, edge: "e_input_a", node: "b" }))).toEqual([
      "a>sum",
      "b>a",
      "b>sum#1",
      "input>b",
      "sum>output",
    ]);
    expect(refusal(document, "insert-on-edge", { scope, edge: "e_input_a", node: "a" })).toBe(
      "edit/self-wire",
    );
    expect(refusal(document, "insert-on-edge", { scope, edge: "e_input_a", node: "input" })).toBe(
      "edit/cannot-insert",
    );
  });

  it("puts a node after an output: all that read it read the new one", () => {
    const after = apply(document, "insert-after", { scope, after: "a", node });
    expect(wiring(after)).toEqual(["a>bn1", "b>sum#1", "bn1>b", "bn1>sum", "input>a", "sum>output"]);
    expect(wiring(apply(document, "insert-after", { scope, after: "x", node }))).toContain("x>bn1");
    expect(refusal(document, "insert-after", { scope, after: "x", port: "side", node })).toBe("edit/no-port");
  });

  it("puts a node before an input, open or wired", () => {
    const after = apply(document, "insert-before-port", { scope, to: "sum", slot: 1, node });
    expect(wiring(after)).toContain("bn1>sum#1");
    expect(wiring(after)).toContain("b>bn1");
    expect(refusal(document, "insert-before-port", { scope, to: "sum", node })).toBe("edit/which-wire");
    expect(refusal(document, "insert-before-port", { scope, to: "sum", slot: 7, node })).toBe("edit/no-wire");
    expect(wiring(apply(document, "insert-before-port", { scope, to: "x", node }))).toContain("bn1>x");
    expect(
      refusal(document, "insert-before-port", { scope, to: "x", node: { type: "layer", kind: "input" } }),
    ).toBe("edit/cannot-insert");
  });
});

describe("remove-nodes", () => {
  it("takes nodes with their wires and positions", () => {
    const after = apply(document, "remove-nodes", { scope, ids: ["a"] });
    expect(wiring(after)).toEqual(["b>sum#1", "sum>output"]);
    expect(refusal(document, "remove-nodes", { scope, ids: ["a", "ghost"] })).toBe("edit/no-node");
    expect(refusal(document, "remove-nodes", { scope, ids: [] })).toBe("edit/nothing-selected");
  });

  it("bridges over what had one input, also over several in a row", () => {
    expect(wiring(apply(document, "remove-nodes", { scope, ids: ["a"], bridge: true }))).toEqual([
      "b>sum#1",
      "input>b",
      "input>sum",
      "sum>output",
    ]);
    expect(wiring(apply(document, "remove-nodes", { scope, ids: ["a", "b"], bridge: true }))).toEqual([
      "input>sum",
      "input>sum#1",
      "sum>output",
    ]);
    expect(wiring(apply(document, "remove-nodes", { scope, ids: ["sum"], bridge: true }))).toEqual([
      "a>b",
      "input>a",
    ]);
  });
});

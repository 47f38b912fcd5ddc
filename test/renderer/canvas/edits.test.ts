import { describe, expect, it } from "vitest";
import { overlaps } from "../../../engine/targets/svg/metrics.ts";
import { edited, layer, rowDocument, smallRow, template } from "../../targets/svg/documents.ts";
import { workbench } from "./workbench.ts";

const kindOf = (bench: ReturnType<typeof workbench>, id: string | undefined): string | undefined => {
  const node = bench.present().graph.nodes.find((candidate) => candidate.id === id);
  return node?.type === "layer" ? node.kind : node?.type;
};

describe("adding", () => {
  it("puts the first node in the middle of the window and each next one behind it", () => {
    const bench = workbench(rowDocument([]));
    expect(bench.edits.add({ type: "layer", kind: "input" })).toBe(true);
    for (const kind of ["conv2d", "relu", "flatten", "dense", "output"] as const) {
      const last = bench.edits.selected().nodes.at(-1);
      if (last === undefined) throw new Error("Nothing is selected");
      expect(bench.edits.addAfter({ type: "layer", kind }, last)).toBe(true);
    }
    const { nodes, edges } = bench.present().graph;
    expect(nodes.map((node) => (node.type === "layer" ? node.kind : ""))).toEqual([
      "input",
      "conv2d",
      "relu",
      "flatten",
      "dense",
      "output",
    ]);
    expect(edges).toHaveLength(5);
    const drawn = bench.sight.seen()?.scene.nodes ?? [];
    for (const [index, { rect }] of drawn.entries()) {
      for (const other of drawn.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
    }
    bench.documents.undo();
    expect(bench.present().graph.nodes).toHaveLength(5);
  });
  it("goes before what reads the node now", () => {
    const bench = workbench(smallRow());
    bench.edits.addAfter({ type: "layer", kind: "batchNorm" }, bench.placed("conv"));
    const [added] = bench.selectedIds();
    expect(kindOf(bench, added)).toBe("batchNorm");
    expect(bench.wires()).toContain(`conv>${added}`);
    expect(bench.wires()).toContain(`${added}>relu`);
    expect(bench.wires()).not.toContain("conv>relu");
  });
  it("takes up a loose wire from either end", () => {
    const bench = workbench(smallRow());
    bench.edits.add(
      { type: "layer", kind: "maxPool2d" },
      { from: bench.port("conv", "out"), at: { x: 0, y: 300 } },
    );
    const [pool] = bench.selectedIds();
    expect(bench.wires()).toContain(`conv>${pool}`);
    expect(bench.wires()).toContain("conv>relu");
    bench.edits.add(
      { type: "layer", kind: "dropout" },
      { from: bench.port("fc", "in"), at: { x: 0, y: 500 } },
    );
    const [dropout] = bench.selectedIds();
    expect(bench.wires()).toContain(`${dropout}>fc`);
    expect(bench.wires()).not.toContain("flat>fc");
  });
  it("is put into the wire that it is dropped on", () => {
    const bench = workbench(smallRow());
    bench.edits.add({ type: "layer", kind: "tanh" }, { wire: "e1", at: { x: 300, y: 10 } });
    const [added] = bench.selectedIds();
    expect(bench.wires()).toContain(`conv>${added}`);
    expect(bench.wires()).toContain(`${added}>relu`);
    // Between its neighbours, which make room.
    const { conv, relu, ...rest } = bench.present().layout.root.nodes;
    const place = rest[added ?? ""];
    expect(place?.y).toBe(conv?.y);
    expect((place?.x ?? 0) - (conv?.x ?? 0)).toBeGreaterThanOrEqual(184);
    expect((relu?.x ?? 0) - (place?.x ?? 0)).toBeGreaterThanOrEqual(184);
  });
  it("brings the blocks from outside along, once, and renamed where the document has another", () => {
    const source = template("small-resnet");
    const block = Object.keys(source.blocks).find((id) => id === "residual") ?? "";
    const bench = workbench(smallRow());
    bench.edits.add({ type: "foreign", source, block }, { at: { x: 0, y: 300 } });
    const defined = Object.keys(bench.present().blocks);
    expect(defined).toContain(block);
    bench.edits.add({ type: "foreign", source, block }, { at: { x: 0, y: 500 } });
    expect(Object.keys(bench.present().blocks)).toEqual(defined);
    bench.documents.dispatch([{ command: "set-block", args: { block, title: "Mine now" } }]);
    bench.edits.add({ type: "foreign", source, block }, { at: { x: 0, y: 700 } });
    expect(Object.keys(bench.present().blocks).length).toBeGreaterThan(defined.length);
    expect(bench.refused).toEqual([]);
    const [last] = bench.selectedIds();
    const node = bench.present().graph.nodes.find(({ id }) => id === last);
    expect(node?.type === "block" ? bench.present().blocks[node.block]?.title : "").not.toBe("Mine now");
  });
  it("says why a port outside a block is refused", () => {
    const bench = workbench(smallRow());
    expect(bench.edits.add({ type: "port", direction: "in" })).toBe(false);
    expect(bench.refused.map(({ code }) => code)).toEqual(["edit/port-outside"]);
  });
});

describe("wires", () => {
  it("are judged before they are made", () => {
    const bench = workbench(smallRow());
    const { judge, port } = bench;
    expect(judge(port("conv", "out"), port("fc", "in"), null)).toBeNull();
    expect(judge(port("fc", "out"), port("conv", "in"), null)).toBe("edit/would-cycle");
    expect(judge(port("conv", "out"), port("relu", "in"), null)).toBe("edit/already-connected");
    expect(judge(port("conv", "out"), port("relu", "out"), null)).toBe("two outputs");
    // Taken off first, a wire may go back to where it was.
    expect(judge(port("conv", "out"), port("relu", "in"), "e1")).toBeNull();
  });
  it("foretell what their target would put out, or why it does not fit yet", () => {
    const bench = workbench(smallRow());
    const { foresee, port } = bench;
    expect(foresee(port("input", "out"), port("relu", "in"))).toEqual({ doubt: null, result: [3, 32, 32] });
    expect(foresee(port("conv", "out"), port("fc", "in"))).toEqual({ doubt: "needs-vector", result: null });
    expect(foresee(port("fc", "in"), port("conv", "out")).doubt).toBe("needs-vector");
  });
  it("move with their id in one step, and give way at a single port", () => {
    const bench = workbench(smallRow());
    expect(bench.edits.connect(bench.port("conv", "out"), bench.port("flat", "in"), "e1")).toBe(true);
    const moved = bench.present().graph.edges.find(({ id }) => id === "e1");
    expect(moved).toMatchObject({ from: "conv", to: "flat" });
    expect(bench.documents.undoLabel()).toBe("Reconnect");
    expect(bench.wires()).not.toContain("relu>flat");
    bench.documents.undo();
    expect(bench.wires()).toEqual(["input>conv", "conv>relu", "relu>flat", "flat>fc", "fc>output"]);
  });
  it("keep the order of a port that takes any number", () => {
    const base = rowDocument([
      layer("input", "input"),
      layer("a", "relu"),
      layer("b", "relu"),
      layer("cat", "concat"),
    ]);
    const bench = workbench(
      edited(base, { command: "connect", args: { scope: null, from: "a", to: "cat" } }),
    );
    const order = (): readonly string[] =>
      [...bench.present().graph.edges]
        .filter(({ to }) => to === "cat")
        .sort((x, y) => x.slot - y.slot)
        .map(({ from }) => from);
    expect(order()).toEqual(["b", "a"]);
    const inputs = bench.placed("cat").view.inputs;
    expect(inputs.map(({ connected }) => connected)).toEqual([true, true, false]);
    // A new wire onto the first place goes before what is there.
    const first = { ...bench.port("cat", "in"), slot: 0 };
    bench.edits.connect(bench.port("input", "out"), first, null);
    expect(order()).toEqual(["input", "b", "a"]);
    // The wire of `a` moves to the front.
    const ofA = bench.present().graph.edges.find(({ from, to }) => from === "a" && to === "cat")?.id ?? "";
    bench.edits.connect(bench.port("a", "out"), first, ofA);
    expect(order()).toEqual(["a", "input", "b"]);
    const front = bench.present().graph.edges.find(({ from, to }) => from === "a" && to === "cat")?.id ?? "";
    bench.edits.connect(bench.port("a", "out"), { ...first, slot: 3 }, front);
    expect(order()).toEqual(["input", "b", "a"]);
  });
});

describe("removing, muting, copying", () => {
  it("joins what was before and behind", () => {
    const bench = workbench(smallRow());
    bench.edits.select(["relu", "flat"]);
    bench.edits.remove(bench.edits.selected());
    expect([...bench.wires()].sort()).toEqual(["conv>fc", "fc>output", "input>conv"]);
    expect(bench.documents.undoLabel()).toBe("Remove");
  });
  it("mutes all, then unmutes all", () => {
    const bench = workbench(smallRow());
    bench.edits.select(["conv", "relu"]);
    bench.edits.toggleMuted(bench.edits.selected());
    const muted = (): readonly string[] =>
      bench.present().graph.nodes.flatMap((node) => (node.muted === true ? [node.id] : []));
    expect(muted()).toEqual(["conv", "relu"]);
    bench.edits.toggleMuted(bench.edits.selected());
    expect(muted()).toEqual([]);
  });
  it("duplicates with the wires between, and selects the copies", () => {
    const bench = workbench(smallRow());
    bench.edits.select(["conv", "relu"]);
    bench.edits.duplicate(bench.edits.selected());
    expect(bench.present().graph.nodes).toHaveLength(8);
    const copies = bench.selectedIds();
    expect(copies).toHaveLength(2);
    expect(bench.wires()).toContain(`${copies[0]}>${copies[1]}`);
  });
});

describe("moving", () => {
  it("commits one step for a drag, and for each press of a key", () => {
    const bench = workbench(smallRow());
    bench.edits.drop(new Map([["relu", { x: 480, y: 90 }]]), null);
    expect(bench.present().layout.root.nodes.relu).toEqual({ x: 480, y: 90 });
    expect(bench.documents.undoLabel()).toBe("Move");
    bench.edits.select(["relu"]);
    for (let repeat = 0; repeat < 3; repeat += 1) {
      bench.edits.nudge(bench.edits.selected(), { x: 4, y: 0 }, "press 1");
    }
    expect(bench.present().layout.root.nodes.relu).toEqual({ x: 492, y: 90 });
    bench.documents.undo();
    expect(bench.present().layout.root.nodes.relu).toEqual({ x: 480, y: 90 });
    bench.documents.undo();
    expect(bench.present().layout.root.nodes.relu).toEqual({ x: 480, y: 0 });
  });
  it("puts a free node into the wire that it is dropped on, in the same step", () => {
    const bench = workbench(smallRow());
    bench.edits.add({ type: "layer", kind: "gelu" }, { at: { x: 0, y: 400 } });
    const [free = ""] = bench.selectedIds();
    bench.edits.drop(new Map([[free, { x: 300, y: 0 }]]), "e1");
    expect(bench.wires()).toContain(`conv>${free}`);
    const { conv, relu, ...rest } = bench.present().layout.root.nodes;
    expect((rest[free]?.x ?? 0) - (conv?.x ?? 0)).toBeGreaterThanOrEqual(184);
    expect((relu?.x ?? 0) - (rest[free]?.x ?? 0)).toBeGreaterThanOrEqual(184);
    bench.documents.undo();
    expect(bench.wires()).toContain("conv>relu");
    expect(bench.present().layout.root.nodes[free]).toEqual({ x: 0, y: 400 });
  });
  it("moves a neighbour of an open block by what it was dragged, not to where it is drawn", () => {
    const document = template("small-resnet");
    const block = document.graph.nodes.find((node) => node.type === "block")?.id ?? "";
    const bench = workbench(document);
    const other = document.graph.nodes.at(-1)?.id ?? "";
    const before = bench.present().layout.root.nodes[other];
    bench.store.toggleExpanded(block);
    const { rect } = bench.placed(other);
    expect(rect.x).not.toBe(before?.x);
    bench.edits.drop(new Map([[other, { x: rect.x + 30, y: rect.y - 10 }]]), null);
    expect(bench.present().layout.root.nodes[other]).toEqual({
      x: (before?.x ?? 0) + 30,
      y: (before?.y ?? 0) - 10,
    });
  });
  it("moves and mutes inside an open block in the block's own graph", () => {
    const document = template("small-resnet");
    const node = document.graph.nodes.find((candidate) => candidate.type === "block");
    const bench = workbench(document);
    bench.store.toggleExpanded(node?.id ?? "");
    const inner = bench.sight
      .seen()
      ?.scene.nodes.find(({ view }) => view.key.startsWith(`${node?.id}/`) && view.type === "layer");
    if (inner === undefined || node?.type !== "block") throw new Error("There is no block");
    const { x, y } = inner.rect;
    bench.edits.drop(new Map([[inner.view.key, { x: x + 12, y: y + 8 }]]), null);
    expect(bench.present().layout.blocks[node.block]?.nodes[inner.view.id]).toEqual({
      x: inner.at.x + 12,
      y: inner.at.y + 8,
    });
    bench.store.setState({ inner: new Set([inner.view.key]) });
    bench.edits.toggleMuted(bench.edits.selected());
    const inside = bench.present().blocks[node.block]?.graph.nodes.find(({ id }) => id === inner.view.id);
    expect(inside?.muted).toBe(true);
  });
});

describe("blocks and notes", () => {
  it("opens through expanded blocks and comes back with the block selected", () => {
    const document = template("small-resnet");
    const node = document.graph.nodes.find((candidate) => candidate.type === "block");
    const bench = workbench(document);
    bench.edits.open(bench.placed(node?.id ?? "").view);
    expect(bench.documents.active()?.scope.map((step) => step.node)).toEqual([node?.id]);
    bench.edits.up();
    expect(bench.documents.active()?.scope).toEqual([]);
    expect(bench.selectedIds()).toEqual([node?.id]);
  });
  it("repeats a block, and once is not stored", () => {
    const document = template("small-resnet");
    const id = document.graph.nodes.find((candidate) => candidate.type === "block")?.id ?? "";
    const bench = workbench(document);
    const repeat = (): unknown => {
      const node = bench.present().graph.nodes.find((candidate) => candidate.id === id);
      return node?.type === "block" ? node.repeat : null;
    };
    bench.edits.setRepeat(bench.placed(id).view, 3);
    expect(repeat()).toBe(3);
    bench.edits.setRepeat(bench.placed(id).view, 1);
    expect(repeat()).toBeUndefined();
  });
  it("frames what is selected and keeps the text of notes", () => {
    const bench = workbench(smallRow());
    bench.edits.select(["conv", "relu"]);
    const frame = bench.edits.addFrame(bench.edits.selected(), { x: 0, y: 0 });
    const [note] = bench.present().layout.root.notes;
    expect(note).toMatchObject({ id: frame, type: "frame" });
    for (const key of ["conv", "relu"]) {
      const { rect } = bench.placed(key);
      expect(note !== undefined && rect.x > note.x && rect.x + rect.width < note.x + note.width).toBe(true);
    }
    const drawn = bench.sight.seen()?.scene.notes[0];
    if (drawn === undefined) throw new Error("The frame is not drawn");
    bench.edits.setNoteText(drawn, "Stem");
    expect(bench.present().layout.root.notes[0]?.text).toBe("Stem");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOf } from "../../../engine/document/commands/index.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { newIds } from "../../../engine/document/ids.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import { createDocumentStore } from "../../../renderer/state/documentStore.ts";
import { isDirty } from "../../../renderer/state/types.ts";

const makeStore = () => {
  let tabs = 0;
  const random = createRandom(1, "ids");
  return createDocumentStore({
    newTabId: () => `tab${++tabs}`,
    ids: newIds(random),
  });
};
const empty = (title = "net") => createDocument({ title });
const addLayer = (kind: "input" | "conv2d" | "relu") =>
  callOf("add-node", { scope: null, node: { type: "layer", kind }, at: { x: 0, y: 0 } });
const file = { token: "f", name: "net.layerloom", writable: true };

const opened = () => {
  const store = makeStore();
  const id = store.open(empty(), { title: "net" });
  const present = (): GraphDocument => store.active()?.history.present ?? empty();
  return { store, id, present, tab: () => store.tab(id) };
};

describe("editing", () => {
  it("runs all calls of a dispatch as one named step", () => {
    const { store, present } = opened();
    const result = store.dispatch([addLayer("input"), addLayer("conv2d")]);
    expect(result).toMatchObject({ ok: true, created: [expect.any(String), expect.any(String)] });
    expect(present().graph.nodes).toHaveLength(2);
    expect(store.undoLabel()).toBe("Add node");
    store.undo();
    expect(present().graph.nodes).toHaveLength(0);
    expect(store.redoLabel()).toBe("Add node");
    store.redo();
    expect(present().graph.nodes).toHaveLength(2);
  });

  it("changes nothing when one of the calls is refused", () => {
    const { store, present } = opened();
    const before = present();
    const missing = callOf("remove-nodes", { scope: null, ids: ["nowhere"] });
    const result = store.dispatch([addLayer("input"), missing]);
    expect(result.ok).toBe(false);
    expect(present()).toBe(before);
    expect(store.undoLabel()).toBeNull();
  });

  it("joins the edits of one gesture into one step, and only those", () => {
    const { store, present } = opened();
    const { created } = { created: [], ...store.dispatch([addLayer("conv2d")]) };
    const node = created[0] ?? "";
    const filters = (value: number) =>
      callOf("set-params", { scope: null, ids: [node], params: { filters: value } });
    for (const value of [8, 9, 10]) store.dispatch([filters(value)], { gestureKey: "drag1" });
    store.dispatch([filters(20)], { gestureKey: "drag2" });
    store.undo();
    expect(present().graph.nodes[0]).toMatchObject({ params: { filters: 10 } });
    store.undo();
    expect(present().graph.nodes[0]).toMatchObject({ params: {} });
  });

  it("does nothing without a document in front", () => {
    const store = makeStore();
    expect(store.dispatch([addLayer("input")])).toEqual({ ok: true, created: [] });
    store.undo();
    store.redo();
    expect(store.getState()).toEqual({ tabs: [], activeId: null });
  });

  it("undoes everything to the first value and redoes it to the last, whatever was done", () => {
    const kinds = fc.array(fc.constantFrom("input" as const, "conv2d" as const, "relu" as const), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(kinds, (layers) => {
        const { store, present } = opened();
        const first = present();
        for (const kind of layers) store.dispatch([addLayer(kind)]);
        const last = present();
        for (const _ of layers) store.undo();
        expect(present()).toBe(first);
        for (const _ of layers) store.redo();
        expect(present()).toBe(last);
      }),
    );
  });
});

describe("unsaved changes", () => {
  it("come with an edit, go with undo to the saved value, and with saving", () => {
    const { store, id, tab, present } = opened();
    const dirty = () => {
      const open = tab();
      return open === null ? null : isDirty(open);
    };
    expect(dirty()).toBe(false);
    store.dispatch([addLayer("input")]);
    expect(dirty()).toBe(true);
    store.undo();
    expect(dirty()).toBe(false);
    store.redo();
    store.markSaved(id, present(), file, "net");
    expect(dirty()).toBe(false);
  });

  it("stay when an edit was made while the file was being written", () => {
    const { store, id, tab, present } = opened();
    store.dispatch([addLayer("input")]);
    const written = present();
    store.dispatch([addLayer("conv2d")]);
    store.markSaved(id, written, file, "net");
    expect(tab()?.saved).toBe(written);
    expect(tab()?.history.present).not.toBe(written);
  });

  it("are there from the start for recovered work", () => {
    const store = makeStore();
    const id = store.open(empty(), { title: "net", unsaved: true, id: "kept" });
    expect(id).toBe("kept");
    expect(store.active()).toMatchObject({ id: "kept", saved: null });
  });
});

describe("selection and scope", () => {
  it("forgets what undo takes away", () => {
    const { store, tab } = opened();
    const result = store.dispatch([addLayer("input")]);
    store.select({ nodes: new Set(result.ok ? result.created : []) });
    expect(tab()?.selection.nodes.size).toBe(1);
    store.undo();
    expect(tab()?.selection.nodes.size).toBe(0);
  });

  it("leaves a block that undo takes away, and selects the block one comes out of", () => {
    const { store, tab, present } = opened();
    const { created } = { created: [], ...store.dispatch([addLayer("conv2d")]) };
    const made = store.dispatch([callOf("make-block", { scope: null, ids: [...created], title: "Block" })]);
    expect(made).toMatchObject({ ok: true });
    const node = present().graph.nodes.find((candidate) => candidate.type === "block");
    if (node?.type !== "block") throw new Error("no block was made");
    store.enter({ block: node.block, node: node.id });
    expect(tab()?.scope).toHaveLength(1);
    store.leaveTo(0);
    expect([...(tab()?.selection.nodes ?? [])]).toEqual([node.id]);
    store.enter({ block: node.block, node: node.id });
    store.undo();
    expect(tab()?.scope).toEqual([]);
  });

  it("does not enter a block that is not there", () => {
    const { store, tab } = opened();
    store.enter({ block: "nowhere", node: "nothing" });
    expect(tab()?.scope).toEqual([]);
  });

  it("keeps the view of each scope apart and out of history", () => {
    const { store, tab } = opened();
    store.setView({ x: 1, y: 2, zoom: 0.5 });
    expect(tab()?.views).toEqual({ "": { x: 1, y: 2, zoom: 0.5 } });
    expect(store.undoLabel()).toBeNull();
  });
});

describe("tabs", () => {
  it("keeps documents apart", () => {
    const store = makeStore();
    const first = store.open(empty("a"), { title: "a" });
    store.open(empty("b"), { title: "b" });
    store.dispatch([addLayer("input")]);
    expect(store.tab(first)?.history.present.graph.nodes).toHaveLength(0);
    store.activate(first);
    store.undo();
    expect(store.getState().tabs[1]?.history.present.graph.nodes).toHaveLength(1);
  });

  it("brings the neighbour to the front when the front one closes, and the gallery after the last", () => {
    const store = makeStore();
    const [a, b, c] = ["a", "b", "c"].map((title) => store.open(empty(title), { title }));
    store.activate(b ?? null);
    store.close(b ?? "");
    expect(store.getState().activeId).toBe(c);
    store.close(c ?? "");
    expect(store.getState().activeId).toBe(a);
    store.close(a ?? "");
    expect(store.getState().activeId).toBeNull();
  });

  it("moves a tab before another", () => {
    const store = makeStore();
    const [a, b, c] = ["a", "b", "c"].map((title) => store.open(empty(title), { title }));
    store.reorder(c ?? "", a ?? "");
    expect(store.getState().tabs.map((tab) => tab.id)).toEqual([c, a, b]);
    store.reorder(c ?? "", null);
    expect(store.getState().tabs.map((tab) => tab.id)).toEqual([a, b, c]);
  });
});

it("derives the analysis once for each change that matters", () => {
  const { store, tab } = opened();
  store.dispatch([addLayer("input")]);
  const analysisNow = () => {
    const open = tab();
    if (open === null) throw new Error("no tab");
    return store.analysis(open);
  };
  const first = analysisNow();
  expect(analysisNow()).toBe(first);
  const node = tab()?.history.present.graph.nodes[0]?.id ?? "";
  store.dispatch([callOf("move-nodes", { scope: null, nodes: { [node]: { x: 9, y: 9 } } })]);
  expect(analysisNow()).toBe(first);
  store.dispatch([callOf("set-params", { scope: null, ids: [node], params: { channels: 3 } })]);
  expect(analysisNow()).not.toBe(first);
});

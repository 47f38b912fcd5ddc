// @vitest-environment jsdom
import { act, cleanup, fireEvent } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { OutlinePanel } from "../../../renderer/outline/OutlinePanel.tsx";
import { inFlowOrder, outlineRows } from "../../../renderer/outline/rows.ts";
import { layoutStubs, mountPart, template } from "../inspector/mount.tsx";

beforeAll(layoutStubs);
afterEach(cleanup);

const items = () => [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
const key = (name: string, init: KeyboardEventInit = {}): void =>
  void fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...init });
/** What is read aloud; the rest of a row is for the eyes. */
const said = (item: Element | null | undefined) => item?.querySelector(".visually-hidden")?.textContent;
const names = () => items().map((item) => said(item)?.split(",")[0]);

describe("the rows", () => {
  it("come in the order of flow, for every graph of real networks", () => {
    for (const name of ["googlenet", "small-densenet", "resnet18"]) {
      const document = template(name);
      for (const graph of [document.graph, ...Object.values(document.blocks).map((block) => block.graph)]) {
        const order = inFlowOrder(graph).map(({ id }) => id);
        expect(order).toHaveLength(graph.nodes.length);
        for (const { from, to } of graph.edges) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
      }
    }
  });
  it("carry the shape and the parameters of each branch, which add up to the network's", () => {
    const document = template("googlenet");
    const analysis = createAnalyser().analyse(document);
    const rows = outlineRows(document, analysis, new Set());
    expect(rows.reduce((sum, { params }) => sum + params, 0)).toBe(analysis.totals.params);
    expect(rows.every(({ shape }) => shape !== null)).toBe(true);
    const open = outlineRows(document, analysis, new Set(rows.map(({ key: each }) => each)));
    const inner = open.filter(({ parent }) => parent !== null);
    expect(inner.length).toBeGreaterThan(50);
    for (const row of rows.filter(({ expanded }) => expanded !== null)) {
      const inside = inner.filter(({ parent }) => parent === row.key);
      expect(inside.reduce((sum, { params }) => sum + params, 0)).toBe(row.params);
    }
  });
});

describe("the tree", () => {
  it("is walked by keys: down, up, to the ends, into branches and out", async () => {
    await mountPart(<OutlinePanel />, template("small-resnet"));
    const closed = items().length;
    items()[0]?.focus();
    key("ArrowDown");
    expect(document.activeElement).toBe(items()[1]);
    expect(items()[1]?.getAttribute("aria-expanded")).toBe("false");
    key("ArrowRight");
    expect(items()[1]?.getAttribute("aria-expanded")).toBe("true");
    expect(items().length).toBeGreaterThan(closed);
    key("ArrowRight");
    expect(document.activeElement).toBe(items()[2]);
    expect(items()[2]?.getAttribute("aria-level")).toBe("2");
    key("ArrowLeft");
    expect(document.activeElement).toBe(items()[1]);
    key("ArrowLeft");
    expect(items()).toHaveLength(closed);
    key("End");
    expect(document.activeElement).toBe(items().at(-1));
    key("Home");
    expect(document.activeElement).toBe(items()[0]);
    key("s");
    key("t");
    key("a");
    expect(said(document.activeElement)).toMatch(/^stage1/);
    expect(items().filter((item) => item.tabIndex === 0)).toEqual([document.activeElement]);
  });

  it("says everything of a row in its label", async () => {
    await mountPart(<OutlinePanel />, template("alexnet"));
    expect(said(items()[1])).toBe("conv1, Conv 2D, output 96×54×54, 11,712 parameters");
    expect(items()[1]?.getAttribute("aria-posinset")).toBe("2");
    expect(items()[1]?.getAttribute("aria-setsize")).toBe(String(items().length));
  });

  it("goes to a node with Enter, also inside a block, and removes with Delete", async () => {
    const { services, present, idOf } = await mountPart(<OutlinePanel />, template("small-resnet"));
    const stage = idOf("stage1");
    const row = () => items().find((item) => item.dataset.row === stage);
    act(() => row()?.focus());
    key("ArrowRight");
    key("ArrowDown");
    key("ArrowDown");
    key("Enter");
    expect(services.documents.active()?.scope.map(({ node }) => node)).toEqual([stage]);
    expect(document.activeElement?.getAttribute("aria-selected")).toBe("true");
    act(() => services.documents.leaveTo(0));
    const before = present().graph.nodes.length;
    const target = items().find((item) => item.dataset.row === idOf("average"));
    act(() => target?.focus());
    key("Delete");
    expect(present().graph.nodes).toHaveLength(before - 1);
    expect(names()).not.toContain("average");
    expect(items()).toContain(document.activeElement);
  });
});

import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { createSceneBuilder } from "../../../engine/targets/svg/buildScene.ts";
import { contains, overlaps } from "../../../engine/targets/svg/metrics.ts";
import {
  edited,
  layer,
  nodeIn,
  rowDocument,
  sceneOf,
  smallRow,
  sourceOf,
  template,
  templateNames,
} from "./documents.ts";

describe("scenes of the templates", () => {
  it.each(templateNames)("%s: every node has its place, every wire its shape", (name) => {
    const document = template(name);
    const scene = sceneOf(document);
    expect(scene.nodes.map(({ view }) => view.id).sort()).toEqual(
      document.graph.nodes.map(({ id }) => id).sort(),
    );
    expect(scene.wires).toHaveLength(document.graph.edges.length);
    for (const wire of scene.wires) expect(wire.shape, `${name} ${wire.key}`).not.toBeNull();
    for (const [index, { rect }] of scene.nodes.entries()) {
      for (const other of scene.nodes.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
    }
    const { totals } = createAnalyser().analyse(document);
    expect(scene.nodes.reduce((sum, { view }) => sum + view.params, 0)).toBe(totals.params);
    expect(scene.nodes.reduce((sum, { view }) => sum + view.macs, 0)).toBe(totals.macs);
  });

  it.each(templateNames)("%s: blocks open where they stand without covering anything", (name) => {
    const document = template(name);
    const blocks = document.graph.nodes.filter((node) => node.type === "block").map(({ id }) => id);
    const scene = sceneOf(document, { expanded: new Set(blocks) });
    for (const block of blocks) {
      const frame = nodeIn(scene, block);
      expect(frame.view.expanded).toBe(true);
      const inside = scene.nodes.filter(({ view }) => view.key.startsWith(`${block}/`));
      expect(inside.length).toBeGreaterThan(0);
      for (const node of inside) expect(contains(frame.rect, node.rect)).toBe(true);
      for (const other of scene.nodes) {
        if (other.view.key === block || other.view.key.startsWith(`${block}/`)) continue;
        const apart = !overlaps(frame.rect, other.rect) || other.view.key.includes("/");
        expect(apart, `${block} covers ${other.view.key}`).toBe(true);
      }
      const links = scene.wires.filter(
        ({ link, from, to }) => link !== null && (from === block || to === block),
      );
      expect(links).toHaveLength(frame.view.inputs.length + frame.view.outputs.length);
    }
  });
});

describe("what a node says", () => {
  const scene = sceneOf(smallRow());
  it("titles with window and width, the rest below", () => {
    expect(nodeIn(scene, "conv").view).toMatchObject({
      kindTitle: "Conv 2D",
      title: "Conv 5×5, 8",
      brief: "stride 2",
      shape: [8, 14, 14],
      params: 5 * 5 * 3 * 8 + 8,
    });
    expect(nodeIn(scene, "fc").view).toMatchObject({ title: "Dense 10", brief: "" });
    expect(nodeIn(scene, "input").view.inputs).toEqual([]);
    expect(nodeIn(scene, "output").view.outputs).toEqual([]);
  });
  it("shows a free place behind the wires of a port that takes any number", () => {
    const joined = rowDocument([layer("input", "input"), layer("cat", "concat")]);
    const { view } = nodeIn(sceneOf(joined), "cat");
    expect(view.variadic).toBe(true);
    expect(view.inputs).toEqual([
      { name: "in", slot: 0, connected: true },
      { name: "in", slot: 1, connected: false },
    ]);
  });
  it("marks a node and its wire with the reason, and hides shapes behind it", () => {
    const broken = edited(smallRow(), {
      command: "remove-nodes",
      args: { scope: null, ids: ["flat"], bridge: true },
    });
    const bad = sceneOf(broken);
    const { problems, shape } = nodeIn(bad, "fc").view;
    expect(problems[0]?.severity).toBe("error");
    expect(problems[0]?.message).toContain("8×14×14");
    expect(shape).toBeNull();
    expect(bad.wires.find(({ to }) => to === "fc")?.problem?.code).toBe(problems[0]?.code);
    expect(nodeIn(bad, "relu").view.problems).toEqual([]);
  });
  it("shows inside a block the shapes of the instance one came from", () => {
    const document = template("googlenet");
    const blocks = document.graph.nodes.filter((node) => node.type === "block").map(({ id }) => id);
    const shapes = blocks.slice(0, 2).map((block) => {
      const inside = sceneOf(document, { instance: [block] });
      return inside.nodes.map(({ view }) => view.shape?.join("×"));
    });
    expect(shapes[0]).not.toEqual(shapes[1]);
    expect(shapes[0]?.every((shape) => shape !== undefined)).toBe(true);
  });
  it("shows as muted what an expression mutes in this instance", () => {
    const document = template("small-resnet");
    const mutedIn = (block: string): readonly string[] =>
      sceneOf(document, { instance: [block] }).nodes.flatMap(({ view }) => (view.muted ? [view.name] : []));
    const blocks = document.graph.nodes.filter((node) => node.type === "block" && node.block === "residual");
    const [first, second] = blocks.map(({ id }) => mutedIn(id));
    // The first stage keeps shape and channels, so its shortcut needs no projection; the second one does.
    expect(first?.length).toBeGreaterThan(0);
    expect(second).toEqual([]);
  });
  it("comes in the order in which the wires run", () => {
    const { graph, ...rest } = smallRow();
    const scene = sceneOf({ ...rest, graph: { ...graph, nodes: [...graph.nodes].reverse() } });
    expect(scene.nodes.map(({ view }) => view.key)).toEqual([
      "input",
      "conv",
      "relu",
      "flat",
      "fc",
      "output",
    ]);
  });
  it("is empty where the way to the instance is gone", () => {
    expect(sceneOf(smallRow(), { instance: ["nowhere"] }).nodes).toEqual([]);
  });
});

describe("what did not change is the same object", () => {
  const document = smallRow();
  const build = createSceneBuilder();
  const analyser = createAnalyser();
  const at = (present: typeof document) =>
    build({ ...sourceOf(present), analysis: analyser.analyse(present) });
  const first = at(document);

  it("for the same document", () => {
    const again = at(document);
    expect(again.nodes).toBe(first.nodes);
    expect(again.wires).toBe(first.wires);
    expect(again.notes).toBe(first.notes);
  });
  it("when one node moves: all but its place", () => {
    const moved = at(
      edited(document, { command: "move-nodes", args: { scope: null, nodes: { relu: { x: 480, y: 40 } } } }),
    );
    const differ = moved.nodes.filter((node) => node !== nodeIn(first, node.view.key));
    expect(differ.map(({ view }) => view.key)).toEqual(["relu"]);
    expect(nodeIn(moved, "relu").view).toBe(nodeIn(first, "relu").view);
    expect(moved.wires).toEqual(first.wires);
  });
  it("when a stride changes: what comes before it", () => {
    const changed = at(
      edited(document, {
        command: "set-params",
        args: { scope: null, ids: ["conv"], params: { stride: [1, 1] } },
      }),
    );
    const before = at(document);
    expect(nodeIn(changed, "input")).toBe(nodeIn(before, "input"));
    expect(nodeIn(changed, "relu").view.shape).toEqual([8, 28, 28]);
    // The number of features stays, so what follows the dense layer is as it was.
    expect(nodeIn(changed, "output")).toBe(nodeIn(before, "output"));
    expect(nodeIn(changed, "relu").view.inputs).toBe(nodeIn(before, "relu").view.inputs);
  });
});

it("gives nodes without a place one of their own", () => {
  const { graph, layout, ...rest } = smallRow();
  const scene = sceneOf({ ...rest, graph, layout: { ...layout, root: { nodes: {}, notes: [] } } });
  for (const [index, { rect }] of scene.nodes.entries()) {
    for (const other of scene.nodes.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
  }
});

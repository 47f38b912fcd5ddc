import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { createSceneBuilder } from "../../../engine/targets/svg/buildScene.ts";
import { selectedText } from "../../../renderer/canvas/actions/useClipboard.ts";
import { mapFrame, windowIn } from "../../../renderer/canvas/overlays/minimapDrawing.ts";
import type { FlowNode } from "../../../renderer/canvas/view/flowTypes.ts";
import { heatOf } from "../../../renderer/canvas/view/heat.ts";
import { distanceAt, isAfar } from "../../../renderer/canvas/view/lod.ts";
import { type FlowLook, toFlowNodes } from "../../../renderer/canvas/view/toFlow.ts";
import { mayWait } from "../../../renderer/canvas/view/urgency.ts";
import { stepFrom } from "../../../renderer/canvas/view/walk.ts";
import { createNodeLabel } from "../../../renderer/canvas/words.ts";
import { createTextLoader } from "../../../renderer/i18n/i18n.ts";
import { edited, sceneOf, smallRow, sourceOf, template } from "../../targets/svg/documents.ts";
import { workbench } from "./workbench.ts";

const byId = (nodes: readonly FlowNode[]): ReadonlyMap<string, FlowNode> =>
  new Map(nodes.map((node) => [node.id, node]));

function flowing(document: GraphDocument) {
  const build = createSceneBuilder();
  const analyser = createAnalyser();
  let before: ReadonlyMap<string, FlowNode> = new Map();
  return (present: GraphDocument = document, changes: Partial<FlowLook> = {}) => {
    const scene = build({ ...sourceOf(present), analysis: analyser.analyse(present) });
    const look: FlowLook = {
      scene,
      selected: new Set(),
      heat: null,
      language: "en",
      nodeLabel: ({ view }) => view.name,
      noteLabel: (text) => text,
      ...changes,
    };
    const nodes = toFlowNodes(look, before);
    const differ = nodes.filter((node) => node !== before.get(node.id)).map(({ id }) => id);
    before = byId(nodes);
    return { nodes, differ };
  };
}

describe("nodes for React Flow", () => {
  it("are new objects only where something is seen to change", () => {
    const document = smallRow();
    const flow = flowing(document);
    expect(flow().differ).toHaveLength(6);
    expect(flow().differ).toEqual([]);
    expect(flow(document, { selected: new Set(["relu"]) }).differ).toEqual(["relu"]);
    expect(flow().differ).toEqual(["relu"]);
    const moved = edited(document, {
      command: "move-nodes",
      args: { scope: null, nodes: { fc: { x: 0, y: 200 } } },
    });
    // Its neighbours show their ports elsewhere where the wire now runs another way.
    expect(flow(moved).differ).toContain("fc");
    expect(flow(moved, { language: "zh" }).differ).toHaveLength(6);
  });
  it("stay in the hand that drags them", () => {
    const document = smallRow();
    const flow = flowing(document);
    const { nodes } = flow();
    const held = nodes.map((node) =>
      node.id === "relu" ? { ...node, dragging: true, position: { x: 1, y: 2 } } : node,
    );
    const look: FlowLook = {
      scene: sceneOf(document),
      selected: new Set(["relu"]),
      heat: null,
      language: "en",
      nodeLabel: ({ view }) => view.name,
      noteLabel: (text) => text,
    };
    const relu = toFlowNodes(look, byId(held as FlowNode[])).find(({ id }) => id === "relu");
    expect(relu).toMatchObject({ selected: true, dragging: true, position: { x: 1, y: 2 } });
  });
  it("may wait where they cannot be seen, but never with a new place or mark", () => {
    const document = smallRow();
    const flow = flowing(document);
    const before = byId(flow().nodes);
    const changed = edited(document, {
      command: "set-params",
      args: { scope: null, ids: ["conv"], params: { stride: [1, 1] } },
    });
    const after = byId(flow(changed).nodes);
    const wait = (
      id: string,
      visible: { x: number; y: number },
      distance: "mid" | "dots" = "mid",
    ): boolean => {
      const [a, b] = [before.get(id), after.get(id)];
      if (a === undefined || b === undefined) throw new Error(id);
      return mayWait(a, b, { ...visible, width: 600, height: 400 }, distance);
    };
    expect(wait("relu", { x: 0, y: 0 })).toBe(false);
    expect(wait("relu", { x: 5000, y: 0 })).toBe(true);
    expect(wait("relu", { x: 0, y: 0 }, "dots")).toBe(true);
    const selected = byId(flow(changed, { selected: new Set(["relu"]) }).nodes);
    const [a, b] = [after.get("relu"), selected.get("relu")];
    if (a === undefined || b === undefined) throw new Error("relu");
    expect(mayWait(a, b, { x: 5000, y: 0, width: 1, height: 1 }, "dots")).toBe(false);
  });
});

describe("distances", () => {
  it("go by the zoom", () => {
    expect([0.1, 0.3, 0.8, 2].map(distanceAt)).toEqual(["dots", "far", "mid", "near"]);
    expect([0.1, 0.3, 0.8, 2].map((zoom) => isAfar(distanceAt(zoom)))).toEqual([true, true, false, false]);
  });
});

describe("heat", () => {
  it("gives the costliest all and what costs nothing none", () => {
    const scene = sceneOf(template("alexnet"));
    for (const heat of ["params", "macs", "memory"] as const) {
      const { most, levels } = heatOf(scene.nodes, heat);
      expect(most).toBeGreaterThan(0);
      expect(Math.max(...levels.values())).toBe(1);
      expect(Math.min(...levels.values())).toBeGreaterThan(0);
    }
    const { levels } = heatOf(scene.nodes, "params");
    const relu = scene.nodes.find(({ view }) => view.kind === "relu")?.view.key ?? "";
    expect(levels.has(relu)).toBe(false);
  });
});

describe("walking by keys", () => {
  const scene = sceneOf(smallRow());
  it("follows the wires and begins at the first node", () => {
    expect(stepFrom(null, "right", scene)).toBe("input");
    expect(stepFrom("input", "right", scene)).toBe("conv");
    expect(stepFrom("conv", "left", scene)).toBe("input");
    expect(stepFrom("output", "right", scene)).toBeNull();
  });
  it("reaches every node of every branch", () => {
    const document = template("googlenet");
    const block = document.graph.nodes.find((node) => node.type === "block")?.id ?? "";
    const inside = sceneOf(document, { instance: [block] });
    const reached = new Set([stepFrom(null, "right", inside) ?? ""]);
    for (const key of reached) {
      for (const step of ["left", "right", "up", "down"] as const) {
        const next = stepFrom(key, step, inside);
        if (next !== null) reached.add(next);
      }
    }
    expect(reached.size).toBe(inside.nodes.length);
  });
});

describe("what a screen reader says", () => {
  it.each([
    ["en", "Conv 2D conv, output 8×14×14"],
    ["zh", "二维卷积 conv，输出 8×14×14"],
  ] as const)("%s", async (language, expected) => {
    const texts = await (await createTextLoader()).load(language);
    const { analysis, ...source } = sourceOf(smallRow());
    const words = { ...source.words, layerTitle: texts.engine.kindTitle };
    const scene = createSceneBuilder()({ ...source, analysis, words });
    const label = createNodeLabel(texts);
    const conv = scene.nodes.find(({ view }) => view.key === "conv");
    expect(conv === undefined ? "" : label(conv)).toBe(expected);
  });
});

describe("the clipboard", () => {
  it("carries what is selected to another document", () => {
    const from = workbench(smallRow());
    from.edits.select(["conv", "relu"]);
    const text = selectedText(from.edits.selected(), from.documents) ?? "";
    expect(JSON.parse(text).format).toBe("layerloom/fragment");
    const into = workbench(smallRow());
    expect(into.edits.paste(text, { x: 10, y: 400 })).toBe(true);
    expect(into.present().graph.nodes).toHaveLength(8);
    const [first = ""] = into.selectedIds();
    expect(into.present().layout.root.nodes[first]).toEqual({ x: 10, y: 400 });
    expect(into.edits.paste("no fragment", null)).toBe(false);
    expect(into.refused).toHaveLength(1);
    expect(selectedText({ nodes: [], edges: [], notes: [], scope: null }, from.documents)).toBeNull();
  });
});

describe("the minimap", () => {
  it("shows the window inside its frame", () => {
    const nodes = flowing(smallRow())().nodes;
    const frame = mapFrame(nodes);
    const window = windowIn(frame, [-100, 0, 0.5], 1000, 600);
    expect(window.x).toBeGreaterThanOrEqual(0);
    expect(window.x + window.width).toBeLessThanOrEqual(160);
    expect(window.width).toBeGreaterThan(0);
    expect(mapFrame([]).scale).toBeGreaterThan(0);
  });
});

import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useMemo } from "react";
import { useStore } from "zustand";
import { useUi } from "../../app/services.tsx";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { chosenPath } from "../arrange/path.ts";
import { useCanvas } from "../canvasContext.ts";
import { nodeLabel, wireLabel } from "../words.ts";
import type { FlowEdge, FlowNode } from "./flowTypes.ts";
import { noteKey } from "./flowTypes.ts";
import { heatOf } from "./heat.ts";
import type { Seen } from "./sight.ts";
import { type FlowLook, toFlowEdges, toFlowNodes } from "./toFlow.ts";

/** Hands the scene to React Flow, before the browser paints. What is the same object as before costs nothing there. */
export function useFlowSync(seen: Seen): void {
  const { store: canvas, sight } = useCanvas();
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const texts = useTexts();
  const heatView = useUi((settings) => settings.heat);
  const inner = useStore(canvas, (state) => state.inner);
  const dropWire = useStore(canvas, (state) => state.dropWire);
  const moving = useStore(canvas, (state) => state.connect?.moving?.key ?? null);
  const { scene, instance } = seen;
  const { selection } = seen.tab;
  const heat = useMemo(
    () => (heatView === "off" ? null : heatOf(scene.nodes, heatView).levels),
    [scene.nodes, heatView],
  );
  const selectedNodes = useMemo(() => {
    const keyOf = (id: string): string => [...instance, id].join("/");
    return new Set([...[...selection.nodes].map(keyOf), ...[...selection.notes].map(noteKey), ...inner]);
  }, [selection.nodes, selection.notes, instance, inner]);
  const path = useMemo(() => chosenPath(scene.wires, selectedNodes), [scene.wires, selectedNodes]);

  useLayoutEffect(() => {
    sight.see(seen);
    const state = flow.getState();
    const names = new Map(scene.nodes.map(({ view }) => [view.key, view.name]));
    const selectedWires = new Set([...selection.edges].map((id) => [...instance, id].join("/")));
    const look: FlowLook = {
      scene,
      selectedNodes,
      selectedWires,
      path,
      dropWire,
      moving,
      heat,
      language: texts.language,
      nodeLabel: (node) => nodeLabel(node, texts),
      noteLabel: (text, type) => texts.t(`canvas:${type}.label`, { text }),
      wireLabel: (wire) => wireLabel(wire, (key) => names.get(key) ?? "", texts),
    };
    const nodes = toFlowNodes(look, new Map(state.nodes.map((node) => [node.id, node])));
    const edges = toFlowEdges(look, new Map(state.edges.map((edge) => [edge.id, edge])));
    if (!sameItems(nodes, state.nodes)) state.setNodes([...nodes]);
    if (!sameItems(edges, state.edges)) state.setEdges([...edges]);
  }, [
    flow,
    sight,
    seen,
    scene,
    instance,
    selection.edges,
    selectedNodes,
    path,
    dropWire,
    moving,
    heat,
    texts,
  ]);
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

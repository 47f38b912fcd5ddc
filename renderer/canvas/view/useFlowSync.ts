import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useMemo } from "react";
import { useUi } from "../../app/services.tsx";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { useCanvas } from "../canvasContext.ts";
import { nodeLabel } from "../words.ts";
import type { FlowEdge, FlowNode } from "./flowTypes.ts";
import { heatOf } from "./heat.ts";
import type { Seen } from "./sight.ts";
import { type FlowLook, toFlowNodes } from "./toFlow.ts";
import { useSelectedKeys } from "./useSelectedKeys.ts";

/** Hands the nodes to React Flow, before the browser paints. What is the same object as before costs nothing there. */
export function useFlowSync(seen: Seen): void {
  const { sight } = useCanvas();
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const texts = useTexts();
  const heatView = useUi((settings) => settings.heat);
  const { scene } = seen;
  const heat = useMemo(
    () => (heatView === "off" ? null : heatOf(scene.nodes, heatView).levels),
    [scene.nodes, heatView],
  );
  const selected = useSelectedKeys(seen);

  useLayoutEffect(() => sight.see(seen), [sight, seen]);
  useLayoutEffect(() => {
    const state = flow.getState();
    const look: FlowLook = {
      scene,
      selected,
      heat,
      language: texts.language,
      nodeLabel: (node) => nodeLabel(node, texts),
      noteLabel: (text, type) => texts.t(`canvas:${type}.label`, { text }),
    };
    const nodes = toFlowNodes(look, new Map(state.nodes.map((node) => [node.id, node])));
    // React Flow applies drags to its nodes by itself as long as it holds them as "default" nodes; given as a property,
    // those would replace what was set here before.
    if (!state.hasDefaultNodes) flow.setState({ hasDefaultNodes: true });
    if (!sameItems(nodes, state.nodes)) state.setNodes([...nodes]);
  }, [flow, scene, selected, heat, texts]);
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useMemo } from "react";
import { useUi } from "../../app/services.tsx";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { whenIdle } from "../../ui/whenIdle.ts";
import { useCanvas } from "../canvasContext.ts";
import { createNodeLabel } from "../words.ts";
import type { FlowEdge, FlowNode } from "./flowTypes.ts";
import { heatOf } from "./heat.ts";
import { CHUNK } from "./later.ts";
import { distanceAt } from "./lod.ts";
import type { Seen } from "./sight.ts";
import { type FlowLook, toFlowNodes } from "./toFlow.ts";
import { mayWait, withMargin } from "./urgency.ts";
import { useSelectedKeys } from "./useSelectedKeys.ts";

type FlowStore = ReturnType<typeof useStoreApi<FlowNode, FlowEdge>>;

/**
 * Hands the nodes to React Flow, before the browser paints. What is the same object as before costs nothing there; what
 * changed out of sight follows when the browser is idle.
 */
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
  const nodeLabel = useMemo(() => createNodeLabel(texts), [texts]);
  const selected = useSelectedKeys(seen);

  useLayoutEffect(() => sight.see(seen), [sight, seen]);
  useLayoutEffect(() => {
    const look: FlowLook = {
      scene,
      selected,
      heat,
      language: texts.language,
      nodeLabel,
      noteLabel: (text, type) => texts.t(`canvas:${type}.label`, { text }),
    };
    // React Flow applies drags to its nodes by itself as long as it holds them as "default" nodes; given as a property,
    // those would replace what was set here before.
    if (!flow.getState().hasDefaultNodes) flow.setState({ hasDefaultNodes: true });
    const before = new Map(flow.getState().nodes.map((node) => [node.id, node]));
    return settle(flow, before, toFlowNodes(look, before), withMargin(sight.visible()));
  }, [flow, sight, scene, selected, heat, nodeLabel, texts]);
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Sets what is in sight now and the rest in pieces; returns what stops the rest. */
function settle(
  flow: FlowStore,
  before: ReadonlyMap<string, FlowNode>,
  after: readonly FlowNode[],
  visible: Parameters<typeof mayWait>[2],
): () => void {
  const distance = distanceAt(flow.getState().transform[2]);
  const waiting = new Map<string, FlowNode>();
  const now = after.map((node) => {
    const old = before.get(node.id);
    if (old === undefined || old === node || !mayWait(old, node, visible, distance)) return node;
    waiting.set(node.id, node);
    return old;
  });
  const state = flow.getState();
  if (!sameItems(now, state.nodes)) state.setNodes([...now]);

  let cancel = (): void => undefined;
  const proceed = (): void => {
    const piece = new Map([...waiting].slice(0, CHUNK));
    for (const key of piece.keys()) waiting.delete(key);
    const { nodes, setNodes } = flow.getState();
    setNodes(
      nodes.map((node) => {
        const next = piece.get(node.id);
        // It may have been moved or selected in the meantime; only what it says is late.
        return next === undefined
          ? node
          : ({ ...node, ariaLabel: next.ariaLabel, data: next.data } as FlowNode);
      }),
    );
    if (waiting.size > 0) cancel = whenIdle(proceed);
  };
  if (waiting.size > 0) cancel = whenIdle(proceed);
  return () => cancel();
}

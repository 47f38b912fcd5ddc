import "@xyflow/react/dist/base.css";
import {
  Background,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from "@xyflow/react";
import { type MouseEvent, type RefObject, useCallback, useLayoutEffect, useMemo } from "react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { type OpenDocument, scopeKey } from "../state/types.ts";
import { useCanvas } from "./canvasContext.ts";
import { useDrag } from "./gestures/useDrag.ts";
import { InViewport } from "./InViewport.tsx";
import { nodeTypes } from "./nodes/nodeTypes.ts";
import { ConnectLine } from "./overlays/ConnectLine.tsx";
import { Guides } from "./overlays/Guides.tsx";
import { WHOLE_PADDING } from "./view/fit.ts";
import { type FlowEdge, type FlowNode, isLayerNode, noteIdOf } from "./view/flowTypes.ts";
import { type Distance, distanceAt, isAfar } from "./view/lod.ts";
import type { Seen } from "./view/sight.ts";
import { useKeepWhole } from "./view/useKeepWhole.ts";
import { WireLayer } from "./wires/WireLayer.tsx";

const PAN_BUTTONS = [1];
const MULTI_KEYS = ["Shift", "Control", "Meta"];
const FIT = { padding: WHOLE_PADDING, maxZoom: 1 } as const;
/** Above this, changing what nodes say takes longer than a frame. */
const MANY = 250;
/** Without movement for so long, the hand rests. */
const REST_MS = 120;
const ZOOM = { min: 0.05, max: 3 } as const;

interface FlowProps {
  readonly seen: Seen;
  readonly pane: RefObject<HTMLDivElement | null>;
}

/** React Flow as a view: it is given nodes and edges from outside and keeps nothing but positions during a drag. */
export function Flow({ seen, pane }: FlowProps) {
  const { tab } = seen;
  const t = useT();
  const { documents } = useServices();
  const { store, edits } = useCanvas();
  const flowStore = useStoreApi<FlowNode, FlowEdge>();
  const drag = useDrag();
  useView(tab, pane);
  useKeepWhole();

  // What it is called with may be older than what the tab has selected meanwhile, as when a tab comes to the front;
  // taken at its word, the two would chase each other for ever.
  const onSelectionChange = useCallback(
    () => select(flowStore.getState().nodes.filter(isSelected), { documents, store }),
    [documents, store, flowStore],
  );
  const onPaneClick = useCallback(() => {
    if ((documents.active()?.selection.edges.size ?? 0) > 0) documents.select({});
  }, [documents]);
  // React Flow leaves several selected when one of them is clicked; here that one stays.
  const onNodeClick = useCallback(
    (event: MouseEvent, clicked: FlowNode) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) return;
      const { nodes, unselectNodesAndEdges } = flowStore.getState();
      const others = nodes.filter((node) => node.selected === true && node.id !== clicked.id);
      if (others.length > 0) unselectNodesAndEdges({ nodes: others });
    },
    [flowStore],
  );
  const onNodeDoubleClick = useCallback(
    (_event: unknown, node: FlowNode) => {
      if (isLayerNode(node)) edits.open(node.data.view);
    },
    [edits],
  );
  const ariaLabelConfig = useMemo(
    () => ({
      "node.a11yDescription.default": t("canvas:aria.node"),
      "node.a11yDescription.keyboardDisabled": t("canvas:aria.node"),
    }),
    [t],
  );
  return (
    <ReactFlow<FlowNode, FlowEdge>
      aria-label={t("canvas:aria.graph")}
      ariaLabelConfig={ariaLabelConfig}
      nodeTypes={nodeTypes}
      minZoom={ZOOM.min}
      maxZoom={ZOOM.max}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      panOnDrag={PAN_BUTTONS}
      multiSelectionKeyCode={MULTI_KEYS}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      nodesConnectable={false}
      disableKeyboardA11y
      elevateNodesOnSelect={false}
      nodeDragThreshold={3}
      attributionPosition="bottom-left"
      onSelectionChange={onSelectionChange}
      onPaneClick={onPaneClick}
      onNodeDragStart={drag.onStart}
      onNodeDragStop={drag.onStop}
      onSelectionDragStart={drag.onSelectionStart}
      onSelectionDragStop={drag.onStop}
      onNodeClick={onNodeClick}
      onNodeDoubleClick={onNodeDoubleClick}
    >
      <Background gap={20} size={1.5} color="var(--canvas-dot)" />
      <InViewport>
        <WireLayer seen={seen} />
        <Guides />
        <ConnectLine />
      </InViewport>
    </ReactFlow>
  );
}

interface SelectPorts {
  readonly documents: ReturnType<typeof useServices>["documents"];
  readonly store: ReturnType<typeof useCanvas>["store"];
}

const isSelected = (node: FlowNode): boolean => node.selected === true;

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));

/** What was selected on the canvas becomes the selection of the tab; what lies inside expanded blocks stays here. */
function select(nodes: readonly FlowNode[], { documents, store }: SelectPorts): void {
  const tab = documents.active();
  if (tab === null) return;
  const depth = tab.scope.length + 1;
  const layers = nodes.filter(isLayerNode).map((node) => node.data.view);
  const own = layers.filter((view) => view.key.split("/").length === depth);
  const inner = new Set(layers.filter((view) => !own.includes(view)).map((view) => view.key));
  if (!sameSet(inner, store.getState().inner)) store.setState({ inner });
  const chosen = {
    nodes: new Set(own.map((view) => view.id)),
    notes: new Set(nodes.flatMap((node) => noteIdOf(node.id) ?? [])),
  };
  const { nodes: nodesNow, notes: notesNow } = tab.selection;
  if (!sameSet(chosen.nodes, nodesNow) || !sameSet(chosen.notes, notesNow)) documents.select(chosen);
}

/** Shows each scope where it was left, or whole; keeps the distance class and the remembered view up to date. */
function useView(tab: OpenDocument, pane: RefObject<HTMLDivElement | null>): void {
  const { documents } = useServices();
  const flow = useReactFlow();
  const flowStore = useStoreApi();
  const scope = scopeKey(tab.scope);

  useLayoutEffect(() => {
    const view = documents.tab(tab.id)?.views[scope];
    if (view === undefined) void flow.fitView(FIT);
    else void flow.setViewport(view);
  }, [documents, flow, tab.id, scope]);

  useLayoutEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined;
    let last: Viewport | null = null;
    const setDistance = (distance: Distance): void => {
      const element = pane.current;
      if (element === null || element.dataset.distance === distance) return;
      element.dataset.distance = distance;
      element.toggleAttribute("data-afar", isAfar(distance));
    };
    const follow = (): void => {
      const { transform, nodes } = flowStore.getState();
      const [x, y, zoom] = transform;
      if (last !== null && last.x === x && last.y === y && last.zoom === zoom) return;
      const first = last === null;
      last = { x, y, zoom };
      // Of very many nodes the words are laid out when the hand rests, not in the middle of a zoom.
      if (first || nodes.length < MANY) setDistance(distanceAt(zoom));
      clearTimeout(resting);
      resting = setTimeout(() => {
        setDistance(distanceAt(zoom));
        if (documents.active()?.id === tab.id) documents.setView({ x, y, zoom });
      }, REST_MS);
    };
    follow();
    const stop = flowStore.subscribe(follow);
    return () => {
      clearTimeout(resting);
      stop();
    };
  }, [documents, flowStore, pane, tab.id]);
}

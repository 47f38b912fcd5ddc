import { useStoreApi } from "@xyflow/react";
import { type PointerEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../../app/services.tsx";
import { chosenPath } from "../arrange/path.ts";
import { useCanvas } from "../canvasContext.ts";
import type { FlowEdge, FlowNode } from "../view/flowTypes.ts";
import type { Seen } from "../view/sight.ts";
import { useSelectedKeys } from "../view/useSelectedKeys.ts";
import { createCourses } from "./courses.ts";
import { followNodes } from "./followNodes.ts";
import { useSettledWires } from "./useSettledWires.ts";
import styles from "./Wire.module.css";
import { Wire, type WireState } from "./Wire.tsx";

/**
 * All wires in one picture below the nodes. React Flow would give each wire an element and three subscriptions of its
 * own; here only those whose node moves are touched, and while a node is dragged without drawing anything anew.
 */
export function WireLayer({ seen }: { readonly seen: Seen }) {
  const { store } = useCanvas();
  const { documents } = useServices();
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const layer = useRef<SVGSVGElement>(null);
  const { scene, instance, tab } = seen;
  const selectedNodes = useSelectedKeys(seen);
  const dropWire = useStore(store, (state) => state.dropWire);
  const moving = useStore(store, (state) => state.connect?.moving?.key ?? null);
  const rects = useMemo(() => new Map(scene.nodes.map(({ view, rect }) => [view.key, rect])), [scene.nodes]);
  const wires = useSettledWires(scene.wires, rects);
  const path = useMemo(() => chosenPath(scene.wires, selectedNodes), [scene.wires, selectedNodes]);
  const selected = useMemo(
    () => new Set([...tab.selection.edges].map((id) => [...instance, id].join("/"))),
    [tab.selection.edges, instance],
  );

  useLayoutEffect(
    () => (layer.current === null ? undefined : followNodes(layer.current, scene, flow)),
    [scene, flow],
  );

  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      const key = event.target.closest("[data-wire]")?.getAttribute("data-wire") ?? null;
      const wire = scene.wires.find((candidate) => candidate.key === key);
      if (wire === undefined) return;
      event.stopPropagation();
      const now = documents.active()?.selection;
      const several = event.shiftKey || event.ctrlKey || event.metaKey;
      if (!several || now === undefined) {
        documents.select({ edges: new Set([wire.id]) });
        return;
      }
      const edges = new Set(now.edges);
      if (!edges.delete(wire.id)) edges.add(wire.id);
      documents.select({ ...now, edges });
    },
    [documents, scene.wires],
  );

  const [courses] = useState(createCourses);
  const stateOf = (key: string): WireState => {
    if (key === dropWire) return "drop";
    if (key === moving) return "moving";
    if (selected.has(key)) return "selected";
    return path.has(key) ? "path" : "plain";
  };
  return (
    <svg ref={layer} className={`nopan ${styles.layer}`} aria-hidden="true" onPointerDown={onPointerDown}>
      {wires.map((wire) => {
        const course = courses(wire, rects);
        return course === null ? null : (
          <Wire
            key={wire.key}
            wire={wire}
            d={course.d}
            x={course.label.x}
            y={course.label.y}
            state={stateOf(wire.key)}
          />
        );
      })}
    </svg>
  );
}

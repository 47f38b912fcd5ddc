import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import type { Scene } from "../../../engine/targets/svg/scene.ts";
import { useUi } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import type { FlowEdge, FlowNode } from "../view/flowTypes.ts";
import { drawMap, MAP_SIZE, type MapFrame, mapFrame, windowIn } from "./minimapDrawing.ts";
import styles from "./overlays.module.css";

/**
 * The whole graph, small, and what of it is in the window. The nodes are painted on one element when they change; when
 * only the window moves, only its outline does. A drag moves the window.
 */
export function Minimap({ scene }: { readonly scene: Scene }) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const outline = useRef<HTMLDivElement>(null);
  const frame = useRef<MapFrame>({ scale: 1, x: 0, y: 0 });
  const flow = useReactFlow();
  const store = useStoreApi<FlowNode, FlowEdge>();
  const theme = useUi((settings) => settings.theme);

  useEffect(() => {
    void scene;
    void theme;
    let pending = 0;
    let stale = true;
    const paint = (): void => {
      pending = 0;
      const { nodes, transform, width, height } = store.getState();
      const context = canvas.current?.getContext("2d");
      if (stale && canvas.current !== null && context !== null && context !== undefined) {
        frame.current = mapFrame(nodes);
        drawMap(context, getComputedStyle(canvas.current), nodes, frame.current);
        stale = false;
      }
      const box = windowIn(frame.current, transform, width, height);
      outline.current?.style.setProperty("transform", `translate(${box.x}px, ${box.y}px)`);
      outline.current?.style.setProperty("width", `${box.width}px`);
      outline.current?.style.setProperty("height", `${box.height}px`);
    };
    const ask = (changed: boolean): void => {
      stale ||= changed;
      if (pending === 0) pending = requestAnimationFrame(paint);
    };
    ask(true);
    let last = store.getState();
    const stop = store.subscribe((state) => {
      const changed = state.nodes !== last.nodes;
      if (changed || state.transform !== last.transform || state.width !== last.width) ask(changed);
      last = state;
    });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const onTheme = (): void => ask(true);
    dark.addEventListener("change", onTheme);
    return () => {
      stop();
      dark.removeEventListener("change", onTheme);
      cancelAnimationFrame(pending);
    };
  }, [store, scene, theme]);

  const go = (event: PointerEvent): void => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined) return;
    const { scale, x, y } = frame.current;
    void flow.setCenter((event.clientX - box.left - x) / scale, (event.clientY - box.top - y) / scale, {
      zoom: flow.getZoom(),
    });
  };
  return (
    <div
      className={styles.minimap}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) go(event);
      }}
    >
      <canvas
        ref={canvas}
        style={MAP_SIZE}
        width={MAP_SIZE.width * devicePixelRatio}
        height={MAP_SIZE.height * devicePixelRatio}
        role="img"
        aria-label={t("canvas:minimap.label")}
      />
      <div ref={outline} className={styles.minimapWindow} />
    </div>
  );
}

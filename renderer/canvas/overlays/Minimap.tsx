import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import { bounds } from "../../../engine/targets/svg/metrics.ts";
import type { Rect, Scene } from "../../../engine/targets/svg/scene.ts";
import { useUi } from "../../app/services.tsx";
import { toneToken } from "../../glyphs/tone.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import type { FlowEdge, FlowNode } from "../view/flowTypes.ts";
import styles from "./overlays.module.css";

const SIZE = { width: 160, height: 104 } as const;
const MARGIN = 8;

interface Frame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** How the picture is scaled so that everything and the window are in it. */
function frameOf(box: Rect): Frame {
  const scale = Math.min(
    (SIZE.width - 2 * MARGIN) / Math.max(1, box.width),
    (SIZE.height - 2 * MARGIN) / Math.max(1, box.height),
  );
  return {
    scale,
    x: (SIZE.width - box.width * scale) / 2 - box.x * scale,
    y: (SIZE.height - box.height * scale) / 2 - box.y * scale,
  };
}

/**
 * The whole graph, small, and what of it is in the window. Painted on one element: a thousand nodes cost a thousand
 * rectangles once a frame at most, and nothing when neither nodes nor window move. A drag moves the window.
 */
export function Minimap({ scene }: { readonly scene: Scene }) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<Frame>({ scale: 1, x: 0, y: 0 });
  const flow = useReactFlow();
  const store = useStoreApi<FlowNode, FlowEdge>();
  const theme = useUi((settings) => settings.theme);

  useEffect(() => {
    void scene;
    void theme;
    let pending = 0;
    const paint = (): void => {
      pending = 0;
      const context = canvas.current?.getContext("2d");
      if (context === null || context === undefined || canvas.current === null) return;
      const { nodes, transform, width, height } = store.getState();
      const [panX, panY, zoom] = transform;
      const window: Rect = { x: -panX / zoom, y: -panY / zoom, width: width / zoom, height: height / zoom };
      const rects = nodes.map((node) => ({
        node,
        rect: { ...node.position, width: node.width ?? 0, height: node.height ?? 0 },
      }));
      frame.current = frameOf(bounds([window, ...rects.map(({ rect }) => rect)]) ?? window);
      drawMap(context, canvas.current, rects, window, frame.current);
    };
    const ask = (): void => {
      if (pending === 0) pending = requestAnimationFrame(paint);
    };
    ask();
    let last = store.getState();
    const stop = store.subscribe((state) => {
      if (state.transform !== last.transform || state.nodes !== last.nodes || state.width !== last.width)
        ask();
      last = state;
    });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", ask);
    return () => {
      stop();
      dark.removeEventListener("change", ask);
      cancelAnimationFrame(pending);
    };
  }, [store, scene, theme]);

  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = frame.current;
    void flow.setCenter((event.clientX - box.left - x) / scale, (event.clientY - box.top - y) / scale, {
      zoom: flow.getZoom(),
    });
  };
  return (
    <canvas
      ref={canvas}
      className={styles.minimap}
      style={SIZE}
      width={SIZE.width * devicePixelRatio}
      height={SIZE.height * devicePixelRatio}
      role="img"
      aria-label={t("canvas:minimap.label")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) go(event);
      }}
    />
  );
}

interface MapNode {
  readonly node: FlowNode;
  readonly rect: Rect;
}

function drawMap(
  context: CanvasRenderingContext2D,
  element: HTMLElement,
  nodes: readonly MapNode[],
  window: Rect,
  { scale, x, y }: Frame,
): void {
  const style = getComputedStyle(element);
  const colours = new Map<string, string>();
  const colour = (token: string): string => {
    const known = colours.get(token);
    if (known !== undefined) return known;
    const value = style.getPropertyValue(token);
    colours.set(token, value);
    return value;
  };
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, SIZE.width, SIZE.height);
  for (const { node, rect } of nodes) {
    const outline = node.type === "group" || node.type === "frame";
    const token = node.type === "layer" ? toneToken(node.data.view.tone) : "--text-3";
    const place = [rect.x * scale + x, rect.y * scale + y, rect.width * scale, rect.height * scale] as const;
    context.globalAlpha = node.selected === true ? 1 : 0.55;
    if (outline) {
      context.strokeStyle = colour("--line");
      context.strokeRect(...place);
    } else {
      context.fillStyle = colour(node.selected === true ? "--accent" : token);
      context.fillRect(place[0], place[1], Math.max(1, place[2]), Math.max(1, place[3]));
    }
  }
  context.globalAlpha = 1;
  context.strokeStyle = colour("--accent");
  context.lineWidth = 1.2;
  context.strokeRect(window.x * scale + x, window.y * scale + y, window.width * scale, window.height * scale);
}

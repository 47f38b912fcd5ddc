/** What the minimap shows, in its own pixels. */
import { bounds } from "../../../engine/targets/svg/metrics.ts";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { toneToken } from "../../glyphs/tone.ts";
import type { FlowNode } from "../view/flowTypes.ts";

export const MAP_SIZE = { width: 160, height: 104 } as const;
const MARGIN = 10;

/** From canvas coordinates to the map's. */
export interface MapFrame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const rectOf = (node: FlowNode): Rect => ({
  ...node.position,
  width: node.width ?? 0,
  height: node.height ?? 0,
});

export function mapFrame(nodes: readonly FlowNode[]): MapFrame {
  const box = bounds(nodes.map(rectOf)) ?? { x: 0, y: 0, width: 800, height: 500 };
  const scale = Math.min(
    (MAP_SIZE.width - 2 * MARGIN) / Math.max(400, box.width),
    (MAP_SIZE.height - 2 * MARGIN) / Math.max(250, box.height),
  );
  return {
    scale,
    x: (MAP_SIZE.width - box.width * scale) / 2 - box.x * scale,
    y: (MAP_SIZE.height - box.height * scale) / 2 - box.y * scale,
  };
}

/** The window on the map, cut off at the map's edge. */
export function windowIn(
  { scale, x, y }: MapFrame,
  [panX, panY, zoom]: readonly [number, number, number],
  width: number,
  height: number,
): Rect {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const left = clamp((-panX / zoom) * scale + x, MAP_SIZE.width);
  const top = clamp((-panY / zoom) * scale + y, MAP_SIZE.height);
  return {
    x: left,
    y: top,
    width: clamp(((width - panX) / zoom) * scale + x, MAP_SIZE.width) - left,
    height: clamp(((height - panY) / zoom) * scale + y, MAP_SIZE.height) - top,
  };
}

export function drawMap(
  context: CanvasRenderingContext2D,
  style: CSSStyleDeclaration,
  nodes: readonly FlowNode[],
  { scale, x, y }: MapFrame,
): void {
  const colours = new Map<string, string>();
  const colour = (token: string): string => {
    const value = colours.get(token) ?? style.getPropertyValue(token);
    colours.set(token, value);
    return value;
  };
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, MAP_SIZE.width, MAP_SIZE.height);
  for (const node of nodes) {
    const rect = rectOf(node);
    const left = rect.x * scale + x;
    const top = rect.y * scale + y;
    const width = Math.max(1, rect.width * scale);
    const height = Math.max(1, rect.height * scale);
    const selected = node.selected === true;
    context.globalAlpha = selected ? 1 : 0.6;
    if (node.type === "zone" || node.type === "frame") {
      context.strokeStyle = colour(selected ? "--accent" : "--text-3");
      context.strokeRect(left, top, width, height);
    } else {
      const token = node.type === "layer" ? toneToken(node.data.view.tone) : "--text-3";
      context.fillStyle = colour(selected ? "--accent" : token);
      context.fillRect(left, top, width, height);
    }
  }
  context.globalAlpha = 1;
}

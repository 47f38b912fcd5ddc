/** Colouring by cost: how much of the largest each node has. */
import type { NodeView, PlacedNode } from "../../../engine/targets/svg/scene.ts";
import type { HeatView } from "../../state/uiSettings.ts";

export const heatValue = (view: NodeView, heat: Exclude<HeatView, "off">): number => {
  if (heat === "params") return view.params;
  return heat === "macs" ? view.macs : view.activationBytes;
};

export interface Heat {
  readonly most: number;
  /** 0 to 1, by node key; nodes that cost nothing are absent. */
  readonly levels: ReadonlyMap<string, number>;
}

/** Levels over four decades, so that small costs still show beside a dense layer that has nearly all of it. */
const DECADES = 4;

export function heatOf(nodes: readonly PlacedNode[], heat: Exclude<HeatView, "off">): Heat {
  const leaves = nodes.filter(({ view }) => !view.expanded);
  const most = leaves.reduce((max, { view }) => Math.max(max, heatValue(view, heat)), 0);
  const levels = new Map<string, number>();
  for (const { view } of leaves) {
    const value = heatValue(view, heat);
    if (value <= 0) continue;
    const level = 1 + Math.log10(value / most) / DECADES;
    levels.set(view.key, Math.round(Math.max(0.04, level) * 100) / 100);
  }
  return { most, levels };
}

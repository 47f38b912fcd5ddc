/** Keeps wires at their nodes while nodes are dragged: straight to the elements, without drawing the layer anew. */
import type { useStoreApi } from "@xyflow/react";
import type { Rect, Scene, WireView } from "../../../engine/targets/svg/scene.ts";
import { courseOf } from "../../../engine/targets/svg/wireMarkup.ts";
import type { FlowEdge, FlowNode } from "../view/flowTypes.ts";

type FlowStore = ReturnType<typeof useStoreApi<FlowNode, FlowEdge>>;

function setCourse(group: Element, wire: WireView, rects: ReadonlyMap<string, Rect>): void {
  const course = courseOf(wire, rects);
  if (course === null) return;
  if (wire.link !== null) group.setAttribute("d", course.d);
  for (const path of group.querySelectorAll("path")) path.setAttribute("d", course.d);
  group.querySelector("g")?.setAttribute("transform", `translate(${course.label.x} ${course.label.y})`);
}

/** Returns what stops it. Wires are found by the nodes that they join, so that a drag touches no others. */
export function followNodes(layer: SVGSVGElement, { nodes, wires }: Scene, flow: FlowStore): () => void {
  const wiresOf = new Map<string, WireView[]>();
  for (const wire of wires) {
    for (const key of [wire.from, wire.to]) wiresOf.set(key, [...(wiresOf.get(key) ?? []), wire]);
  }
  const rects = new Map(nodes.map(({ view, rect }) => [view.key, rect]));
  const elements = new Map<string, Element>();
  const elementOf = (wire: WireView): Element | null => {
    const known = elements.get(wire.key);
    if (known !== undefined) return known;
    const name = wire.link === null ? "data-wire" : "data-wire-link";
    const found = layer.querySelector(`[${name}="${CSS.escape(wire.key)}"]`);
    if (found !== null) elements.set(wire.key, found);
    return found;
  };
  let last = flow.getState().nodes;
  return flow.subscribe(({ nodes: now }) => {
    if (now === last) return;
    last = now;
    const touched = new Set<WireView>();
    for (const node of now) {
      const rect = rects.get(node.id);
      if (rect === undefined || (rect.x === node.position.x && rect.y === node.position.y)) continue;
      rects.set(node.id, { ...rect, ...node.position });
      for (const wire of wiresOf.get(node.id) ?? []) touched.add(wire);
    }
    for (const wire of touched) {
      const element = elementOf(wire);
      if (element !== null) setCourse(element, wire, rects);
    }
  });
}

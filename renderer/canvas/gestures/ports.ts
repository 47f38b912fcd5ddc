/** From what is under the pointer to ports. */
import type { NodeView } from "../../../engine/targets/svg/scene.ts";
import type { PortRef } from "../canvasStore.ts";
import type { Outlook } from "../edits/judge.ts";
import type { Sight } from "../view/sight.ts";

const keyAt = (element: Element): string | null =>
  element.closest(".react-flow__node")?.getAttribute("data-id") ?? null;

/** The port whose dot this is. */
export function portOfElement(element: Element, sight: Sight): PortRef | null {
  const dot = element.closest("[data-port]");
  const key = keyAt(element);
  if (dot === null || key === null) return null;
  const view = sight.node(key)?.view;
  if (view === undefined) return null;
  return {
    key,
    scope: view.scope,
    node: view.id,
    port: dot.getAttribute("data-port") ?? "",
    slot: Number(dot.getAttribute("data-slot") ?? 0),
    direction: dot.getAttribute("data-direction") === "out" ? "out" : "in",
  };
}

/** All ports of a node in one direction; free ones first, so that a wire dropped on a node replaces nothing needlessly. */
export function portsOf(view: NodeView, direction: "in" | "out"): readonly PortRef[] {
  const ports = direction === "in" ? view.inputs : view.outputs;
  const refs = ports.map((port) => ({
    key: view.key,
    scope: view.scope,
    node: view.id,
    port: port.name,
    slot: port.slot,
    direction,
    connected: port.connected,
  }));
  const ordered =
    direction === "in" ? [...refs].sort((a, b) => Number(a.connected) - Number(b.connected)) : refs;
  return ordered.map(({ connected: _, ...ref }) => ref);
}

export const opposite = (direction: "in" | "out"): "in" | "out" => (direction === "in" ? "out" : "in");

export interface Target extends Outlook {
  readonly port: PortRef;
  /** Why no wire can go there. */
  readonly refusal: string | null;
}

/** What a loose end over `element` would connect with: the port itself, or the first port of the node that fits. */
export function targetAt(
  element: Element | null,
  from: PortRef,
  sight: Sight,
  judge: (from: PortRef, to: PortRef) => Omit<Target, "port">,
): Target | null {
  if (element === null) return null;
  const port = portOfElement(element, sight);
  if (port !== null) {
    if (port.key === from.key && port.direction === from.direction && port.port === from.port) return null;
    return { port, ...judge(from, port) };
  }
  const key = keyAt(element);
  const view = key === null || key === from.key ? undefined : sight.node(key)?.view;
  // The inside of an expanded block is empty canvas: its frame is caught at its ports only.
  if (view === undefined || view.expanded) return null;
  const candidates = portsOf(view, opposite(from.direction)).map((candidate) => ({
    port: candidate,
    ...judge(from, candidate),
  }));
  const allowed = candidates.filter(({ refusal }) => refusal === null);
  return allowed.find(({ doubt }) => doubt === null) ?? allowed[0] ?? candidates[0] ?? null;
}

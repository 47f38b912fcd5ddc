/** Drawing a wire with the pointer: from a port, or taking an existing wire off one of its ends. */
import type { WireView } from "../../../engine/targets/svg/scene.ts";
import type { CanvasStore, ConnectGesture, PortRef } from "../canvasStore.ts";
import type { Edits } from "../edits/edits.ts";
import type { Foresee, Judge } from "../edits/judge.ts";
import type { Point, Sight } from "../view/sight.ts";
import { portOfElement, type Target, targetAt } from "./ports.ts";

export interface ConnectPorts {
  readonly store: CanvasStore;
  readonly sight: Sight;
  readonly edits: Edits;
  readonly judge: Judge;
  readonly foresee: Foresee;
}

const CLICK_DISTANCE = 4;

const refOf = (wire: WireView, end: "from" | "to", sight: Sight): PortRef | null => {
  const view = sight.node(wire[end])?.view;
  if (view === undefined) return null;
  return {
    key: view.key,
    scope: view.scope,
    node: view.id,
    port: end === "from" ? wire.fromPort : wire.toPort,
    slot: end === "from" ? 0 : wire.slot,
    direction: end === "from" ? "out" : "in",
  };
};

/** The wire that ends at a taken input, which a drag takes off. */
function wireInto(port: PortRef, sight: Sight): WireView | null {
  if (port.direction === "out") return null;
  const wires = sight.seen()?.scene.wires ?? [];
  return (
    wires.find(
      (wire) =>
        wire.to === port.key && wire.toPort === port.port && wire.slot === port.slot && wire.link === null,
    ) ?? null
  );
}

interface Start {
  readonly from: PortRef;
  readonly moving: WireView | null;
}

/** What a press on a port begins: a new wire, or moving the one that is there. */
export function startAtPort(element: Element, sight: Sight): Start | null {
  const port = portOfElement(element, sight);
  if (port === null) return null;
  const moving = wireInto(port, sight);
  const other = moving === null ? null : refOf(moving, "from", sight);
  return other === null ? { from: port, moving: null } : { from: other, moving };
}

/** What a drag of a wire near one of its ends begins: that end comes loose. */
export function startAtWire(wire: WireView, near: "from" | "to", sight: Sight): Start | null {
  const kept = refOf(wire, near === "from" ? "to" : "from", sight);
  return kept === null || wire.link !== null ? null : { from: kept, moving: wire };
}

/** Runs the gesture until the pointer is released or Escape is pressed. `press` is where it began on the screen. */
export function runConnect(start: Start, press: PointerEvent, ports: ConnectPorts): void {
  const { store, sight, edits, judge, foresee } = ports;
  const moving = start.moving === null ? null : { id: start.moving.id, key: start.moving.key };
  // Judging follows the wires of the whole graph; each pair is judged once in a gesture.
  const verdicts = new Map<string, Omit<Target, "port">>();
  const judgeOnce = (from: PortRef, to: PortRef): Omit<Target, "port"> => {
    const pair = `${to.key} ${to.direction} ${to.port} ${to.slot}`;
    const known = verdicts.get(pair);
    if (known !== undefined) return known;
    const refusal = judge(from, to, moving?.id ?? null);
    // A wire that only changes its place at a node brings nothing new.
    const same = start.moving !== null && (start.moving.to === to.key || start.moving.from === to.key);
    const outlook = refusal === null && !same ? foresee(from, to) : { doubt: null, result: null };
    const verdict = { refusal, ...outlook };
    verdicts.set(pair, verdict);
    return verdict;
  };
  let begun = false;
  let target: Target | null = null;

  const show = (screen: Point): void => {
    const gesture: ConnectGesture = {
      from: start.from,
      moving,
      at: sight.toCanvas(screen),
      screen,
      target: target?.port ?? null,
      refusal: target?.refusal ?? null,
      doubt: target?.doubt ?? null,
      result: target?.result ?? null,
    };
    store.setState({ connect: gesture });
  };
  const onMove = (event: PointerEvent): void => {
    const screen = { x: event.clientX, y: event.clientY };
    const moved = Math.hypot(screen.x - press.clientX, screen.y - press.clientY);
    if (!begun && moved < CLICK_DISTANCE) return;
    begun = true;
    target = targetAt(document.elementFromPoint(screen.x, screen.y), start.from, sight, judgeOnce);
    show(screen);
  };
  const end = (): void => {
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", end);
    window.removeEventListener("keydown", onKeyDown, true);
    store.setState({ connect: null });
  };
  const onUp = (event: PointerEvent): void => {
    end();
    if (!begun) return;
    const screen = { x: event.clientX, y: event.clientY };
    const over = document.elementFromPoint(screen.x, screen.y);
    if (target !== null) {
      if (target.refusal !== null) return;
      const done = edits.connect(start.from, target.port, moving?.id ?? null);
      const reader = start.from.direction === "out" ? target.port : start.from;
      if (done && target.doubt !== null) requestAnimationFrame(() => store.showProblems(reader.key));
      return;
    }
    if (over?.closest(".react-flow") === null || over === null) return;
    if (moving !== null) edits.disconnect(start.from.scope, [moving.id]);
    else
      store.setState({
        quickAdd: { screen, at: sight.toCanvas(screen), from: start.from, wire: null, after: null },
      });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    end();
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", end);
  window.addEventListener("keydown", onKeyDown, true);
}

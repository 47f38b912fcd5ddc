/** Adding nodes: at a place, behind the selection, at a loose wire, onto a wire. */
import { edgesOutOf, graphOf } from "../../../engine/document/graph.ts";
import type { Scope } from "../../../engine/document/types.ts";
import { nodeSize, type Size } from "../../../engine/targets/svg/metrics.ts";
import type { PlacedNode, Rect } from "../../../engine/targets/svg/scene.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";
import type { Density } from "../../state/uiSettings.ts";
import { flowOf, freePlace, placeAfter } from "../arrange/place.ts";
import type { PortRef } from "../canvasStore.ts";
import type { Point, Seen, Sight } from "../view/sight.ts";
import { type Addable, type AddablePorts, addablePorts, prepare } from "./addable.ts";
import { call, type Dispatcher } from "./dispatch.ts";
import { scopeAt, toDocument } from "./places.ts";

export interface AddPlace {
  /** Upper left corner in canvas coordinates; absent: behind what it is connected with, or in the middle. */
  readonly at?: Point | null;
  /** The loose end it is connected with. */
  readonly from?: PortRef | null;
  /** Key of the wire it is put into. */
  readonly wire?: string | null;
}

export interface AddPorts {
  readonly sight: Sight;
  readonly dispatcher: Dispatcher;
  readonly newId: () => string;
  readonly density: () => Density;
}

const portViews = (names: readonly string[]) => names.map((name) => ({ name, slot: 0, connected: false }));

export function addableSize(ports: AddablePorts, item: Addable, density: Density): Size {
  return nodeSize(
    {
      type: item.type === "port" ? "port" : "layer",
      inputs: portViews(ports.inputs),
      outputs: portViews(ports.outputs),
    },
    density,
  );
}

const rectsIn = (seen: Seen, scope: Scope): readonly Rect[] =>
  seen.scene.nodes.filter(({ view }) => view.scope === scope).map(({ rect }) => rect);

function flowIn(seen: Seen, sight: Sight): "right" | "down" {
  const rects = sight.rects();
  return flowOf(
    seen.scene.wires.flatMap((wire) => {
      const from = rects.get(wire.from);
      const to = rects.get(wire.to);
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  );
}

/** A layer that may stand once only, or a port outside a block, is refused by the command with its reason. */
export function createAdding({ sight, dispatcher, newId, density }: AddPorts) {
  const middle = (seen: Seen, size: Size): Point => {
    const { x, y, width, height } = sight.visible();
    const wanted = { x: x + (width - size.width) / 2, y: y + (height - size.height) / 2 };
    return freePlace(wanted, size, rectsIn(seen, seen.scope));
  };

  /** The call that wires a new node to a loose end, where one of its ports can take it. */
  const wireTo = (from: PortRef, id: string, ports: AddablePorts): readonly CommandCall[] => {
    const [input] = ports.inputs;
    const [output] = ports.outputs;
    const { scope } = from;
    if (from.direction === "out" && input !== undefined) {
      return [call("connect", { scope, from: from.node, fromPort: from.port, to: id, toPort: input })];
    }
    if (from.direction === "in" && output !== undefined) {
      return [call("connect", { scope, from: id, fromPort: output, to: from.node, toPort: from.port })];
    }
    return [];
  };

  const beside = (seen: Seen, placed: PlacedNode, size: Size, direction: "in" | "out"): Point => {
    const flow = flowIn(seen, sight);
    const taken = rectsIn(seen, placed.view.scope);
    if (direction === "out") return placeAfter(placed.rect, size, flow, taken);
    const { x, y, height } = placed.rect;
    const before =
      flow === "right"
        ? { x: x - size.width - 96, y: y + (height - size.height) / 2 }
        : { x, y: y - size.height - 56 };
    return freePlace(before, size, taken);
  };

  const keyIn = (scope: Scope, id: string, beside: PlacedNode | null): string => {
    const inside = beside?.view.scope === scope ? beside.view.key.split("/").slice(0, -1) : null;
    return inside === null ? sight.keyOf(id) : [...inside, id].join("/");
  };

  /** Adds one node and selects it. */
  const add = (item: Addable, { at = null, from = null, wire = null }: AddPlace = {}): boolean => {
    const seen = sight.seen();
    if (seen === null) return false;
    const document = seen.tab.history.present;
    const ports = addablePorts(item, document);
    const size = addableSize(ports, item, density());
    const id = newId();
    const { calls, node } = prepare(item, document, id, newId);
    const onto = wire === null ? null : sight.wire(wire);
    if (onto !== null && onto.link === null && ports.inputs.length > 0 && ports.outputs.length > 0) {
      // Between its neighbours, which make room, and not where exactly it was dropped.
      const insert = call("insert-on-edge", { scope: onto.scope, edge: onto.id, node });
      const done = dispatcher.runAndSelectNew(onto.scope, [...calls, insert]);
      if (done) sight.reveal(keyIn(onto.scope, id, sight.node(onto.from)));
      return done;
    }
    const placed = from === null ? null : sight.node(from.key);
    const corner =
      at ??
      (placed === null || from === null ? middle(seen, size) : beside(seen, placed, size, from.direction));
    const scope = from?.scope ?? (at === null ? seen.scope : scopeAt(seen.scene, seen.scope, at));
    const wires = from === null ? [] : wireTo(from, id, ports);
    const addCall = call("add-node", { scope, node, at: toDocument(seen.scene, scope, corner) });
    const done = dispatcher.runAndSelectNew(scope, [...calls, addCall, ...wires]);
    if (done) sight.reveal(keyIn(scope, id, placed));
    return done;
  };

  /** Behind a node: before what reads it now, or at the end of its chain. */
  const addAfter = (item: Addable, after: PlacedNode): boolean => {
    const seen = sight.seen();
    if (seen === null) return false;
    const document = seen.tab.history.present;
    const { view } = after;
    const ports = addablePorts(item, document);
    const [output] = view.outputs;
    if (output === undefined || ports.inputs.length === 0) return add(item);
    const readers = edgesOutOf(graphOf(document, view.scope), view.id, output.name);
    if (readers.length === 0 || ports.outputs.length === 0) {
      const from: PortRef = {
        key: view.key,
        scope: view.scope,
        node: view.id,
        port: output.name,
        slot: 0,
        direction: "out",
      };
      return add(item, { from });
    }
    const id = newId();
    const { calls, node } = prepare(item, document, id, newId);
    const insert = call("insert-after", { scope: view.scope, after: view.id, port: output.name, node });
    const done = dispatcher.runAndSelectNew(view.scope, [...calls, insert]);
    if (done) sight.reveal(keyIn(view.scope, id, after));
    return done;
  };

  return { add, addAfter };
}

/** Calls of document commands; the one place where fixes name their arguments, which the compiler checks. */
import { callOf } from "../../document/commands/index.ts";
import { edgesInto, graphOf } from "../../document/graph.ts";
import { idsOf } from "../../document/ids.ts";
import type { Edge, GraphDocument, NodeId, Position, Scope } from "../../document/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import type { ParamValue } from "../../layers/param.ts";
import type { CommandCall } from "../../tensor/problem.ts";
import type { NewLayer } from "./change.ts";

type Params = Readonly<Record<string, ParamValue>>;
export interface Place {
  readonly document: GraphDocument;
  readonly scope: Scope;
}

const newLayer = (kind: LayerKind, params: Params = {}, id?: NodeId) => ({
  type: "layer" as const,
  kind,
  params,
  ...(id === undefined ? {} : { id }),
});

/** A layer in front of the wire in the place `index` of a port, counted among the wires that are there. */
export function insertBefore(
  { document, scope }: Place,
  to: NodeId,
  toPort: string,
  index: number,
  { kind, params, stored = {} }: NewLayer,
): CommandCall {
  const slot = edgesInto(graphOf(document, scope), to, toPort)[index]?.slot ?? 0;
  return callOf("insert-before-port", {
    scope,
    to,
    toPort,
    slot,
    node: newLayer(kind, { ...params, ...stored }),
  });
}

/** A layer behind an output, in front of all that reads it. */
export const insertAfter = (scope: Scope, after: NodeId, port: string, kind: LayerKind): CommandCall =>
  callOf("insert-after", { scope, after, port, node: newLayer(kind) });

export const addLayer = (
  scope: Scope,
  kind: LayerKind,
  params: Params,
  id?: NodeId,
  at?: Position,
): CommandCall =>
  callOf("add-node", { scope, node: newLayer(kind, params, id), ...(at === undefined ? {} : { at }) });

/** A wire that is at a single port already gives way. */
export const connect = (scope: Scope, wire: Pick<Edge, "from" | "fromPort" | "to" | "toPort">): CommandCall =>
  callOf("connect", { scope, from: wire.from, fromPort: wire.fromPort, to: wire.to, toPort: wire.toPort });

/** What came before a removed layer feeds what came after it. */
export const removeNodes = (scope: Scope, ids: readonly NodeId[], bridge = true): CommandCall =>
  callOf("remove-nodes", { scope, ids: [...ids], bridge });

export const setParams = (scope: Scope, ids: readonly NodeId[], params: Params): CommandCall =>
  callOf("set-params", { scope, ids: [...ids], params });

/** Arguments of blocks. */
export const setArgs = (scope: Scope, ids: readonly NodeId[], args: Params): CommandCall =>
  callOf("set-args", { scope, ids: [...ids], args });

export const rename = (scope: Scope, id: NodeId, name: string): CommandCall =>
  callOf("rename", { scope, id, name });

export const replaceLayer = (scope: Scope, id: NodeId, kind: LayerKind, params: Params): CommandCall =>
  callOf("replace-node", { scope, id, node: newLayer(kind, params) });

export const setRepeat = (scope: Scope, id: NodeId, repeat: number): CommandCall =>
  callOf("set-repeat", { scope, id, repeat });

export const setBatchSize = (batchSize: number): CommandCall =>
  callOf("set-training", { training: { batchSize } });

/** An id for a node that later calls of the same fix speak of; the same document gives the same id. */
export function unusedId(document: GraphDocument, stem: string): NodeId {
  const taken = idsOf(document);
  let count = 1;
  while (taken.has(`${stem}${count}`)) count++;
  return `${stem}${count}`;
}

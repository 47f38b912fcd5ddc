/** Whether two ports may be wired, with the reason in the person's language. */

import { removeEdges } from "../../../engine/document/commands/edits.ts";
import { judgeConnection } from "../../../engine/document/commands/wires.ts";
import type { GraphDocument, Scope } from "../../../engine/document/types.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import type { PortRef } from "../canvasStore.ts";

/** `moving` is the id of the wire that would be taken off its other end. Null where it fits. */
export type Judge = (from: PortRef, to: PortRef, moving: string | null) => string | null;

export interface JudgeWords {
  readonly sameDirection: (direction: "in" | "out") => string;
  readonly otherGraph: string;
  readonly problem: (problem: Problem) => string;
}

export const ordered = (a: PortRef, b: PortRef): { readonly from: PortRef; readonly to: PortRef } =>
  a.direction === "out" ? { from: a, to: b } : { from: b, to: a };

const without = (document: GraphDocument, scope: Scope, edge: string | null): GraphDocument =>
  edge === null ? document : removeEdges(document, scope, new Set([edge]));

export function createJudge(document: () => GraphDocument | null, words: () => JudgeWords): Judge {
  return (a, b, moving) => {
    const present = document();
    if (present === null) return null;
    if (a.direction === b.direction) return words().sameDirection(a.direction);
    if (a.scope !== b.scope) return words().otherGraph;
    const { from, to } = ordered(a, b);
    const wish = { from: from.node, fromPort: from.port, to: to.node, toPort: to.port };
    const reason = judgeConnection(without(present, a.scope, moving), a.scope, wish, true);
    return reason === null ? null : words().problem(reason);
  };
}

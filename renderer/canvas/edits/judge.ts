/** Whether two ports may be wired, with the reason in the person's language. */

import { canConnect } from "../../../engine/analysis/connection.ts";
import type { Analysis } from "../../../engine/analysis/types.ts";
import { removeEdges } from "../../../engine/document/commands/edits.ts";
import { judgeConnection } from "../../../engine/document/commands/wires.ts";
import type { GraphDocument, Scope } from "../../../engine/document/types.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import type { Shape } from "../../../engine/tensor/shape.ts";
import type { PortRef } from "../canvasStore.ts";

/** `moving` is the id of the wire that would be taken off its other end. Null where it may be made. */
export type Judge = (from: PortRef, to: PortRef, moving: string | null) => string | null;

/** What a wire that may be made would bring. */
export interface Outlook {
  /** Why its shape does not fit yet: it is made all the same, and the problem offers its fixes. */
  readonly doubt: string | null;
  /** What the target would put out. */
  readonly result: Shape | null;
}
export type Foresee = (from: PortRef, to: PortRef) => Outlook;

export interface JudgePorts {
  readonly document: () => GraphDocument | null;
  readonly analysis: () => Analysis | null;
  readonly words: () => JudgeWords;
}

export interface JudgeWords {
  readonly sameDirection: (direction: "in" | "out") => string;
  readonly otherGraph: string;
  readonly problem: (problem: Problem) => string;
}

export const ordered = (a: PortRef, b: PortRef): { readonly from: PortRef; readonly to: PortRef } =>
  a.direction === "out" ? { from: a, to: b } : { from: b, to: a };

const without = (document: GraphDocument, scope: Scope, edge: string | null): GraphDocument =>
  edge === null ? document : removeEdges(document, scope, new Set([edge]));

const wishOf = (a: PortRef, b: PortRef) => {
  const { from, to } = ordered(a, b);
  return { from: from.node, fromPort: from.port, to: to.node, toPort: to.port };
};

export function createJudge({ document, words }: JudgePorts): Judge {
  return (a, b, moving) => {
    const present = document();
    if (present === null) return null;
    if (a.direction === b.direction) return words().sameDirection(a.direction);
    if (a.scope !== b.scope) return words().otherGraph;
    const reason = judgeConnection(without(present, a.scope, moving), a.scope, wishOf(a, b), true);
    return reason === null ? null : words().problem(reason);
  };
}

/** Only for wires that the judge lets pass. */
export function createForesight({ document, analysis, words }: JudgePorts): Foresee {
  return (a, b) => {
    const present = document();
    const derived = analysis();
    if (present === null || derived === null) return { doubt: null, result: null };
    // The key of a node names the blocks that it stands in, from the top graph inwards.
    const instance = a.key.split("/").slice(0, -1);
    const { refusal, to } = canConnect(present, derived, a.scope, wishOf(a, b), { instance });
    return { doubt: refusal === undefined ? null : words().problem(refusal), result: to ?? null };
  };
}

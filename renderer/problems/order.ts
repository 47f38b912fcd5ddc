/** The problems of a network as a list: errors first, each part in the order of flow. */
import type { NodeId } from "../../engine/document/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";

export interface ProblemGroup {
  readonly severity: Problem["severity"];
  readonly problems: readonly Problem[];
}

export function groupsOf(problems: readonly Problem[]): readonly ProblemGroup[] {
  const of = (severity: Problem["severity"]): readonly Problem[] =>
    problems.filter((problem) => problem.severity === severity);
  return (["error", "warning"] as const)
    .map((severity) => ({ severity, problems: of(severity) }))
    .filter((group) => group.problems.length > 0);
}

/** Ids from the top graph inwards of the node that is meant; null where it is the network as a whole. */
export function originIn({ values }: Problem): readonly NodeId[] | null {
  const origin = String(values.origin ?? "");
  return origin === "" ? null : origin.split("/");
}

/** What tells one problem from the others, also after an edit elsewhere. */
export const problemKey = ({ path, code, port, message }: Problem): string =>
  `${path} ${code} ${port ?? ""} ${message}`;

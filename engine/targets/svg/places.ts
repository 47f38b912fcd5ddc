/** Which problem belongs to which node of the open graph. */
import type { GraphNode } from "../../document/types.ts";
import type { Problem } from "../../tensor/problem.ts";
import { pathIn } from "./graphPlace.ts";
import type { ProblemView, Words } from "./scene.ts";

/** The wires of a variadic port that a problem sets against each other, as `merge` layers name them. */
function slotsOf(problem: Problem): readonly number[] | null {
  const { slotA, slotB } = problem.values;
  return typeof slotA === "number" && typeof slotB === "number" ? [slotA, slotB] : null;
}

function viewOf(problem: Problem, inside: boolean, words: Words): ProblemView {
  const slots = slotsOf(problem);
  return {
    severity: problem.severity,
    code: problem.code,
    ...(problem.port === undefined || inside ? {} : { port: problem.port }),
    ...(slots === null || inside ? {} : { slots }),
    ...words.problem(problem),
    source: problem,
  };
}

function groupByPath(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.path);
    if (group === undefined) groups.set(problem.path, [problem]);
    else group.push(problem);
  }
  return groups;
}

/**
 * Problems by node id, each reason once. A layer's problem has its path; a block also answers for all that lies
 * inside. `prefix` is the path of the open instance, "" at the top.
 */
export function problemsByNode(
  nodes: readonly GraphNode[],
  prefix: string,
  problems: readonly Problem[],
  words: Words,
): ReadonlyMap<string, readonly ProblemView[]> {
  const byNode = new Map<string, readonly ProblemView[]>();
  if (problems.length === 0) return byNode;
  const byPath = groupByPath(problems);
  for (const node of nodes) {
    const path = pathIn(prefix, node);
    const own = byPath.get(path) ?? [];
    const inside =
      node.type === "block" ? problems.filter((problem) => problem.path.startsWith(`${path}.`)) : [];
    const found = new Map<string, ProblemView>();
    for (const problem of own) found.set(problem.code + problem.message, viewOf(problem, false, words));
    for (const problem of inside) found.set(problem.code + problem.message, viewOf(problem, true, words));
    if (found.size > 0) byNode.set(node.id, [...found.values()]);
  }
  return byNode;
}

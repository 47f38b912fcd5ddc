/** Whether a node is muted, how often a block repeats, whether its definition can be expanded here. */
import type { ExpressionScope } from "../document/expression/evaluate.ts";
import { expressionProblem } from "../document/expression/index.ts";
import type { ExpressionResult, ExpressionValue } from "../document/expression/types.ts";
import { blockOf } from "../document/graph.ts";
import { showValue } from "../document/params.ts";
import type { BlockDefinition, BlockNode, GraphDocument, LayerNode } from "../document/types.ts";
import { isExpression } from "../layers/param.ts";
import { LIMITS } from "../tensor/limits.ts";
import type { Evaluate } from "./arguments.ts";
import { type Instance, type Reporter, removeNode, removeRepeat, unmute } from "./reporter.ts";

export const MOST_REPEATS = 10_000;

export interface Judgement {
  readonly reporter: Reporter;
  readonly evaluate: Evaluate;
  readonly at: Instance;
  readonly scope: ExpressionScope;
}

const resolve = (
  value: number | string,
  { evaluate, scope }: Judgement,
): ExpressionResult<ExpressionValue> => (isExpression(value) ? evaluate(value, scope) : { ok: true, value });

/** `unclear` where the expression has no value; that was reported. */
export function judgeMuted(node: LayerNode | BlockNode, by: Judgement): boolean | "unclear" {
  const { muted, name } = node;
  if (muted === undefined || typeof muted === "boolean") return muted ?? false;
  const { reporter, at } = by;
  const result = resolve(muted, by);
  const fixes = [unmute(at, node)];
  if (!result.ok) {
    reporter.add(at, node, "muted", expressionProblem(result.issue, { path: at.prefix + name, fixes }));
    return "unclear";
  }
  if (typeof result.value === "boolean") return result.value;
  reporter.report(at, node, "muted-type", { name, got: showValue(result.value) }, fixes);
  return "unclear";
}

/** Number of copies. `null` where nothing is said, and then paths have no index. */
export function judgeRepeat(node: BlockNode, chains: boolean, by: Judgement): number | null | "unclear" {
  const { name, repeat } = node;
  if (repeat === undefined) return null;
  const { reporter, at } = by;
  const result = resolve(repeat, by);
  const fixes = [removeRepeat(at, node)];
  if (!result.ok) {
    reporter.add(at, node, "repeat", expressionProblem(result.issue, { path: at.prefix + name, fixes }));
    return "unclear";
  }
  const count = result.value;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > MOST_REPEATS) {
    reporter.report(at, node, "repeat-range", { name, got: showValue(count), max: MOST_REPEATS }, fixes);
    return "unclear";
  }
  if (count !== 1 && !chains) {
    reporter.report(at, node, "cannot-repeat", { name }, fixes);
    return "unclear";
  }
  return count;
}

/** The definition, where it can be expanded at this place; otherwise it was reported why not. */
export function judgeDefinition(
  document: GraphDocument,
  node: BlockNode,
  at: Instance,
  reporter: Reporter,
): BlockDefinition | null {
  const { name, block } = node;
  const definition = blockOf(document, block);
  const fixes = [removeNode(at, node)];
  if (definition === undefined) {
    reporter.report(at, node, "unknown-block", { name, block }, fixes);
    return null;
  }
  if (at.around.includes(block)) {
    const chain = [...at.around.slice(at.around.indexOf(block)), block];
    const cycle = chain.map((id) => blockOf(document, id)?.title || id).join(" → ");
    reporter.report(at, node, "block-recursion", { name, cycle }, fixes);
    return null;
  }
  if (at.around.length >= LIMITS.blockDepth) {
    reporter.report(at, node, "blocks-too-deep", { name, limit: LIMITS.blockDepth }, fixes);
    return null;
  }
  return definition;
}

/** Collects problems, each once, however many instances of a block show it. */
import { paramProblem } from "../document/params.ts";
import type { BlockId, GraphNode, NodeId, Scope } from "../document/types.ts";
import { type CommandCall, type Fix, type Problem, problem, type Values } from "../tensor/problem.ts";
import type { ArgumentIssue } from "./arguments.ts";
import { makeFix } from "./fixes.ts";
import { expandMessages, type fixLabels } from "./messages.ts";
import { originKey } from "./origin.ts";
import type { GraphPlan } from "./plan.ts";

/** Where a graph stands: that of the document, or one copy of a block. */
export interface Instance {
  readonly scope: Scope;
  /** Path of what is inside, with its dot at the end; empty at the top. */
  readonly prefix: string;
  readonly origin: readonly NodeId[];
  readonly copies: readonly number[];
  /** Blocks around it, outermost first. */
  readonly around: readonly BlockId[];
  /** First copies all the way up; the others do not show in `outputs`. */
  readonly first: boolean;
  /** An argument of a block around it is wrong, so that nothing inside can be inferred. */
  readonly flawed: boolean;
  /** A block around it is frozen. */
  readonly frozen: boolean;
}

export type ExpandCode = keyof typeof expandMessages;

export class Reporter {
  readonly problems: Problem[] = [];
  readonly #seen = new Set<string>();

  /** Once for a definition and a port. */
  report(
    at: Instance,
    node: GraphNode | undefined,
    code: ExpandCode,
    values: Values,
    fixes: readonly Fix[],
    port?: string,
  ): void {
    if (!this.#first(`${at.scope} ${node?.id} ${code} ${port}`)) return;
    this.problems.push(
      problem(
        expandMessages,
        code,
        { ...place(at, node), ...(port === undefined ? {} : { port }), fixes },
        {
          ...values,
          ...where(at, node),
        },
      ),
    );
  }

  reportPlan(at: Instance, plan: GraphPlan): void {
    for (const [index, { code, node, port, values, fixes }] of plan.issues.entries()) {
      if (!this.#first(`${at.scope} plan ${index}`)) return;
      const spot = { ...place(at, node), ...(port === undefined ? {} : { port }), fixes };
      this.problems.push(problem(expandMessages, code, spot, { ...values, ...where(at, node) }));
    }
  }

  reportArgument(at: Instance, node: GraphNode, found: ArgumentIssue): void {
    const { param, issue, instance } = found;
    const spot = instance ? originKey([...at.origin, node.id]) : `${at.scope} ${node.id}`;
    if (!this.#first(`${spot} ${issue.code} ${param}`)) return;
    const unknown = issue.code === "param/unknown";
    const args = {
      scope: at.scope,
      ids: [node.id],
      [node.type === "block" ? "args" : "params"]: { [param]: null },
    };
    const command = node.type === "block" ? "set-args" : "set-params";
    const fix = makeFix(unknown ? "remove-param" : "reset-param", { param }, [{ command, args }]);
    const reported = paramProblem(issue, param, { ...place(at, node), fixes: [fix] });
    this.problems.push({ ...reported, values: { ...reported.values, param, ...where(at, node) } });
  }

  /** A problem made elsewhere; once for an instance. */
  add(at: Instance, node: GraphNode, what: string, found: Problem): void {
    if (!this.#first(`${originKey([...at.origin, node.id])} ${what} ${found.code}`)) return;
    this.problems.push({ ...found, values: { ...found.values, ...where(at, node) } });
  }

  #first(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

const place = (at: Instance, node: GraphNode | undefined) => ({
  path: node === undefined ? at.prefix.slice(0, -1) : at.prefix + node.name,
});
/** `origin` and `scope` lead an interface to the node that is meant. */
const where = (at: Instance, node: GraphNode | undefined): Values => ({
  origin: originKey(node === undefined ? at.origin : [...at.origin, node.id]),
  scope: at.scope ?? "",
});

const fixAt = (code: keyof typeof fixLabels, at: Instance, node: GraphNode, call: CommandCall): Fix =>
  makeFix(code, { name: node.name }, [{ command: call.command, args: { scope: at.scope, ...call.args } }]);

export const removeNode = (at: Instance, node: GraphNode): Fix =>
  fixAt("remove-node", at, node, { command: "remove-nodes", args: { ids: [node.id], bridge: true } });
export const unmute = (at: Instance, node: GraphNode): Fix =>
  fixAt("unmute", at, node, { command: "set-muted", args: { ids: [node.id], muted: false } });
export const removeRepeat = (at: Instance, node: GraphNode): Fix =>
  fixAt("remove-repeat", at, node, { command: "set-repeat", args: { id: node.id, repeat: null } });

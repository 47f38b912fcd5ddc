/** From the uses of every graph to classes: members, their constructors, and the arguments that tell the uses apart. */
import type { Path } from "../../../blocks/types.ts";
import type { GraphDocument } from "../../../document/types.ts";
import type { Shape } from "../../../tensor/shape.ts";
import { nameGiver } from "../../support/names.ts";
import { helpers } from "../helpers.ts";
import { className } from "../python.ts";
import { sameValue } from "../types.ts";
import { type Instance, instancesByScope, type MemberUse } from "./instances.ts";
import { loopOf } from "./repeat.ts";
import type { ScopeMember, ScopePlan } from "./scope.ts";
import type { Trace } from "./trace.ts";
import { ArgumentList, type ClassArgument, type Expr, type Hint, literal, type Vector } from "./unify.ts";

export interface ArgumentExpr {
  readonly name: string;
  readonly positional: boolean;
  readonly expr: Expr;
}
/** `start + step * i` for each copy `i`. */
export interface LoopArgument {
  readonly name: string;
  readonly start: Expr;
  readonly step: Expr;
}
export interface BlockCall {
  readonly of: PyClass;
  readonly args: readonly ArgumentExpr[];
}
export type Content =
  /** Nothing to make: the value is the first input. */
  | { readonly type: "pass" }
  | { readonly type: "module"; readonly callee: string; readonly args: readonly ArgumentExpr[] }
  | { readonly type: "expression"; readonly write: (inputs: readonly string[]) => string }
  | { readonly type: "block"; readonly call: BlockCall }
  | {
      readonly type: "loop";
      readonly of: PyClass;
      /** Made apart from the others. */
      readonly first: BlockCall | null;
      readonly count: Expr;
      readonly args: readonly LoopArgument[];
    }
  | { readonly type: "sequence"; readonly calls: readonly BlockCall[] };

export interface PyMember {
  readonly member: ScopeMember;
  readonly content: Content;
  /** Absent in some uses: then the first input passes through. `null`: always there. */
  readonly when: Expr | null;
  /** Of its value, where the class has one use alone. */
  readonly shape: Shape | undefined;
}
export interface PyClass {
  readonly name: string;
  readonly plan: ScopePlan;
  readonly args: readonly ClassArgument[];
  readonly members: readonly PyMember[];
  readonly instances: readonly Instance[];
}

/** Where an instance stands among the uses of its class. */
interface Membership {
  readonly of: PyClass;
  readonly use: number;
}
type Memberships = ReadonlyMap<Instance, Membership>;

export const NETWORK = "Network";

/** `trace` is of these instances. Classes, those that others use first; the last is the network. `null` where the structure does not fit classes. */
export function classesOf(
  document: GraphDocument,
  root: Instance,
  trace: Trace,
  shapeOf: (path: Path) => Shape | undefined,
): readonly PyClass[] | null {
  const give = nameGiver(className);
  for (const taken of [NETWORK, ...Object.keys(helpers)]) give(taken);
  const classes: PyClass[] = [];
  const memberships = new Map<Instance, Membership>();
  for (const [scope, instances] of instancesByScope(root)) {
    for (const group of groupsOf(instances, memberships)) {
      const name = scope === null ? NETWORK : give(Object.hasOwn(document.blocks, scope) ? scope : "Block");
      const shapes = group.map((instance) => shapesIn(instance, trace, shapeOf));
      const made = classOf(name, group, shapes, memberships);
      if (made === null) return null;
      classes.push(made);
      for (const [use, instance] of group.entries()) memberships.set(instance, { of: made, use });
    }
  }
  return classes;
}

interface Shapes {
  /** Of the first input. */
  readonly input: Shape | undefined;
  /** Of the first value of each member. */
  readonly members: readonly (Shape | undefined)[];
}

function shapesIn(instance: Instance, trace: Trace, shapeOf: (path: Path) => Shape | undefined): Shapes {
  const found = trace.get(instance);
  const shape = (path: Path | undefined): Shape | undefined =>
    path === undefined ? undefined : shapeOf(path);
  return { input: shape(found?.inputs[0]), members: (found?.values ?? []).map(([path]) => shape(path)) };
}

/** What must be alike for two uses to share a class; `null` fits everything. */
function signature(use: MemberUse, member: ScopeMember, memberships: Memberships): string | null {
  if (use.type === "port") return "port";
  if (use.type === "absent") return null;
  if (use.type === "block") {
    const names = use.copies.map((copy) => memberships.get(copy)?.of.name ?? "");
    const kinds = new Set(names);
    if (!member.repeated || kinds.size === 1) return [...kinds].join(" ");
    return `sequence ${names.join(" ")}`;
  }
  const { layer } = use;
  if (layer.type === "pass") return "pass";
  if (layer.type === "expression") return layer.signature;
  return `${layer.callee} ${layer.args.map(({ name }) => name).join(" ")}`;
}

/** Uses that are built alike, each absent member fitting any. */
function groupsOf(
  instances: readonly Instance[],
  memberships: Memberships,
): readonly (readonly Instance[])[] {
  const groups: { signatures: (string | null)[]; instances: Instance[] }[] = [];
  for (const instance of instances) {
    const own = instance.members.map((use, index) => {
      const member = instance.plan.members[index];
      return member === undefined ? null : signature(use, member, memberships);
    });
    const fits = (theirs: readonly (string | null)[]): boolean =>
      own.every((one, index) => one === null || theirs[index] === null || theirs[index] === one);
    const group = groups.find(({ signatures }) => fits(signatures));
    if (group === undefined) groups.push({ signatures: own, instances: [instance] });
    else {
      group.signatures = group.signatures.map((one, index) => one ?? own[index] ?? null);
      group.instances.push(instance);
    }
  }
  return groups.map((group) => group.instances);
}

function classOf(
  name: string,
  instances: readonly Instance[],
  shapes: readonly Shapes[],
  memberships: Memberships,
): PyClass | null {
  const plan = instances[0]?.plan;
  if (plan === undefined) return null;
  const list = new ArgumentList({ name: "in_channels", values: shapes.map(({ input }) => input?.[0]) });
  const members: PyMember[] = [];
  for (const [index, member] of plan.members.entries()) {
    const uses = instances.map(({ members: all }) => all[index] ?? { type: "absent" as const });
    const content = contentOf(member, uses, list, memberships);
    if (content === null) return null;
    const present = uses.map(({ type }) => type !== "absent");
    const when = content.type === "pass" ? null : list.flag(present, flagHint(member));
    // Several values cannot pass through at once.
    if (when !== null && member.block !== undefined && !chains(content)) return null;
    const [shape] = shapes.map(({ members: own }) => own[index]);
    members.push({ member, content, when, shape: instances.length === 1 ? shape : undefined });
  }
  return { name, plan, args: list.all, members, instances };
}

/** One value in and one out. */
function chains(content: Content): boolean {
  const of = content.type === "block" ? content.call.of : content.type === "loop" ? content.of : null;
  if (of !== null) return of.plan.inputs.length === 1 && of.plan.outputs.length === 1;
  if (content.type !== "sequence") return true;
  return content.calls.every((call) => call.of.plan.inputs.length === 1 && call.of.plan.outputs.length === 1);
}

function contentOf(
  member: ScopeMember,
  uses: readonly MemberUse[],
  list: ArgumentList,
  memberships: Memberships,
): Content | null {
  const present = uses.find(({ type }) => type === "layer" || type === "block");
  if (present === undefined) return { type: "pass" };
  if (present.type === "block") return blockContent(member, uses, list, memberships);
  if (present.type !== "layer" || present.layer.type === "pass") return { type: "pass" };
  const { layer } = present;
  if (layer.type === "expression") return { type: "expression", write: layer.write };
  const args = layer.args.map(({ name, positional, standard, param }, index) => {
    const values = uses.map((use) =>
      use.type === "layer" && use.layer.type === "module" ? use.layer.args[index]?.value : undefined,
    );
    const expr = list.express(values, hintFor(member, name, param));
    const left = standard !== undefined && expr.type === "literal" && sameValue(expr.value, standard);
    return left ? [] : [{ name, positional: positional === true, expr }];
  });
  return { type: "module", callee: layer.callee, args: args.flat() };
}

/** All copies in the loop, or all but the first. */
const LOOP_STARTS = [0, 1] as const;
const UNLESS = /^=\s*!\s*([A-Za-z][A-Za-z0-9_]*)\s*$/;
const STATED = /^=\s*([A-Za-z][A-Za-z0-9_]*)\s*$/;

/** `stated` where the document says no more than the name of a block's own argument. */
function hintFor(member: ScopeMember, name: string, param: string | undefined): Hint {
  return statedHint(param === undefined ? undefined : member.stated[param], `${member.name}_${name}`);
}

function statedHint(value: unknown, name: string): Hint {
  const stated = typeof value === "string" ? STATED.exec(value)?.[1] : undefined;
  return stated === undefined || stated === "i" || stated === "n" ? { name } : { name, stated };
}

/** Muted unless an argument says so: the argument is the flag. */
function flagHint({ name, muted }: ScopeMember): Hint {
  const stated = typeof muted === "string" ? UNLESS.exec(muted)?.[1] : undefined;
  return stated === undefined ? { name } : { name, stated };
}

function blockContent(
  member: ScopeMember,
  uses: readonly MemberUse[],
  list: ArgumentList,
  memberships: Memberships,
): Content | null {
  const copies = uses.map((use) =>
    use.type === "block" ? use.copies.map((copy) => memberships.get(copy)) : [],
  );
  const all = copies.flat();
  const of = all[0]?.of;
  if (of === undefined || all.some((one) => one === undefined)) return null;
  const valuesOf = (one: Membership | undefined): Vector =>
    one === undefined ? [] : one.of.args.map(({ values }) => values[one.use]);
  /** The call of one copy; `undefined` for a use that has no such copy. */
  const call = (copy: number, target: PyClass): BlockCall => ({
    of: target,
    args: target.args.map(({ name }, argument) => {
      const vector = copies.map((own) =>
        own[copy] === undefined ? undefined : valuesOf(own[copy])[argument],
      );
      return { name, positional: false, expr: list.express(vector, blockHint(member, name)) };
    }),
  });
  if (!member.repeated) return { type: "block", call: call(0, of) };
  if (of.plan.inputs.length !== 1 || of.plan.outputs.length !== 1) return null;
  const counts = copies.map((own) => (own.length === 0 ? undefined : own.length));
  const calls = copies.map((own) => own.map(valuesOf));
  if (all.every((one) => one?.of === of)) {
    for (const offset of LOOP_STARTS) {
      const loop = loopOf(calls, of.args.length, offset);
      if (loop === null) continue;
      const first = offset === 0 ? null : call(0, of);
      const count = list.express(counts, countHint(member));
      const args = of.args.map(({ name }, argument): LoopArgument => {
        const found = loop.progressions[argument] ?? [];
        const rises = found.some(({ step }) => step !== 0);
        const steps = found.map(({ step, start }) => (start === undefined && !rises ? undefined : step));
        // Where copies have no such thing, any number will do.
        const starts = found.map(({ start }) => start ?? (rises ? 0 : undefined));
        const hint = blockHint(member, name);
        return {
          name,
          start: list.express(starts, hint),
          step: rises ? list.express(steps, { name: `${member.name}_${name}_step` }) : literal(0),
        };
      });
      return { type: "loop", of, first, count, args };
    }
  }
  const length = counts.find((count) => count !== undefined) ?? 0;
  if (counts.some((count) => count !== undefined && count !== length)) return null;
  const targets = Array.from({ length }, (_, copy) => copies.find((own) => own.length > 0)?.[copy]?.of);
  return { type: "sequence", calls: targets.flatMap((target, copy) => (target ? [call(copy, target)] : [])) };
}

const blockHint = (member: ScopeMember, name: string): Hint =>
  statedHint(member.stated[name], `${member.name}_${name}`);
const countHint = (member: ScopeMember): Hint => statedHint(member.statedRepeat, `${member.name}_count`);

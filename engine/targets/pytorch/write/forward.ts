/** The body of `forward`: one line for each member, with as few variables as the wires allow. */

import type { Shape } from "../../../tensor/shape.ts";
import { identifier } from "../python.ts";
import type { PyClass, PyMember } from "../structure/classes.ts";
import type { Ref } from "../structure/scope.ts";

const keyOf = ({ member, port }: Ref): string => `${member}:${port}`;

/** What a member gives when it is run, and where the value of a member that does nothing comes from. */
export interface Steps {
  /** Members to run, in order: those that the outputs depend on. */
  readonly run: readonly number[];
  /** The value a reference stands for, behind members that only pass theirs on. */
  source(ref: Ref): Ref;
}

const passes = ({ content }: PyMember): boolean => content.type === "pass";

export function stepsOf({ plan, members }: PyClass): Steps {
  const source = (ref: Ref): Ref => {
    const member = members[ref.member];
    const first = plan.members[ref.member]?.reads[0];
    const isInput = plan.inputs.includes(ref.member);
    return member === undefined || isInput || !passes(member) || first === undefined ? ref : source(first);
  };
  const needed = new Set<number>();
  const stack = plan.outputs.map(source);
  for (let ref = stack.pop(); ref !== undefined; ref = stack.pop()) {
    if (needed.has(ref.member)) continue;
    needed.add(ref.member);
    if (!plan.inputs.includes(ref.member)) {
      for (const read of plan.members[ref.member]?.reads ?? []) stack.push(source(read));
    }
  }
  const run = members.flatMap((_, index) =>
    needed.has(index) && !plan.inputs.includes(index) ? [index] : [],
  );
  return { run, source };
}

/** A line of `forward`; `write` gives Python from the variables it reads. */
export interface Line {
  readonly reads: readonly Ref[];
  readonly outputs: number;
  readonly write: (variables: readonly string[]) => string;
  /** Members whose value this line gives: the last of a sequence. */
  readonly gives: number;
  /** Of the value, where it is always the same. */
  readonly shape: Shape | undefined;
}

/** Names of the inputs: `x`, or those of the ports where there are several. */
export function inputNames({ plan }: PyClass): readonly string[] {
  if (plan.inputs.length === 1) return ["x"];
  const taken = new Set<string>();
  return plan.inputs.map((index) => {
    const base = identifier(plan.members[index]?.name ?? "", "x");
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  });
}

/** Assigns variables so that a value takes the name of the input it is the last to read. */
export function bodyOf(one: PyClass, lines: readonly Line[], steps: Steps): readonly string[] {
  const { plan } = one;
  const results = plan.outputs.map(steps.source);
  const lastUse = new Map<string, number>();
  for (const [at, line] of lines.entries()) for (const ref of line.reads) lastUse.set(keyOf(ref), at);
  for (const ref of results) lastUse.set(keyOf(ref), lines.length);

  const inputs = inputNames(one);
  const held = new Map(
    plan.inputs.map((member, index) => [keyOf({ member, port: 0 }), inputs[index] ?? "x"]),
  );
  const busyAfter = (at: number): Set<string> =>
    new Set([...held].flatMap(([key, name]) => ((lastUse.get(key) ?? -1) > at ? [name] : [])));
  const fresh = (busy: ReadonlySet<string>): string => {
    for (let count = 0; ; count++) {
      const name = ["x", "y", "z"][count] ?? `x${count - 1}`;
      if (!busy.has(name) && !(inputs.length > 1 && inputs.includes(name))) return name;
    }
  };
  const body: string[] = [];
  for (const [at, line] of lines.entries()) {
    const variables = line.reads.map((ref) => held.get(keyOf(ref)) ?? "x");
    const busy = busyAfter(at);
    const targets: string[] = [];
    for (let port = 0; port < line.outputs; port++) {
      const free = variables.find((name) => !busy.has(name) && !targets.includes(name));
      const target = free ?? fresh(new Set([...busy, ...targets]));
      targets.push(target);
      held.set(keyOf({ member: line.gives, port }), target);
    }
    const comment = line.shape === undefined ? "" : `  # ${line.shape.join(", ")}`;
    body.push(`${targets.join(", ")} = ${line.write(variables)}${comment}`);
  }
  body.push(`return ${results.map((ref) => held.get(keyOf(ref)) ?? "x").join(", ")}`);
  return body;
}

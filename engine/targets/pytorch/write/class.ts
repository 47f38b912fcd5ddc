/** A class of the model as Python. */
import { pyDocstring, pyString } from "../python.ts";
import { NETWORK, type PyClass, type PyMember } from "../structure/classes.ts";
import type { Expr } from "../structure/unify.ts";
import { type Chain, type Chains, chainsOf } from "./chains.ts";
import { construct, pyExpr } from "./expressions.ts";
import { bodyOf, inputNames, type Line, type Steps, stepsOf } from "./forward.ts";
import { type Kept, keep, type Slot } from "./members.ts";

const INDENT = "        ";

const isModule = ({ content }: PyMember): boolean => content.type !== "pass" && content.type !== "expression";
const outputsOf = ({ content }: PyMember): number =>
  content.type === "block" ? content.call.of.plan.outputs.length : 1;

export function classText(one: PyClass): string {
  const { members, plan } = one;
  const modules = members.flatMap((member, index) => (isModule(member) ? [index] : []));
  const kept = keep(plan.members, modules);
  const steps = stepsOf(one);
  const last = finalSoftmax(one, steps);
  const chains = chainsOf(one, kept.slots, steps, last);
  const flags = flagsOf(one, steps, kept);
  const stored = new Map([...flags.values()].map(({ attribute, expr }) => [attribute, expr]));
  const init = [
    "super().__init__()",
    ...[...stored].map(([attribute, expr]) => `self.${attribute} = ${pyExpr(expr)}`),
    ...[...kept.slots].map(([name, slot]) => `self.${name} = ${slotText(slot, members, chains, INDENT)}`),
  ];
  const lines = linesOf(one, kept, steps, chains, flags);
  const inputs = inputNames(one).join(", ");
  const about = [plan.title, plan.summary].filter((text) => text !== "").join(". ");
  return [
    `class ${one.name}(nn.Module):`,
    ...(about === "" ? [] : [`    ${pyDocstring(about, "    ")}`, ""]),
    ...namesText(kept),
    `    def __init__(${["self", ...signature(one)].join(", ")}):`,
    ...init.map((line) => `${INDENT}${line}`),
    "",
    ...(last === null
      ? method("forward", inputs, bodyOf(one, lines, steps))
      : [
          ...method("logits", inputs, [LOGITS, ...bodyOf(withoutLast(one, last), lines.slice(0, -1), steps)]),
          ...method("forward", inputs, [`return ${kept.places.get(last)}(self.logits(${inputs}))`]),
        ]),
  ].join("\n");
}

const LOGITS = pyDocstring("The values before the softmax, which the loss reads.", INDENT);
const method = (name: string, inputs: string, body: readonly string[]): readonly string[] => [
  `    def ${name}(self, ${inputs}):`,
  ...body.map((line) => `${INDENT}${line}`),
  "",
];

/** The network's last member where it is a softmax; training reads what comes before it. */
function finalSoftmax({ name, members, plan }: PyClass, steps: Steps): number | null {
  const [output] = plan.outputs.map(steps.source);
  if (name !== NETWORK || output === undefined) return null;
  const member = members[output.member];
  const isSoftmax = member?.content.type === "module" && member.content.callee === "nn.Softmax";
  return isSoftmax && member.when === null && output.member === steps.run.at(-1) ? output.member : null;
}

/** The class with what its last member reads as its output. */
const withoutLast = (one: PyClass, last: number): PyClass => ({
  ...one,
  plan: { ...one.plan, outputs: one.plan.members[last]?.reads ?? [] },
});

function namesText({ names }: Kept): readonly string[] {
  if (names.size === 0) return [];
  return [
    "    # what the graph calls these, for the names of weights",
    "    NAMES = {",
    ...[...names].map(([own, name]) => `        ${pyString(own)}: ${pyString(name)},`),
    "    }",
    "",
  ];
}

/** Arguments that some use lacks come last and may be left out. */
function signature({ args }: PyClass): readonly string[] {
  const isOptional = (values: readonly unknown[]): boolean => values.includes(undefined);
  const needed = args.filter(({ values }) => !isOptional(values)).map(({ name }) => name);
  const optional = args.filter(({ values }) => isOptional(values)).map(({ name }) => `${name}=None`);
  return [...needed, ...optional];
}

/** A member with one input may be replaced by Identity where it is absent; others are passed by in `forward`. */
const isReplaceable = ({ member, content }: PyMember): boolean =>
  content.type !== "expression" && member.reads.length === 1;

const unless = (when: Expr | null): string => (when === null ? "" : ` if ${pyExpr(when)} else nn.Identity()`);

function slotText(slot: Slot, members: readonly PyMember[], chains: Chains, indent: string): string {
  if (slot.type === "member") {
    const member = members[slot.index];
    return member === undefined ? "nn.Identity()" : construct(member.content, indent) + unless(member.when);
  }
  const inner = `${indent}    `;
  const chain = chains.get(slot);
  if (chain === undefined) {
    const entries = [...slot.slots].map(
      ([key, one]) => `${inner}"${key}": ${slotText(one, members, chains, inner)},`,
    );
    return `nn.ModuleDict({\n${entries.join("\n")}\n${indent}})`;
  }
  const own = chain.members.flatMap((index) => members[index] ?? []);
  const together = commonFlag(own);
  const entries = own.map(
    ({ content, when }) => `${inner}${construct(content, inner)}${together === null ? unless(when) : ""},`,
  );
  return `nn.Sequential(\n${entries.join("\n")}\n${indent})${unless(together)}`;
}

/** The flag that all members come and go with. */
function commonFlag(members: readonly PyMember[]): Expr | null {
  const texts = new Set(members.map(({ when }) => (when === null ? "" : pyExpr(when))));
  return texts.size === 1 ? (members[0]?.when ?? null) : null;
}

interface Flag {
  readonly attribute: string;
  readonly expr: Expr;
}

/** Members that `forward` passes by need their flag kept. */
function flagsOf(one: PyClass, steps: Steps, kept: Kept): ReadonlyMap<number, Flag> {
  const byText = new Map<string, Flag>();
  const flags = new Map<number, Flag>();
  for (const index of steps.run) {
    const member = one.members[index];
    if (member === undefined || member.when === null || isReplaceable(member)) continue;
    const text = pyExpr(member.when);
    const flag = byText.get(text) ?? { attribute: kept.give(text), expr: member.when };
    byText.set(text, flag);
    flags.set(index, flag);
  }
  return flags;
}

function linesOf(
  one: PyClass,
  kept: Kept,
  steps: Steps,
  chains: Chains,
  flags: ReadonlyMap<number, Flag>,
): readonly Line[] {
  const inside = new Map<number, Chain>();
  for (const chain of chains.values()) for (const index of chain.members) inside.set(index, chain);
  return steps.run.flatMap((index): readonly Line[] => {
    const member = one.members[index];
    const scoped = one.plan.members[index];
    if (member === undefined || scoped === undefined || scoped.type === "out") return [];
    const chain = inside.get(index);
    const reads = scoped.reads.map(steps.source);
    if (chain !== undefined) {
      if (chain.members[0] !== index) return [];
      const gives = chain.members.at(-1) ?? index;
      const { shape } = one.members[gives] ?? member;
      return [{ reads, outputs: 1, gives, shape, write: ([x]) => `${chain.place}(${x})` }];
    }
    const place = kept.places.get(index) ?? "self";
    const flag = flags.get(index);
    const write = (variables: readonly string[]): string => {
      const { content } = member;
      const value =
        content.type === "expression" ? content.write(variables) : `${place}(${variables.join(", ")})`;
      return flag === undefined ? value : `${value} if self.${flag.attribute} else ${variables[0]}`;
    };
    return [{ reads, outputs: outputsOf(member), gives: index, shape: member.shape, write }];
  });
}

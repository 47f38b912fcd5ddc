/** Containers that are `nn.Sequential`: their members are counted from 0 and follow one another without a branch. */
import type { PyClass, PyMember } from "../structure/classes.ts";
import type { Steps } from "./forward.ts";
import type { Slot } from "./members.ts";

export interface Chain {
  /** Python for the whole, `self.features["0"]`. */
  readonly place: string;
  readonly members: readonly number[];
}
type Container = Slot & { readonly type: "container" };
export type Chains = ReadonlyMap<Container, Chain>;

const outputsOf = ({ content }: PyMember): number =>
  content.type === "block" ? content.call.of.plan.outputs.length : 1;

/** `apart` is a member that stays by itself. */
export function chainsOf(
  one: PyClass,
  slots: ReadonlyMap<string, Slot>,
  steps: Steps,
  apart: number | null,
): Chains {
  const readers = readerCounts(one, steps);
  const follows = (index: number, place: number, indices: readonly number[]): boolean => {
    const member = one.members[index];
    const reads = one.plan.members[index]?.reads ?? [];
    const [first] = reads;
    if (member === undefined || first === undefined || reads.length !== 1) return false;
    if (index === apart || outputsOf(member) !== 1 || !steps.run.includes(index)) return false;
    const before = indices[place - 1];
    const alone = place === indices.length - 1 || readers.get(index) === 1;
    return alone && (before === undefined || steps.source(first).member === before);
  };
  const chains = new Map<Container, Chain>();
  const visit = (slot: Slot, place: string): void => {
    if (slot.type === "member") return;
    const indices = [...slot.slots].flatMap(([key, inner], position) =>
      inner.type === "member" && key === String(position) ? [inner.index] : [],
    );
    if (indices.length === slot.slots.size && indices.length > 1 && indices.every(follows)) {
      chains.set(slot, { place, members: indices });
      return;
    }
    for (const [key, inner] of slot.slots) visit(inner, `${place}["${key}"]`);
  };
  for (const [name, slot] of slots) visit(slot, `self.${name}`);
  return chains;
}

function readerCounts(one: PyClass, steps: Steps): ReadonlyMap<number, number> {
  const readers = new Map<number, number>();
  const count = (index: number): void => void readers.set(index, (readers.get(index) ?? 0) + 1);
  for (const index of steps.run) {
    for (const ref of one.plan.members[index]?.reads ?? []) count(steps.source(ref).member);
  }
  for (const ref of one.plan.outputs) count(steps.source(ref).member);
  return readers;
}

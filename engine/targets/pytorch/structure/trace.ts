/** Runs instances on paths instead of numbers: what every member gives, and whether that is what the expanded graph says. */
import type { Path } from "../../../blocks/types.ts";
import type { Instance } from "./instances.ts";

type Value = Path | undefined;

/** Which layer's value each member of an instance gives, and what came into the instance. */
export interface Traced {
  readonly inputs: readonly Value[];
  /** By member, then by output. */
  readonly values: readonly (readonly Value[])[];
}
export type Trace = ReadonlyMap<Instance, Traced>;

interface Ends {
  readonly input: Path;
  readonly output: Path;
  /** What the output node reads. */
  readonly reads: Path | undefined;
}

/** `null` unless the instances apply every layer of `paths` exactly once, and to what the expanded graph says. */
export function traced(
  root: Instance,
  { input, output, reads: expected }: Ends,
  paths: readonly Path[],
): Trace | null {
  const trace = new Map<Instance, Traced>();
  const applied: Path[] = [];
  let right = true;

  const run = (instance: Instance, inputs: readonly Value[]): readonly Value[] => {
    const { plan, members } = instance;
    const values: (readonly Value[])[] = [];
    const read = (member: number, port: number): Value => values[member]?.[port];
    for (const [index, member] of plan.members.entries()) {
      const use = members[index];
      const reads = member.reads.map((ref) => read(ref.member, ref.port));
      const place = plan.inputs.indexOf(index);
      if (place >= 0) values[index] = [inputs[place]];
      else if (member.type === "out") values[index] = [reads[0]];
      else if (use?.type === "block") {
        values[index] = use.copies.reduce<readonly Value[]>((given, copy) => run(copy, given), reads);
      } else if (use?.type === "layer") {
        applied.push(use.path);
        const same =
          use.reads.length === reads.length && use.reads.every((path, slot) => path === reads[slot]);
        right = right && same;
        values[index] = [use.path];
      } else values[index] = [reads[0]];
    }
    trace.set(instance, { inputs, values });
    return plan.outputs.map(({ member, port }) => read(member, port));
  };
  const [result] = run(root, [input]);
  const layers = new Set(paths.filter((path) => path !== input && path !== output));
  const all = applied.length === layers.size && applied.every((path) => layers.has(path));
  return right && all && result === expected ? trace : null;
}

/**
 * A join of what went into a module with what came out of it belongs to that module, whoever wrote it down: the dense
 * layers of DenseNet then follow each other in a chain.
 */
import { isMember, parentsOf } from "./module-paths.ts";
import { readersOf } from "./regions.ts";
import { rename } from "./rename.ts";
import type { Unit } from "./units.ts";

/** The units with such joins under their module, and the new paths of those. */
export function adoptJoins(units: readonly Unit[]): {
  readonly units: readonly Unit[];
  readonly renamed: ReadonlyMap<string, string>;
} {
  const readers = readersOf(units);
  const paths = new Set(units.map(({ path }) => path));
  const renamed = new Map<string, string>();
  for (const { path, what, inputs } of units) {
    const [before, after, ...more] = inputs;
    if (what.type !== "layer" || what.kind !== "concat" || after === undefined || more.length > 0) continue;
    const module = parentsOf(after).at(-1);
    if (module === undefined || isMember(path, module) || (readers.get(after)?.length ?? 0) > 1) continue;
    const members = units.filter((unit) => isMember(unit.path, module) && !isJoinOf(unit, path));
    const sources = new Set(
      members.flatMap((unit) => unit.inputs).filter((input) => !isMember(input, module)),
    );
    const own = members.filter((unit) => unit.what.type === "layer" && unit.what.kind === "concat");
    const wanted = `${module}.join`;
    // The module's own entry join counts as what goes into it.
    const entry = own.length === 1 && own[0]?.path === before;
    if (!entry && (sources.size !== 1 || !sources.has(before ?? ""))) continue;
    if (!paths.has(wanted)) renamed.set(path, wanted);
  }
  const named = units.map((unit) => ({ ...unit, path: renamed.get(unit.path) ?? unit.path }));
  return { units: rename(named, renamed), renamed };
}

const isJoinOf = (unit: Unit, path: string): boolean => unit.path === path;

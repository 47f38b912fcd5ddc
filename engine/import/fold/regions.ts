/** The part of a network that one module of the original program made: all units whose paths begin with its path. */
import { isMember, parentsOf } from "./module-paths.ts";
import type { Unit } from "./units.ts";

export interface Region {
  /** Path of the module. */
  readonly path: string;
  /** In the network's order. */
  readonly members: readonly Unit[];
  /** Paths of what it reads from outside, each once, in the order of first use. */
  readonly sources: readonly string[];
  /** Path of the member that is read outside. */
  readonly output: string;
}

/**
 * Modules by what they hold, simple ones first: of layers only, then of such modules, and so on. Modules too small for
 * a block count as layers.
 */
export function modulesByHeight(units: readonly Unit[], fewest: number): readonly (readonly string[])[] {
  const sizes = new Map<string, number>();
  for (const { path } of units)
    for (const module of parentsOf(path)) sizes.set(module, (sizes.get(module) ?? 0) + 1);
  const heights = new Map<string, number>();
  // Longer paths first, so that a module comes after all inside it.
  const deepestFirst = [...sizes.keys()].sort((x, y) => y.split(".").length - x.split(".").length);
  const levels: string[][] = [];
  for (const module of deepestFirst) {
    const height = (sizes.get(module) ?? 0) < fewest ? 0 : (heights.get(module) ?? 0) + 1;
    const parent = parentsOf(module).at(-1);
    if (parent !== undefined) heights.set(parent, Math.max(heights.get(parent) ?? 0, height));
    levels[height] = [...(levels[height] ?? []), module];
  }
  return levels.flatMap((level) => (level === undefined ? [] : [level]));
}

/** Who reads a unit, by paths. */
export function readersOf(units: readonly Unit[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const unit of units) {
    for (const input of unit.inputs) {
      const list = readers.get(input);
      if (list === undefined) readers.set(input, [unit.path]);
      else list.push(unit.path);
    }
  }
  return readers;
}

/**
 * The region of a module, or `null` where it could not be a block: it has foreign parts, several outputs, or something
 * outside lies between two of its members. A join of many inputs at its very beginning stays outside (DenseNet).
 */
export function regionOf(
  path: string,
  units: readonly Unit[],
  readers: ReadonlyMap<string, readonly string[]>,
): Region | null {
  const all = units.filter((unit) => isMember(unit.path, path));
  const entry = entryJoin(all);
  const members = entry === null ? all : all.filter((unit) => unit !== entry);
  const inside = new Set(members.map((unit) => unit.path));
  if (members.some(({ what }) => what.type === "foreign" || isEnd(what))) return null;
  const outputs = members.filter((unit) =>
    (readers.get(unit.path) ?? []).some((reader) => !inside.has(reader)),
  );
  const [output] = outputs;
  const sources = [...new Set(members.flatMap(({ inputs }) => inputs.filter((input) => !inside.has(input))))];
  if (output === undefined || outputs.length !== 1 || sources.length === 0) return null;
  const found = { path, members, sources, output: output.path };
  return comesBack(output.path, inside, new Set(sources), readers) ? null : found;
}

const isEnd = (what: Unit["what"]): boolean =>
  what.type === "layer" && (what.kind === "input" || what.kind === "output");

/** A join that alone reads from outside, and more than one thing. */
function entryJoin(members: readonly Unit[]): Unit | null {
  const inside = new Set(members.map(({ path }) => path));
  const entries = members.filter(({ inputs }) => inputs.some((input) => !inside.has(input)));
  const [first] = entries;
  if (first === undefined || entries.length !== 1 || first.what.type !== "layer") return null;
  const outside = first.inputs.every((input) => !inside.has(input));
  return first.what.kind === "concat" && outside && new Set(first.inputs).size > 1 ? first : null;
}

/** Whether a way leads from the output through the outside to one of the sources. */
function comesBack(
  output: string,
  inside: ReadonlySet<string>,
  sources: ReadonlySet<string>,
  readers: ReadonlyMap<string, readonly string[]>,
): boolean {
  const reached = new Set((readers.get(output) ?? []).filter((reader) => !inside.has(reader)));
  // A set keeps what is added while it is walked.
  for (const unit of reached) {
    if (sources.has(unit)) return true;
    for (const reader of readers.get(unit) ?? []) if (!inside.has(reader)) reached.add(reader);
  }
  return false;
}

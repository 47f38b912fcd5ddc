/** Whether two regions are the same but for numbers, and parts that one of them lacks. */
import { sameFreezing } from "./freezing.ts";
import { inside } from "./module-paths.ts";
import type { Region } from "./regions.ts";
import { isCommutative, sameWhat, type Unit } from "./units.ts";

/** Several regions of one form. The first is the one with the most units. */
export interface Family {
  readonly model: Region;
  readonly members: readonly Region[];
  /** For each member the paths inside the module of what it lacks. */
  readonly lacks: ReadonlyMap<Region, ReadonlySet<string>>;
  /** For a sum that some lack, which of its inputs then passes; by path inside the module. */
  readonly passing: ReadonlyMap<string, number>;
}

/** Sorts regions into families; alone is who has no relatives. */
export function families(regions: readonly Region[]): readonly Family[] {
  const found: Family[] = [];
  const largestFirst = [...regions].sort((a, b) => b.members.length - a.members.length);
  for (const region of largestFirst) {
    const index = found.findIndex((family) => join(family, region) !== null);
    const joined = index < 0 ? null : join(found[index] as Family, region);
    if (joined === null)
      found.push({
        model: region,
        members: [region],
        lacks: new Map([[region, new Set()]]),
        passing: new Map(),
      });
    else found[index] = joined;
  }
  return found;
}

/** Parts that are missing must not outnumber those that are there. */
const MOST_MISSING = 0.5;

function join(family: Family, region: Region): Family | null {
  const { model } = family;
  if (region.sources.length !== model.sources.length || !sameFreezing(model, region)) return null;
  const own = new Map(region.members.map((unit) => [inside(unit.path, region.path), unit]));
  const names = new Map(model.members.map((unit) => [inside(unit.path, model.path), unit]));
  for (const [name, unit] of own) {
    const like = names.get(name);
    if (like === undefined || !sameWhat(like.what, unit.what) || !sameShape(like, unit)) return null;
  }
  const missing = [...names].filter(([name]) => !own.has(name));
  if (missing.length > Math.max(1, MOST_MISSING * own.size)) return null;
  for (const [, unit] of missing) if (!isPassable(unit)) return null;
  for (const passing of choices(missing, family.passing)) {
    if (!sameWires(model, region, own, passing)) continue;
    const lacks = new Map(family.lacks).set(region, new Set(missing.map(([name]) => name)));
    return {
      model,
      members: [...family.members, region],
      lacks,
      passing: new Map([...family.passing, ...passing]),
    };
  }
  return null;
}

/** A part that can be left out: it hands its first input on. */
const isPassable = ({ what, repeat }: Unit): boolean => what.type === "layer" && repeat === undefined;

/** Arguments that are expressions cannot differ, and neither can what is copied. */
function sameShape(a: Unit, b: Unit): boolean {
  const isText = (value: unknown): boolean => typeof value === "string" && value.startsWith("=");
  const keys = new Set([...Object.keys(a.params), ...Object.keys(b.params)]);
  for (const key of keys) {
    const [x, y] = [a.params[key], b.params[key]];
    if ((isText(x) || isText(y)) && x !== y) return false;
  }
  return (a.repeat === undefined) === (b.repeat === undefined);
}

/** The ways in which missing sums can pass one of their inputs. */
function choices(
  missing: readonly (readonly [string, Unit])[],
  fixed: ReadonlyMap<string, number>,
): readonly ReadonlyMap<string, number>[] {
  const open = missing.filter(([name, { inputs }]) => inputs.length > 1 && !fixed.has(name));
  let ways: readonly ReadonlyMap<string, number>[] = [fixed];
  for (const [name, { inputs, what }] of open.slice(0, 2)) {
    const slots = isCommutative(what) ? inputs.map((_, slot) => slot) : [0];
    ways = ways.flatMap((way) => slots.slice(0, 4).map((slot) => new Map(way).set(name, slot)));
  }
  return ways;
}

/** Where a wire of the model begins when what a member lacks is left out: a name inside, or the number of a source. */
function sameWires(
  model: Region,
  region: Region,
  own: ReadonlyMap<string, Unit>,
  passing: ReadonlyMap<string, number>,
): boolean {
  const units = new Map(model.members.map((unit) => [unit.path, unit]));
  const resolve = (start: string): string => {
    let path = start;
    for (;;) {
      const source = model.sources.indexOf(path);
      if (source >= 0) return `#${source}`;
      const name = inside(path, model.path);
      const next = own.has(name) ? undefined : units.get(path)?.inputs[passing.get(name) ?? 0];
      if (next === undefined) return name;
      path = next;
    }
  };
  const origin = (path: string): string => {
    const source = region.sources.indexOf(path);
    return source >= 0 ? `#${source}` : inside(path, region.path);
  };
  if (resolve(model.output) !== origin(region.output)) return false;
  return model.members.every((unit) => {
    const like = own.get(inside(unit.path, model.path));
    if (like === undefined) return true;
    const [a, b] = [unit.inputs.map(resolve), like.inputs.map(origin)];
    if (isCommutative(unit.what)) return a.sort().join("|") === b.sort().join("|");
    return a.join("|") === b.join("|");
  });
}

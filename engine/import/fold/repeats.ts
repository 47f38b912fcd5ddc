/** Blocks of one kind in a chain, numbered from 0 under one name, become one block with copies. */
import type { ParamValue } from "../../layers/param.ts";
import { frozenOf } from "./freezing.ts";
import { isMember, parentsOf } from "./module-paths.ts";
import { readersOf } from "./regions.ts";
import { rename } from "./rename.ts";
import type { Unit } from "./units.ts";

/** More arguments than this that change from copy to copy make a chain hard to read. */
const MOST_CHANGES = 2;

export function foldRepeats(units: readonly Unit[]): readonly Unit[] {
  const parents = new Set<string>();
  for (const { path, what } of units)
    if (what.type === "block" && /\.0$/.test(path)) parents.add(parentsOf(path).at(-1) ?? "");
  let now = units;
  for (const parent of parents) now = foldChain(now, parent);
  return now;
}

function foldChain(units: readonly Unit[], parent: string): readonly Unit[] {
  const chain = units.filter(({ path }) => isMember(path, parent));
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined || chain.length < 2 || first.what.type !== "block")
    return units;
  const { block } = first.what;
  const readers = readersOf(units);
  const inLine = chain.every((unit, index) => {
    const before = chain[index - 1];
    const after = chain[index + 1];
    return (
      unit.path === `${parent}.${index}` &&
      unit.what.type === "block" &&
      unit.what.block === block &&
      unit.repeat === undefined &&
      unit.inputs.length === 1 &&
      (before === undefined || unit.inputs[0] === before.path) &&
      (after === undefined || (readers.get(unit.path) ?? []).every((reader) => reader === after.path))
    );
  });
  const frozen = frozenOf(chain);
  if (!inLine || frozen === "mixed") return units;
  const params: Record<string, ParamValue> = {};
  let changes = 0;
  for (const { name, spec } of block.parameters) {
    const values = chain.map((unit) => unit.params[name] ?? (spec.default as ParamValue));
    const one = values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
    if (!one) changes += 1;
    const value = one ? values[0] : byIndex(values);
    if (value === null || value === undefined) return units;
    if (JSON.stringify(value) !== JSON.stringify(spec.default)) params[name] = value;
  }
  if (changes > MOST_CHANGES) return units;
  const repeated: Unit = {
    path: parent,
    what: first.what,
    params,
    inputs: first.inputs,
    repeat: chain.length,
    frozen,
  };
  const gone = new Set(chain);
  const kept = units.flatMap((unit) => (unit === last ? [repeated] : gone.has(unit) ? [] : [unit]));
  return rename(kept, new Map([[last.path, parent]]));
}

const literal = (value: ParamValue): string | null => {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return /^[\w-]+$/.test(value) ? `'${value}'` : null;
  return value.every((item) => typeof item === "number") ? `[${value.join(", ")}]` : null;
};

/** `=i == 0 ? 2 : 1` where only the first differs; `null` where no short expression says it. */
function byIndex(values: readonly ParamValue[]): string | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return null;
  const [a, b] = [literal(first), literal(second)];
  const rest = values.slice(1).every((value) => JSON.stringify(value) === JSON.stringify(second));
  if (a === null || b === null) return null;
  if (rest && first === true && second === false) return "=i == 0";
  if (rest && first === false && second === true) return "=i > 0";
  if (rest) return `=i == 0 ? ${a} : ${b}`;
  if (typeof first !== "number" || typeof second !== "number") return null;
  const step = second - first;
  const even = values.every((value, index) => value === first + step * index);
  return even ? `=${first} + ${step} * i` : null;
}

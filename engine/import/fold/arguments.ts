/** What differs among the members of a family becomes a parameter of their block. */
import { type LayerKind, layerSpec } from "../../layers/index.ts";
import type { ParamSpec, ParamValue } from "../../layers/param.ts";
import { bool, int } from "../../layers/param.ts";
import { identifier, inside } from "./module-paths.ts";
import type { Region } from "./regions.ts";
import type { Family } from "./unify.ts";
import type { Unit } from "./units.ts";

/** One value of a member for each of a family; `undefined` where it lacks the part, so that any would do. */
type Column = readonly (ParamValue | undefined)[];
export interface BlockParameterDraft {
  readonly name: string;
  readonly spec: ParamSpec;
  readonly values: Column;
}
export interface Parameters {
  readonly parameters: readonly BlockParameterDraft[];
  /** What a part's parameter says inside the block, by `part param`. */
  readonly expressions: ReadonlyMap<string, string>;
  /** Name of the parameter that a part depends on. */
  readonly needs: ReadonlyMap<string, string>;
}

/** The specification of one parameter of a layer, a block's argument, or its number of copies. */
function specOf({ what }: Unit, param: string): ParamSpec {
  if (param === REPEAT)
    return int({ label: "Copies", help: "Copies in a chain.", default: 1, min: 1, max: 1000 });
  if (what.type === "block") {
    const found = what.block.parameters.find(({ name }) => name === param);
    if (found !== undefined) return found.spec;
  }
  const spec = what.type === "layer" ? layerSpec(what.kind).params[param] : undefined;
  if (spec === undefined) throw new Error(`There is no parameter ${param}.`);
  return spec;
}

export const REPEAT = "(repeat)";

function valueIn(unit: Unit, param: string): ParamValue {
  const value = param === REPEAT ? unit.repeat : unit.params[param];
  return value ?? (specOf(unit, param).default as ParamValue);
}

/** Pairs of equal numbers are one number: a pair takes it for both axes. */
const isEven = (value: ParamValue | undefined): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 2 && value[0] === value[1]);

const same = (a: ParamValue | undefined, b: ParamValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export function parametersOf(family: Family): Parameters {
  const { model, members, lacks } = family;
  const parts = members.map(
    (member) => new Map(member.members.map((unit) => [inside(unit.path, member.path), unit])),
  );
  const drafts: BlockParameterDraft[] = [];
  const expressions = new Map<string, string>();
  for (const unit of model.members) {
    const part = inside(unit.path, model.path);
    for (const param of paramNames(unit, part, parts)) {
      const values = parts.map((own) => {
        const found = own.get(part);
        return found === undefined ? undefined : valueIn(found, param);
      });
      const known = values.filter((value) => value !== undefined);
      if (known.every((value) => same(value, known[0]))) continue;
      expressions.set(`${part} ${param}`, expressionFor(unit, part, param, values, drafts));
    }
  }
  const needs = optional(model, lacks, members, drafts);
  return { parameters: drafts, expressions, needs };
}

function paramNames(
  unit: Unit,
  part: string,
  parts: readonly ReadonlyMap<string, Unit>[],
): readonly string[] {
  const names = new Set<string>();
  for (const own of parts) for (const name of Object.keys(own.get(part)?.params ?? {})) names.add(name);
  return [...names, ...(unit.repeat === undefined ? [] : [REPEAT])];
}

/** An expression over a parameter that is there already, or over a new one. */
function expressionFor(
  unit: Unit,
  part: string,
  param: string,
  given: Column,
  drafts: BlockParameterDraft[],
): string {
  const spec = specOf(unit, param);
  const even = spec.type === "pair" && given.every(isEven);
  const values = even ? given.map((value) => (Array.isArray(value) ? value[0] : value)) : given;
  const shape: ParamSpec = even ? { ...spec, type: "int", default: spec.default[0] } : spec;
  for (const [index, draft] of drafts.entries()) {
    if (draft.spec.type !== shape.type) continue;
    const merged = merge(draft.values, values);
    if (merged !== null) {
      drafts[index] = { ...draft, values: merged };
      return `=${draft.name}`;
    }
    const multiple = ratio(draft.values, values);
    if (multiple !== null && param === "filters") return `=${draft.name} ${multiple}`;
  }
  const plain = identifier(param === REPEAT ? "copies" : param);
  const taken = new Set(drafts.map(({ name }) => name));
  const name = taken.has(plain) ? unique(identifier(`${part}_${plain}`), taken) : plain;
  const first = values.find((value) => value !== undefined);
  drafts.push({ name, spec: { ...shape, default: first } as ParamSpec, values });
  return `=${name}`;
}

function unique(name: string, taken: ReadonlySet<string>): string {
  for (let count = 2, wanted = name; ; count++) {
    if (!taken.has(wanted)) return wanted;
    wanted = `${name}_${count}`;
  }
}

/** One column for both, or `null` where they differ. */
function merge(a: Column, b: Column): Column | null {
  const merged: (ParamValue | undefined)[] = [];
  for (const [index, x] of a.entries()) {
    const y = b[index];
    if (x !== undefined && y !== undefined && !same(x, y)) return null;
    merged.push(x ?? y);
  }
  return merged;
}

/** `* 4` or `// 4` where every number is that multiple of the other, over at least three different ones. */
function ratio(a: Column, b: Column): string | null {
  const pairs: (readonly [number, number])[] = [];
  for (const [index, x] of a.entries()) {
    const y = b[index];
    if (y === undefined) continue;
    if (typeof x !== "number" || typeof y !== "number") return null;
    pairs.push([x, y]);
  }
  const [first] = pairs;
  if (first === undefined || new Set(pairs.map(([x]) => x)).size < 3) return null;
  const [x0, y0] = first;
  if (y0 % x0 === 0 && pairs.every(([x, y]) => y * x0 === x * y0)) return `* ${y0 / x0}`;
  return x0 % y0 === 0 && pairs.every(([x, y]) => y * x0 === x * y0) ? `// ${x0 / y0}` : null;
}

/** Parts that some lack: one parameter for all that are there together. */
function optional(
  model: Region,
  lacks: Family["lacks"],
  members: readonly Region[],
  drafts: BlockParameterDraft[],
): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const unit of model.members) {
    const part = inside(unit.path, model.path);
    const pattern = members.map((member) => (lacks.get(member)?.has(part) === true ? "0" : "1")).join("");
    if (pattern.includes("0")) groups.set(pattern, [...(groups.get(pattern) ?? []), part]);
  }
  const needs = new Map<string, string>();
  const kinds = new Map<string, LayerKind | null>(
    model.members.map(({ path, what }) => [
      inside(path, model.path),
      what.type === "layer" ? what.kind : null,
    ]),
  );
  for (const [pattern, parts] of groups) {
    const taken = new Set(drafts.map(({ name }) => name));
    const name = unique(identifier(groupName(parts, kinds)), taken);
    const values = [...pattern].map((mark) => mark === "1");
    const spec = bool({
      label: name,
      help: `Whether ${parts.join(", ")} ${parts.length > 1 ? "are" : "is"} there.`,
      default: true,
    });
    drafts.push({ name, spec, values });
    for (const part of parts) needs.set(part, name);
  }
  return needs;
}

/** `downsample` of `downsample.0` and `downsample.1`; a lone sum is the residual connection. */
function groupName(parts: readonly string[], kinds: ReadonlyMap<string, LayerKind | null>): string {
  const [first = ""] = parts;
  const stem = first.split(".")[0] ?? first;
  if (parts.length === 1 && kinds.get(first) === "add") return "residual";
  return parts.every((part) => part === stem || part.startsWith(`${stem}.`)) ? stem : `with_${first}`;
}

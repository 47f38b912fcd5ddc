/** A block that a family of regions becomes, and the unit that stands for each of them. */
import type { ParamValue } from "../../layers/param.ts";
import { type BlockParameterDraft, parametersOf, REPEAT } from "./arguments.ts";
import { frozenOf } from "./freezing.ts";
import { inside } from "./module-paths.ts";
import type { Region } from "./regions.ts";
import { describeBlock } from "./title.ts";
import type { Family } from "./unify.ts";
import type { Unit } from "./units.ts";

/** One part of a block; its inputs are parts, or ports by their number. */
export interface Part {
  readonly name: string;
  readonly what: Unit["what"];
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly inputs: readonly (string | number)[];
  readonly repeat?: number | string;
  readonly muted?: string;
  /** In every instance. */
  readonly frozen: boolean;
}
export interface BlockClass {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly drawing?: string;
  readonly parameters: readonly BlockParameterDraft[];
  /** Names of the ports, none of them that of a part. */
  readonly ports: readonly string[];
  readonly outPort: string;
  readonly parts: readonly Part[];
  /** Name of the part that is read outside. */
  readonly output: string;
}

export interface Classified {
  readonly block: BlockClass;
  /** In the order of the family. */
  readonly instances: readonly { readonly region: Region; readonly unit: Unit }[];
}

export function classify(family: Family, takenIds: ReadonlySet<string>): Classified {
  const { model, members } = family;
  const { parameters, expressions, needs } = parametersOf(family);
  const isMixed = frozenOf(model.members) === "mixed";
  const parts = model.members.map((unit): Part => {
    const name = inside(unit.path, model.path);
    const need = needs.get(name);
    const copies = expressions.get(`${name} ${REPEAT}`) ?? unit.repeat;
    return {
      name,
      what: unit.what,
      params: {
        ...unit.params,
        ...Object.fromEntries(
          [...expressions].flatMap(([key, text]) => {
            const [part, param = ""] = key.split(" ");
            return part === name && param !== REPEAT ? [[param, text] as const] : [];
          }),
        ),
      },
      inputs: inOrder(unit, name, family).map((input) => {
        const port = model.sources.indexOf(input);
        return port >= 0 ? port : inside(input, model.path);
      }),
      frozen: isMixed && unit.frozen === true,
      ...(copies === undefined ? {} : { repeat: copies }),
      ...(need === undefined ? {} : { muted: `=!${need}` }),
    };
  });
  const names = new Set(parts.map(({ name }) => name));
  const block: BlockClass = {
    ...describeBlock(parts, takenIds),
    parameters,
    ports: model.sources.map((_, index) => free(model.sources.length === 1 ? "in" : `in${index + 1}`, names)),
    outPort: free("out", names),
    parts,
    output: inside(model.output, model.path),
  };
  return {
    block,
    instances: members.map((region, index) => {
      const state = isMixed ? false : frozenOf(region.members);
      return { region, unit: instance(block, region, index, state === "mixed" ? false : state) };
    }),
  };
}

const free = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? free(`${name}_port`, taken) : name;

/** The input that passes where a sum is left out comes first. */
function inOrder({ inputs }: Unit, name: string, { passing }: Family): readonly string[] {
  const first = inputs[passing.get(name) ?? 0];
  return first === undefined
    ? inputs
    : [first, ...inputs.filter((_, slot) => slot !== (passing.get(name) ?? 0))];
}

function instance(block: BlockClass, region: Region, index: number, frozen: boolean | null): Unit {
  const params: Record<string, ParamValue> = {};
  for (const { name, spec, values } of block.parameters) {
    const value = values[index];
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(spec.default)) params[name] = value;
  }
  return { path: region.path, what: { type: "block", block }, params, inputs: region.sources, frozen };
}

/**
 * What the uses of a block have in common becomes code, what differs becomes arguments of its class: values that are
 * always alike are written as literals, values that vary together share an argument or are a multiple of one.
 */
import { nameGiver } from "../../support/names.ts";
import { identifier } from "../python.ts";
import { sameValue, type Value } from "../types.ts";

/** A value for each use; `undefined` where the use has no such thing. */
export type Vector = readonly (Value | undefined)[];

export interface ClassArgument {
  readonly name: string;
  readonly values: Vector;
}
export type Expr =
  | { readonly type: "none" }
  | { readonly type: "literal"; readonly value: Value }
  | { readonly type: "argument"; readonly name: string; readonly times: number; readonly over: number };

const NONE: Expr = { type: "none" };
export const literal = (value: Value): Expr => ({ type: "literal", value });

export interface Hint {
  /** What the document calls it: the only argument it may share. */
  readonly stated?: string;
  /** A name for it otherwise. */
  readonly name: string;
}

interface Entry extends ClassArgument {
  readonly isFlag: boolean;
}

/** Where `wanted` has a value, `has` gives the same. */
const covers = (has: Vector, wanted: Vector, same: (a: Value, b: Value) => boolean): boolean =>
  wanted.every((value, use) => {
    const own = has[use];
    return value === undefined || (own !== undefined && same(own, value));
  });

const LARGEST_FACTOR = 16;

/** The whole number `k >= 2` with `wanted = k * has` everywhere. */
function factor(has: Vector, wanted: Vector): number | null {
  const use = wanted.findIndex((value) => value !== undefined);
  const [own, value] = [has[use], wanted[use]];
  if (typeof own !== "number" || typeof value !== "number" || own <= 1) return null;
  const k = value / own;
  if (!Number.isInteger(k) || k < 2 || k > LARGEST_FACTOR) return null;
  return covers(has, wanted, (a, b) => typeof a === "number" && a * k === b) ? k : null;
}

/** The arguments of one class as they are found. */
export class ArgumentList {
  readonly #entries: Entry[] = [];
  readonly #give = nameGiver((wish) => identifier(wish, "value"));
  /** Becomes an argument once something has these values. */
  readonly #offered: ClassArgument;

  constructor(offered: ClassArgument) {
    this.#offered = offered;
  }

  get all(): readonly ClassArgument[] {
    return this.#entries;
  }

  /** An expression that gives every use its value. */
  express(vector: Vector, hint: Hint): Expr {
    const first = vector.find((value) => value !== undefined);
    if (first === undefined) return NONE;
    if (vector.every((value) => value === undefined || sameValue(value, first))) return literal(first);
    if (hint.stated !== undefined) {
      const stated = identifier(hint.stated, "value");
      const known = this.#entries.find(
        ({ name, values }) => name === stated && covers(values, vector, sameValue),
      );
      return this.#refer(known?.name ?? this.#add(hint.stated, vector, false));
    }
    const known = this.#entries.find(({ values, isFlag }) => !isFlag && covers(values, vector, sameValue));
    if (known !== undefined) return this.#refer(known.name);
    const { name: offeredName, values: offeredValues } = this.#offered;
    if (covers(offeredValues, vector, sameValue)) {
      return this.#refer(this.#add(offeredName, offeredValues, false));
    }
    for (const { name, values } of this.#entries) {
      const times = factor(values, vector);
      if (times !== null) return { type: "argument", name, times, over: 1 };
    }
    for (const { name, values } of this.#entries) {
      const over = vector.some((value) => value === undefined) ? null : factor(vector, values);
      if (over !== null) return { type: "argument", name, times: 1, over };
    }
    return this.#refer(this.#add(hint.name, vector, false));
  }

  /** Whether a member is there: `null` where it always is. Shared among the members that come and go together. */
  flag(present: readonly boolean[], hint: Hint): Expr | null {
    if (present.every((value) => value)) return null;
    const known = this.#entries.find(({ values, isFlag }) => isFlag && covers(values, present, sameValue));
    return this.#refer(known?.name ?? this.#add(hint.stated ?? `with_${hint.name}`, present, true));
  }

  #refer(name: string): Expr {
    return { type: "argument", name, times: 1, over: 1 };
  }
  #add(wish: string, values: Vector, isFlag: boolean): string {
    const name = this.#give(wish);
    this.#entries.push({ name, values, isFlag });
    return name;
  }
}

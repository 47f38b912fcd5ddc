/** A layer as a line of PyTorch. */
import type { LayerKind } from "../../layers/index.ts";
import type { EmitTable as CommonEmitTable } from "../support/types.ts";
import type { HelperName } from "./helpers.ts";

export type Value = number | boolean | string | readonly number[];

export const sameValue = (a: Value, b: Value): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => x === b[i]));

/** One argument of a constructor. */
export interface Argument {
  readonly name: string;
  readonly value: Value;
  /** Given by position; these come first. */
  readonly positional?: true;
  /** PyTorch's default: left out where all uses have it. */
  readonly standard?: Value;
  /** The layer's parameter it stems from; a block's argument that feeds it gives its name. */
  readonly param?: string;
}

export type PyLayer =
  | {
      readonly type: "module";
      /** `nn.Conv2d`, or one of the helpers. */
      readonly callee: string;
      readonly helper?: HelperName;
      readonly args: readonly Argument[];
    }
  | {
      readonly type: "expression";
      /** Python for the value, from the names of its inputs. */
      readonly write: (inputs: readonly string[]) => string;
      /** Equal where two expressions are written alike. */
      readonly signature: string;
    }
  | { readonly type: "pass" };

export type EmitTable<K extends LayerKind> = CommonEmitTable<K, PyLayer>;

/** A pair as PyTorch writes it: one number where both are equal. */
export const compact = (pair: readonly number[]): Value =>
  pair.length === 2 && pair[0] === pair[1] ? (pair[0] ?? 0) : pair;

const position = (name: string, value: Value, param?: string): Argument =>
  param === undefined ? { name, value, positional: true } : { name, value, positional: true, param };
const keyword = (name: string, value: Value, standard?: Value, param = name): Argument =>
  standard === undefined ? { name, value, param } : { name, value, standard, param };

export const arg = { position, keyword };

export const module = (callee: string, ...args: readonly Argument[]): PyLayer => ({
  type: "module",
  callee,
  args,
});

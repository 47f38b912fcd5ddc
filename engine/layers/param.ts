/** Parameters of layers and blocks: their types, limits and defaults, from which forms, parsers and docs derive. */

export type Pair = readonly [number, number];
export type ParamScalar = number | boolean | string;
/**
 * What a document stores. A string that starts with `=` is an expression over the arguments of the
 * enclosing block (or the document's variables), for example `"=channels * 2"`; lists may hold expressions too.
 */
export type ParamValue = ParamScalar | readonly ParamScalar[];

interface ParamBase {
  /** English label, the field's standard term. */
  readonly label: string;
  /** One sentence; shown as a tooltip. */
  readonly help: string;
}
export interface IntParam extends ParamBase {
  readonly type: "int";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** `px`, `channels`, ... */
  readonly unit?: string;
}
export interface FloatParam extends ParamBase {
  readonly type: "float";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}
export interface BoolParam extends ParamBase {
  readonly type: "bool";
  readonly default: boolean;
}
export interface ChoiceParam<O extends string = string> extends ParamBase {
  readonly type: "choice";
  readonly default: O;
  readonly options: readonly O[];
}
/** Two integers, height then width; the form links them until they differ. */
export interface PairParam extends ParamBase {
  readonly type: "pair";
  readonly default: Pair;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}
/** A list of integers, for example a target shape. */
export interface IntsParam extends ParamBase {
  readonly type: "ints";
  readonly default: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly minLength: number;
  readonly maxLength: number;
}
export type ParamSpec = IntParam | FloatParam | BoolParam | ChoiceParam | PairParam | IntsParam;
export type ParamTable = Readonly<Record<string, ParamSpec>>;

/** The resolved value of one parameter: no expressions left, within its limits. */
export type ParamType<S extends ParamSpec> =
  S extends ChoiceParam<infer O>
    ? O
    : S extends BoolParam
      ? boolean
      : S extends PairParam
        ? Pair
        : S extends IntsParam
          ? readonly number[]
          : number;
export type ParamsOf<T extends ParamTable> = { readonly [N in keyof T]: ParamType<T[N]> };
/** Resolved parameters of an unknown kind. */
export type ResolvedParams = Readonly<Record<string, ParamScalar | readonly number[]>>;

export const isExpression = (value: unknown): value is string =>
  typeof value === "string" && value.startsWith("=");

// Small builders keep the tables of the layers readable and infer literal option types.
type Omitted<S extends ParamSpec> = Omit<S, "type">;
export const int = (spec: Omitted<IntParam>): IntParam => ({ type: "int", ...spec });
export const float = (spec: Omitted<FloatParam>): FloatParam => ({ type: "float", ...spec });
export const bool = (spec: Omitted<BoolParam>): BoolParam => ({ type: "bool", ...spec });
export const pair = (spec: Omitted<PairParam>): PairParam => ({ type: "pair", ...spec });
export const ints = (spec: Omitted<IntsParam>): IntsParam => ({ type: "ints", ...spec });
export const choice = <const O extends string>(
  spec: ParamBase & { readonly default: NoInfer<O>; readonly options: readonly O[] },
): ChoiceParam<O> => ({ type: "choice", ...spec });

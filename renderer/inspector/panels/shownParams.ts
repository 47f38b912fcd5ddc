/** Which parameters a form shows: those that have an effect with the present values of others. */
import type { ParamSpec, ParamTable } from "../../../engine/layers/param.ts";

type Row = readonly [name: string, spec: ParamSpec];
export interface ShownParams {
  readonly main: readonly Row[];
  /** How the first weights are drawn: behind a fold. */
  readonly initialiser: readonly Row[];
}

const INITIALISER: ReadonlySet<string> = new Set(["init", "initStd", "initValue", "biasInit"]);

/** `param` matters only while `of` has the value; while that is not known (an expression, several nodes) it is shown. */
const CONDITIONS: readonly { readonly param: string; readonly of: string; readonly is: unknown }[] = [
  { param: "initStd", of: "init", is: "normal" },
  { param: "initValue", of: "init", is: "constant" },
  { param: "biasInit", of: "bias", is: true },
  { param: "height", of: "layout", is: "image" },
  { param: "width", of: "layout", is: "image" },
];

export function shownParams(table: ParamTable, known: (name: string) => unknown): ShownParams {
  const matters = ([name]: Row): boolean =>
    CONDITIONS.every(({ param, of, is }) => {
      if (param !== name || !Object.hasOwn(table, of)) return true;
      const value = known(of);
      return value === undefined || value === is;
    });
  const rows = Object.entries(table).filter(matters);
  return {
    main: rows.filter(([name]) => !INITIALISER.has(name)),
    initialiser: rows.filter(([name]) => INITIALISER.has(name)),
  };
}

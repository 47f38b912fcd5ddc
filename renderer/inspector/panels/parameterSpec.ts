/** Specifications of a block's own parameters, as their form builds them. */
import { checkParam } from "../../../engine/document/params.ts";
import type { ParamSpec, ParamValue } from "../../../engine/layers/param.ts";

export const PARAM_TYPES = ["int", "float", "bool", "choice", "pair", "ints"] as const;
export type ParamType = (typeof PARAM_TYPES)[number];

interface Words {
  readonly label: string;
  readonly help: string;
}
const WHOLE = { min: 1, max: 65_536 } as const;

/** A parameter of a type with limits that suit most layers. */
export function freshSpec(type: ParamType, words: Words): ParamSpec {
  switch (type) {
    case "int":
      return { type, ...words, default: 1, ...WHOLE };
    case "float":
      return { type, ...words, default: 0.5, min: 0, max: 1 };
    case "bool":
      return { type, ...words, default: true };
    case "choice":
      return { type, ...words, default: "a", options: ["a", "b"] };
    case "pair":
      return { type, ...words, default: [1, 1], ...WHOLE };
    case "ints":
      return { type, ...words, default: [1], ...WHOLE, minLength: 1, maxLength: 8 };
  }
}

/** Another type for a parameter; its default is kept where it fits. */
export function withType(spec: ParamSpec, type: ParamType): ParamSpec {
  const fresh = freshSpec(type, { label: spec.label, help: spec.help });
  return withDefault(fresh, spec.default) ?? fresh;
}

/** Null where the value is outside of the limits or of another type. */
export function withDefault(spec: ParamSpec, value: ParamValue): ParamSpec | null {
  const checked = checkParam(spec, value);
  return checked.ok ? ({ ...spec, default: checked.value } as ParamSpec) : null;
}

/** Other limits, the default moved into them. */
export function withLimits(
  spec: Extract<ParamSpec, { readonly min: number }>,
  limits: { readonly min?: number; readonly max?: number },
): ParamSpec {
  const min = limits.min ?? spec.min;
  const max = limits.max ?? spec.max;
  const inside = (value: number): number => Math.min(max, Math.max(min, value));
  switch (spec.type) {
    case "int":
    case "float":
      return { ...spec, min, max, default: inside(spec.default) };
    case "pair":
      return { ...spec, min, max, default: [inside(spec.default[0]), inside(spec.default[1])] };
    case "ints":
      return { ...spec, min, max, default: spec.default.map(inside) };
  }
}

/** Options from a text; null where there is none or one is given twice. */
export function withOptions(spec: Extract<ParamSpec, { type: "choice" }>, text: string): ParamSpec | null {
  const options = text
    .split(",")
    .map((option) => option.trim())
    .filter((option) => option !== "");
  const [first] = options;
  if (first === undefined || new Set(options).size < options.length) return null;
  return { ...spec, options, default: options.includes(spec.default) ? spec.default : first };
}

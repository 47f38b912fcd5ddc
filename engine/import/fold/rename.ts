import type { Unit } from "./units.ts";

/** The units with what they read under new paths. */
export function rename(units: readonly Unit[], paths: ReadonlyMap<string, string>): readonly Unit[] {
  return units.map((unit) =>
    unit.inputs.some((input) => paths.has(input))
      ? { ...unit, inputs: unit.inputs.map((input) => paths.get(input) ?? input) }
      : unit,
  );
}

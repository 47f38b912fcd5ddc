/** What the warning lights say of a run: every light always, with what it was held against. */
import type { HealthLight } from "../../engine/worker/values.ts";
import type { ShownRun } from "./types.ts";

export type LightName = HealthLight["name"];

const NAMES: readonly LightName[] = ["loss", "gradient", "vanishing", "dead", "saturated"];

const unmeasured = (name: LightName): HealthLight => ({
  name,
  state: "unmeasured",
  value: null,
  threshold: 0,
  path: null,
});

/** All lights in their fixed order; a loss that is no number any more lights its own, measured or not. */
export function lightsOf({ health, ending }: Pick<ShownRun, "health" | "ending">): readonly HealthLight[] {
  const measured = new Map(health?.lights.map((light) => [light.name, light]));
  return NAMES.map((name) => {
    const light = measured.get(name) ?? unmeasured(name);
    return name === "loss" && ending === "non-finite"
      ? { ...light, state: "warning", value: Number.NaN }
      : light;
  });
}

/** Shares as per cent, all else with three digits; `null` for what is no finite number. */
export function figureOf(name: LightName, value: number): string | null {
  if (!Number.isFinite(value)) return null;
  if (name === "dead" || name === "saturated") return `${(100 * value).toFixed(1)} %`;
  if (value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 10_000)) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

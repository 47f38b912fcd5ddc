/** What is frozen in a file stays so in blocks: a whole instance is, or parts are in every instance alike. */
import { inside } from "./module-paths.ts";
import type { Region } from "./regions.ts";
import type { Unit } from "./units.ts";

/** Of several units together; `null` where none has weights. */
export function frozenOf(units: readonly Pick<Unit, "frozen">[]): boolean | null | "mixed" {
  const states = new Set(units.flatMap(({ frozen }) => (frozen === null ? [] : [frozen])));
  if (states.size > 1) return "mixed";
  return states.size === 0 ? null : states.has(true);
}

/** Whether one block can stand for both: each is frozen or not as a whole, or both are so part by part. */
export function sameFreezing(model: Region, region: Region): boolean {
  const isWhole = [model, region].every(({ members }) => frozenOf(members) !== "mixed");
  if (isWhole) return true;
  const parts = new Map(model.members.map((unit) => [inside(unit.path, model.path), unit.frozen]));
  return region.members.every(({ path, frozen }) => parts.get(inside(path, region.path)) === frozen);
}

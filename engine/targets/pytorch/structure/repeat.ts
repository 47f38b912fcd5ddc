/** Copies of a block as a loop: what is alike in all of them, or in all but the first, or rises evenly. */
import type { Value } from "../types.ts";
import type { Vector } from "./unify.ts";

/** `start + step*i` in copy `i`; `step` is 0 for what stays, and for what is no number. */
export interface Progression {
  readonly start: Value | undefined;
  readonly step: number;
}
/** One loop: for each argument and each use of the class around, how it goes on over the copies. */
export interface Loop {
  readonly progressions: readonly (readonly Progression[])[];
}

/** `values[i]` of copy `from + i`. */
function progression(values: Vector, from: number): Progression | null {
  const known = values.flatMap((value, i) => (value === undefined ? [] : [{ value, at: from + i }]));
  const [first, second] = known;
  if (first === undefined) return { start: undefined, step: 0 };
  if (second === undefined) return { start: first.value, step: 0 };
  if (typeof first.value !== "number") {
    const text = JSON.stringify(first.value);
    return known.every(({ value }) => JSON.stringify(value) === text)
      ? { start: first.value, step: 0 }
      : null;
  }
  const base = first.value;
  const step = typeof second.value === "number" ? (second.value - base) / (second.at - first.at) : Number.NaN;
  const start = base - step * first.at;
  if (!Number.isSafeInteger(step) && step !== 0) return null;
  const fits = known.every(({ value, at }) => value === base + step * (at - first.at));
  return fits ? { start, step } : null;
}

/**
 * `calls[use][copy][argument]`, each copy from `from` on. `null` where some argument follows no rule. A use with one copy
 * follows any rule, so that it takes the step of the others where they agree.
 */
export function loopOf(
  calls: readonly (readonly Vector[])[],
  argumentCount: number,
  from: number,
): Loop | null {
  const progressions: Progression[][] = [];
  for (let argument = 0; argument < argumentCount; argument++) {
    const found: Progression[] = [];
    for (const copies of calls) {
      const one = progression(
        copies.slice(from).map((copy) => copy[argument]),
        from,
      );
      if (one === null) return null;
      found.push(one);
    }
    progressions.push(found);
  }
  return { progressions: progressions.map((found) => aligned(found, calls, from)) };
}

function aligned(
  found: readonly Progression[],
  calls: readonly (readonly Vector[])[],
  from: number,
): readonly Progression[] {
  const steps = new Set(
    found.flatMap(({ step }, use) => ((calls[use]?.length ?? 0) > from + 1 ? [step] : [])),
  );
  const [step] = steps;
  if (steps.size !== 1 || step === undefined || step === 0) return found;
  return found.map((one, use) => {
    const single = (calls[use]?.length ?? 0) === from + 1;
    return single && typeof one.start === "number" ? { start: one.start - step * from, step } : one;
  });
}

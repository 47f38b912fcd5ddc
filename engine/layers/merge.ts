/** How the inputs of a combining layer are compared, so that all of them refuse alike. */
import { formatShape, isMap, type Shape, sameShape } from "../tensor/shape.ts";
import type { LayerIssueCode } from "./messages.ts";
import { type Inferred, refused } from "./spec.ts";

/** What two shapes disagree in, or `null` where they are the same. */
export function disagreement(a: Shape, b: Shape): LayerIssueCode | null {
  if (sameShape(a, b)) return null;
  if (isMap(a) !== isMap(b)) return "ranks-differ";
  if (!isMap(a)) return "features-differ";
  if (sameShape(a.slice(1), b.slice(1))) return "channels-differ";
  return a[0] === b[0] ? "spatial-differ" : "sizes-differ";
}

/** A refusal that names both inputs: counted from 1 for people, from 0 for programs, and their shapes. */
export const refusedPair = (
  code: LayerIssueCode,
  inputs: readonly Shape[],
  slotA: number,
  slotB: number,
): Inferred =>
  refused(code, {
    a: slotA + 1,
    b: slotB + 1,
    slotA,
    slotB,
    shapeA: formatShape(inputs[slotA] ?? []),
    shapeB: formatShape(inputs[slotB] ?? []),
  });

/** Fixes of combining layers: every other input is brought to the shape of one of the two that disagree. */
import { type LayerKind, layerSpec } from "../../layers/index.ts";
import { isMap, isVector, type Shape } from "../../tensor/shape.ts";
import type { Change, Site } from "./change.ts";
import { type Match, waysTo } from "./match.ts";
import { widthExpression, withWidth } from "./width.ts";

const slotOf = (site: Site, name: "slotA" | "slotB"): number => Number(site.issue.values[name] ?? 0);

/**
 * Brings every input that disagrees with the reference to it, in up to three ways for each of the two references. The
 * later one is the first reference: it is the shortcut that follows the branch.
 */
export function agreeOn(site: Site): readonly Change[] {
  const place = (slot: number): number => site.places[slot] ?? 0;
  const slots = [slotOf(site, "slotB"), slotOf(site, "slotA")].sort((a, b) => place(b) - place(a));
  const maps = slots.filter((slot) => isMap(site.inputs[slot] ?? []));
  // A gate follows the map, never the other way round.
  const references = site.layer.kind === "multiply" && maps.length === 1 ? maps : slots;
  return references.flatMap((reference) => [0, 1, 2].flatMap((choice) => bringTo(site, reference, choice)));
}

/** All feature maps become vectors. */
export function agreeOnVectors(site: Site): readonly Change[] {
  const reference = site.inputs.findIndex(isVector);
  return [0, 1].flatMap((choice) => bringTo(site, reference, choice));
}

/** The `choice`-th way for each input that disagrees, or the last one where there are fewer; empty where one has none. */
function bringTo(site: Site, reference: number, choice: number): readonly Change[] {
  const goal = site.inputs[reference];
  if (goal === undefined) return [];
  const steps: { readonly slot: number; readonly way: Match }[] = [];
  for (const [slot, shape] of site.inputs.entries()) {
    if (slot === reference || agrees(site, goal, shape)) continue;
    const ways = waysFor(site.layer.kind, shape, goal);
    const way = ways[Math.min(choice, ways.length - 1)];
    if (way === undefined) return [];
    steps.push({ slot, way });
  }
  const [first] = steps;
  if (first === undefined) return [];
  const width = widthExpression(site, reference);
  const input = steps.map(({ slot }) => slot + 1).join(", ");
  return [
    {
      code: first.way.code,
      values: { ...first.way.values, input },
      before: steps.map(({ slot, way }) => ({
        slot,
        layers: width === undefined ? way.layers : withWidth(way.layers, goal[0] ?? 0, width),
      })),
    },
  ];
}

const agrees = ({ layer }: Site, goal: Shape, shape: Shape): boolean =>
  layerSpec(layer.kind).infer(layer.params, [goal, shape]).ok;

/** Concat keeps the channels of each input; a vector needs no certain length. */
function waysFor(kind: LayerKind, shape: Shape, goal: Shape): readonly Match[] {
  if (kind !== "concat") return waysTo(shape, gateGoal(kind, shape, goal));
  if (isMap(shape) && isMap(goal)) return waysTo(shape, [shape[0], goal[1], goal[2]]);
  if (!isMap(shape) || !isVector(goal)) return [];
  return [
    ...waysTo(shape, [shape[0]]),
    { code: "match-flatten", values: {}, layers: [{ kind: "flatten", params: {} }] },
  ];
}

/** A vector or a 1×1 map at a multiplication is a gate: it needs one factor for each channel, not the whole shape. */
function gateGoal(kind: LayerKind, shape: Shape, goal: Shape): Shape {
  if (kind !== "multiply" || !isMap(goal)) return goal;
  if (isVector(shape)) return [goal[0]];
  return shape[1] === 1 && shape[2] === 1 ? [goal[0], 1, 1] : goal;
}

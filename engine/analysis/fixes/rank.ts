/** Fixes between feature maps and vectors: flatten, pool, reshape. */
import { elements, isMap, isVector, type Shape } from "../../tensor/shape.ts";
import type { Change, Site } from "./change.ts";

const ONE_WINDOW = { kernel: [1, 1], size: [1, 1], dilation: [1, 1] } as const;

export const makeVector = (): readonly Change[] => [
  { code: "insert-flatten", values: {}, before: [{ slot: 0, layers: [{ kind: "flatten", params: {} }] }] },
  {
    code: "insert-global-pool",
    values: {},
    before: [{ slot: 0, layers: [{ kind: "globalAvgPool2d", params: {} }] }],
  },
];

/**
 * N features as one square image, or as N channels of one pixel with a window that fits on one. The number of channels
 * is left open, so that copies of a block with other sizes are served too.
 */
export function makeMap(site: Site): readonly Change[] {
  const [shape = []] = site.inputs;
  if (!isVector(shape)) return [];
  const [features] = shape;
  const side = Math.round(Math.sqrt(features));
  const square: readonly Change[] = side > 1 && side * side === features ? [reshapeTo([-1, side, side])] : [];
  const pixels = reshapeTo([-1, 1, 1]);
  const names = Object.keys(ONE_WINDOW).filter((name) => name in site.layer.params);
  const window = Object.fromEntries(names.map((name) => [name, ONE_WINDOW[name as keyof typeof ONE_WINDOW]]));
  return [...square, pixels, { ...pixels, params: window }];
}

const reshapeTo = (target: Shape): Change => ({
  code: "insert-reshape",
  values: { target: target.join("×") },
  before: [{ slot: 0, layers: [{ kind: "reshape", params: { shape: target } }] }],
});

/**
 * Targets that hold as many elements as the input has: the wanted one with one size left open, the shape that came in,
 * pixels, a vector. Where a map was wanted a map comes first.
 */
export function targetShapes(site: Site): readonly Change[] {
  const [shape = []] = site.inputs;
  const wanted = site.layer.params.shape;
  const target = Array.isArray(wanted) ? wanted.map(Number) : [];
  const completed = [0, 1, 2].flatMap((axis) => opened(target, axis, elements(shape)));
  const maps = target.length === 3 ? [...(isMap(shape) ? [[-1, shape[1], shape[2]]] : []), [-1, 1, 1]] : [];
  return [...completed, ...maps, [-1]].map((sizes) => ({
    code: "set-param",
    values: { param: "shape", label: "Target shape", value: sizes.join("×") },
    params: { shape: sizes },
  }));
}

/** The target with the size of one axis left open, where a whole number comes out. */
function opened(target: readonly number[], axis: number, count: number): readonly Shape[] {
  const rest = elements(target.filter((_, other) => other !== axis));
  if (target.length !== 3 || rest < 1 || count % rest !== 0) return [];
  return [target.map((size, other) => (other === axis ? -1 : size))];
}

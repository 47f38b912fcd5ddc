/** Folds a tall layout into columns side by side, so that a deep network is read without scrolling. */
import type { TidyNode, TidyWire } from "./tidy.ts";

interface Centre {
  readonly x: number;
  readonly y: number;
}

/** Width over height that a folded layout comes near to: that of a window. */
const ASPECT = 1.5;
const COLUMN_GAP = 88;
/** A layout of fewer layers, or of layers wider than so many pixels, stays as it is. */
const FEWEST_LAYERS = 8;
const WIDEST = 760;
/** How far from an even cut a better one is looked for, in layers. */
const SLACK = 2;

/** Layers from top to bottom: nodes whose middles are at one height. */
function layersOf(centres: ReadonlyMap<string, Centre>): readonly number[] {
  return [...new Set([...centres.values()].map(({ y }) => Math.round(y)))].sort((a, b) => a - b);
}

/** Number of wires that pass between a layer and the next, by layer. */
function crossings(
  wires: readonly TidyWire[],
  layerOf: (key: string) => number | undefined,
  count: number,
): readonly number[] {
  const over = new Array<number>(count).fill(0);
  for (const { from, to } of wires) {
    const [a, b] = [layerOf(from), layerOf(to)];
    if (a === undefined || b === undefined) continue;
    for (let layer = Math.min(a, b); layer < Math.max(a, b); layer += 1) over[layer] = (over[layer] ?? 0) + 1;
  }
  return over;
}

/** After which layers to cut: near even parts, where the fewest wires pass. */
function cuts(count: number, columns: number, over: readonly number[]): readonly number[] {
  const chosen: number[] = [];
  for (let column = 1; column < columns; column += 1) {
    const even = Math.round((column * count) / columns) - 1;
    const near = Array.from({ length: 2 * SLACK + 1 }, (_, index) => even - SLACK + index);
    const free = near.filter((layer) => layer > (chosen.at(-1) ?? -1) && layer < count - 1);
    const cost = (layer: number): number => (over[layer] ?? 0) * 10 + Math.abs(layer - even);
    const [best] = free.sort((a, b) => cost(a) - cost(b));
    if (best !== undefined) chosen.push(best);
  }
  return chosen;
}

export function foldColumns(
  nodes: readonly TidyNode[],
  wires: readonly TidyWire[],
  centres: ReadonlyMap<string, Centre>,
): ReadonlyMap<string, Centre> {
  const layers = layersOf(centres);
  const at = (key: string): Centre => centres.get(key) ?? { x: 0, y: 0 };
  const left = Math.min(...nodes.map(({ key, width }) => at(key).x - width / 2));
  const right = Math.max(...nodes.map(({ key, width }) => at(key).x + width / 2));
  const top = Math.min(...nodes.map(({ key, height }) => at(key).y - height / 2));
  const bottom = Math.max(...nodes.map(({ key, height }) => at(key).y + height / 2));
  const width = right - left;
  if (layers.length < FEWEST_LAYERS || width > WIDEST) return centres;
  const columns = Math.max(1, Math.round(Math.sqrt((ASPECT * (bottom - top)) / (width + COLUMN_GAP))));
  const index = new Map(layers.map((y, layer) => [y, layer]));
  const layerOf = (key: string): number | undefined => index.get(Math.round(at(key).y));
  const cutAfter = cuts(layers.length, columns, crossings(wires, layerOf, layers.length));
  const columnOf = (layer: number): number => cutAfter.filter((cut) => cut < layer).length;
  const topOf = (column: number): number => {
    const first = column === 0 ? 0 : (cutAfter[column - 1] ?? 0) + 1;
    return layers[first] ?? 0;
  };
  return new Map(
    nodes.map(({ key }) => {
      const { x, y } = at(key);
      const column = columnOf(layerOf(key) ?? 0);
      return [key, { x: x + column * (width + COLUMN_GAP), y: y - topOf(column) + topOf(0) }];
    }),
  );
}

/** The order in which Keras counts the layers of a functional model, by which it names their weights. */
import type { StockModel } from "../stock/build.ts";

/**
 * Indices of `layers` as `Functional.layers` has them: the longest way to the output first, and among equals in the
 * order in which a depth-first walk from the output meets them (keras/src/ops/function.py, `map_graph`).
 */
export function kerasOrder({ layers, output }: StockModel): readonly number[] {
  const seen = new Map<number, number>();
  const stack = [output];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value === 0 || seen.has(value)) continue;
    seen.set(value, seen.size);
    stack.push(...[...(layers[value - 1]?.inputs ?? [])].reverse());
  }
  const depths = new Map<number, number>([[output, 0]]);
  // Layers come after what they read, so that a value's depth is known once it is reached from behind.
  for (let value = layers.length; value > 0; value--) {
    const depth = depths.get(value);
    if (depth === undefined) continue;
    for (const read of layers[value - 1]?.inputs ?? [])
      depths.set(read, Math.max(depths.get(read) ?? 0, depth + 1));
  }
  return [...seen.keys()]
    .sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0) || (seen.get(a) ?? 0) - (seen.get(b) ?? 0))
    .map((value) => value - 1);
}

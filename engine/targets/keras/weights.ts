/** The weights of a model as Keras 3 stores them: HDF5 groups by class and counter. */
import type { PlacedLayer } from "../stock/place.ts";
import { floatBytes } from "../support/files.ts";
import { type Hdf5Array, type Hdf5Group, hdf5 } from "./hdf5.ts";
import { kerasLayer, snakeCase } from "./render.ts";

/** The file's chunks; `order` is Keras' own, and `breath` is called after each layer with weights. */
export async function weightsFile(
  order: readonly PlacedLayer[],
  breath: (done: number) => Promise<void>,
): Promise<readonly Uint8Array[]> {
  return hdf5(weightGroups(order, await arraysOf(order, breath)));
}

const groupOf = (entries: readonly (readonly [string, Hdf5Group | Hdf5Array])[]): Hdf5Group => ({
  children: new Map(entries),
});

/** What each layer holds, worked out layer by layer. */
async function arraysOf(
  order: readonly PlacedLayer[],
  breath: (done: number) => Promise<void>,
): Promise<readonly (readonly Hdf5Array[])[]> {
  const arrays: (readonly Hdf5Array[])[] = [];
  for (const [index, { weights }] of order.entries()) {
    arrays.push(
      weights.map(({ shape, data }) => {
        const values = typeof data === "function" ? data() : data;
        return { shape, bytes: floatBytes(values) };
      }),
    );
    if (weights.length > 0) await breath((index + 1) / order.length);
  }
  return arrays;
}

/** `layers/conv2d_1/vars/0`: layers go by their class and a counter, in the order in which Keras meets them. */
function weightGroups(order: readonly PlacedLayer[], arrays: readonly (readonly Hdf5Array[])[]): Hdf5Group {
  const counts = new Map<string, number>();
  const groups = order.map(({ layer }, place): [string, Hdf5Group] => {
    const base = snakeCase(kerasLayer(layer).className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const own = (arrays[place] ?? []).map((array, index): [string, Hdf5Array] => [String(index), array]);
    return [count === 0 ? base : `${base}_${count}`, groupOf([["vars", groupOf(own)]])];
  });
  return groupOf([
    ["layers", groupOf(groups)],
    ["vars", groupOf([])],
  ]);
}

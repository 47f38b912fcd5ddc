/** Weights of layers that read a flattened map: from the order H, W, C to ours, C, H, W. */
import type { WeightArray } from "../targets/weights/types.ts";
import type { Shape } from "../tensor/shape.ts";
import { unmappable } from "./fault.ts";

/** For each position in the order C, H, W the position in the order H, W, C of a map `[C, H, W]`. */
function channelsLastIndex([channels = 1, height = 1, width = 1]: Shape): Uint32Array {
  const index = new Uint32Array(channels * height * width);
  let at = 0;
  for (let c = 0; c < channels; c++)
    for (let place = 0; place < height * width; place++) index[at++] = place * channels + c;
  return index;
}

/** A kernel `[out, H·W·C]` with its columns in the order of `map`'s C, H, W. */
export function columnsToChannelsFirst({ shape, data }: WeightArray, map: Shape): WeightArray {
  const [rows = 0, columns = 0] = shape;
  const index = channelsLastIndex(map);
  if (index.length !== columns)
    unmappable(`its matrix has ${columns} columns where the flattened map has ${index.length} values`);
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[row * columns + column] = data[row * columns + (index[column] ?? 0)] ?? 0;
  return { shape, data: out };
}

/** A vector with one number for each flattened value. */
export const vectorToChannelsFirst = ({ shape, data }: WeightArray, map: Shape): WeightArray => ({
  shape,
  data: columnsToChannelsFirst({ shape: [1, data.length], data }, map).data,
});

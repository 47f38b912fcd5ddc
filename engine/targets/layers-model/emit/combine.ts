/** Layers with several inputs. */
import { layers } from "@tensorflow/tfjs-layers";
import { isMap } from "../../../tensor/shape.ts";
import type { EmitTable } from "../place.ts";
import { reshaped } from "./steps.ts";

export const combineKinds: EmitTable<"add" | "multiply" | "concat"> = {
  add: () => (inputs, place) => place.put((name) => layers.add({ name }), inputs),
  /** A vector among maps is one factor for each channel. */
  multiply:
    ({ inputs: shapes, output }) =>
    (inputs, place) => {
      const factors = inputs.map((x, slot) => {
        const shape = shapes[slot] ?? [];
        if (!isMap(output) || isMap(shape)) return x;
        return reshaped(x, place, [1, 1, shape[0] ?? 0], `gate${slot}`);
      });
      return place.put((name) => layers.multiply({ name }), factors);
    },
  concat: () => (inputs, place) => place.put((name) => layers.concatenate({ name, axis: -1 }), inputs),
};

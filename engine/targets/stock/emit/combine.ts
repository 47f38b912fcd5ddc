/** Layers with several inputs. */
import { isMap } from "../../../tensor/shape.ts";
import type { EmitTable } from "../place.ts";
import { reshaped } from "./steps.ts";

export const combineKinds: EmitTable<"add" | "multiply" | "concat"> = {
  add: () => (inputs, place) => place.put({ type: "Add" }, inputs),
  /** A vector among maps is one factor for each channel. */
  multiply:
    ({ inputs: shapes, output }) =>
    (inputs, place) => {
      const factors = inputs.map((x, slot) => {
        const shape = shapes[slot] ?? [];
        if (!isMap(output) || isMap(shape)) return x;
        return reshaped(x, place, [1, 1, shape[0] ?? 0], `gate${slot}`);
      });
      return place.put({ type: "Multiply" }, factors);
    },
  concat:
    ({ output }) =>
    (inputs, place) =>
      place.put({ type: "Concatenate", axis: output.length }, inputs),
};

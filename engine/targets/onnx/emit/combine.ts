/** Layers with several inputs. */
import { isMap } from "../../../tensor/shape.ts";
import type { EmitTable, Place } from "../place.ts";
import { int, reshaped } from "./steps.ts";

/** Two at a time; the last operation gives the node's value. */
function folded(op: string, inputs: readonly string[], place: Place): string {
  return inputs.reduce((result, x, index) =>
    place.put(op, [result, x], {}, index === inputs.length - 1 ? undefined : `part${index}`),
  );
}

export const combineKinds: EmitTable<"add" | "multiply" | "concat"> = {
  add: () => (inputs, place) => folded("Add", inputs, place),
  /** A vector among maps is one factor for each channel. */
  multiply:
    ({ inputs: shapes, output }) =>
    (inputs, place) => {
      const factors = inputs.map((x, slot) => {
        const shape = shapes[slot] ?? [];
        return isMap(output) && !isMap(shape) ? reshaped(x, place, [shape[0] ?? 0, 1, 1], `gate${slot}`) : x;
      });
      return folded("Mul", factors, place);
    },
  concat: () => (inputs, place) => place.put("Concat", inputs, { axis: int(1) }),
};

/** Layers with several inputs: plain expressions. */
import { isMap } from "../../../tensor/shape.ts";
import type { EmitTable } from "../types.ts";

export const combineKinds: EmitTable<"add" | "multiply" | "concat"> = {
  add: () => ({ type: "expression", signature: "add", write: (inputs) => inputs.join(" + ") }),
  /** A vector among maps is one factor for each channel. */
  multiply({ inputs: shapes, output }) {
    const gates = shapes.map((shape) => isMap(output) && !isMap(shape));
    return {
      type: "expression",
      signature: `multiply ${gates.join(" ")}`,
      write: (inputs) =>
        inputs.map((x, slot) => (gates[slot] === true ? `${x}[:, :, None, None]` : x)).join(" * "),
    };
  },
  concat: () => ({
    type: "expression",
    signature: "concat",
    write: (inputs) => `torch.cat((${inputs.join(", ")}), dim=1)`,
  }),
};

/** Layers with several inputs. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { addAll, concatChannels } from "../ops/combine.ts";
import type { EmitTable } from "./emit.ts";

/** `[batch, C]` among maps is one factor for each channel. */
const asGate = (x: Tensor): Tensor => {
  const [batch = 0, channels = 0] = x.shape;
  return x.rank === 2 ? tf.reshape(x, [batch, 1, 1, channels]) : x;
};

export const combineKinds: EmitTable<"add" | "multiply" | "concat"> = {
  add: (inputs) => addAll(inputs),
  multiply(inputs) {
    const maps = inputs.some((x) => x.rank === 4);
    return (maps ? inputs.map(asGate) : inputs).reduce((product, x) => tf.mul(product, x));
  },
  concat: (inputs) => concatChannels(inputs),
};

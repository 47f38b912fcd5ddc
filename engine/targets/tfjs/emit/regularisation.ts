/** Dropout. */
import type { Tensor } from "@tensorflow/tfjs-core";
import { asMap } from "../ops/rearrange.ts";
import { type EmitContext, type EmitTable, only } from "./emit.ts";

/** Zeroes a share of `rate` and scales the rest by `1/(1 - rate)` (inverted dropout, as in PyTorch). */
function dropped(x: Tensor, maskShape: readonly number[], rate: number, context: EmitContext): Tensor {
  if (!context.training || rate === 0) return x;
  return context.dropOut(x, maskShape, rate);
}

export const regularisationKinds: EmitTable<"dropout" | "spatialDropout2d"> = {
  dropout: (inputs, p, context) => dropped(only(inputs), only(inputs).shape, p.rate, context),
  spatialDropout2d(inputs, p, context) {
    const x = asMap(only(inputs));
    return dropped(x, [x.shape[0], 1, 1, x.shape[3]], p.rate, context);
  },
};

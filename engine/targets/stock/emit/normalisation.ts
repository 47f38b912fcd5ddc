/** Normalisations and the layers that only scale. */
import { isMap } from "../../../tensor/shape.ts";
import { unsupported } from "../../support/types.ts";
import { toExecutorLayout } from "../../weights/layout.ts";
import { stockMessages } from "../messages.ts";
import { type EmitTable, only } from "../place.ts";
import { affine, permuted, reshaped } from "./steps.ts";

export const normalisationKinds = (
  target: string,
): EmitTable<"batchNorm" | "layerNorm" | "groupNorm" | "localResponseNorm" | "layerScale"> => ({
  batchNorm:
    ({ params: p }) =>
    (inputs, place) => {
      const learned = p.affine ? [place.weight("weight"), place.weight("bias")] : [];
      return place.put(
        {
          type: "BatchNormalization",
          epsilon: p.epsilon,
          momentum: 1 - p.momentum,
          affine: p.affine,
        },
        only(inputs),
        { weights: [...learned, place.weight("running_mean"), place.weight("running_var")] },
      );
    },

  layerNorm:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const axes = p.axes === "all" && isMap(shape) ? [1, 2, 3] : [isMap(shape) ? 3 : 1];
      const learned = p.affine ? [place.weight("weight"), place.weight("bias")].map(toExecutorLayout) : [];
      return place.put(
        { type: "LayerNormalization", axes, epsilon: p.epsilon, affine: p.affine },
        only(inputs),
        { weights: learned },
      );
    },

  /** Groups become rows, which layer normalisation standardises; the learned scale and shift follow. */
  groupNorm:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const [channels = 0, ...area] = shape;
      const map = isMap(shape);
      const rowLength = (channels / p.groups) * area.reduce((product, size) => product * size, 1);
      const first = map ? permuted(only(inputs), place, [3, 1, 2], "channels_first") : only(inputs);
      const rows = reshaped(first, place, [p.groups, rowLength], "groups");
      const standard = place.put(
        { type: "LayerNormalization", axes: [2], epsilon: p.epsilon, affine: false },
        rows,
        p.affine ? { role: "standardise" } : {},
      );
      const back = reshaped(standard, place, [...shape], "ungroup");
      const y = map ? permuted(back, place, [2, 3, 1], "channels_last") : back;
      if (!p.affine) return y;
      const learned = { scale: place.weight("weight").data, shift: place.weight("bias").data };
      return affine(y, place, shape, learned, "affine");
    },

  localResponseNorm: () => unsupported(stockMessages, "stock/local-response-norm", { target }),

  layerScale:
    ({ inputs: [shape = []] }) =>
    (inputs, place) =>
      affine(only(inputs), place, shape, { scale: place.weight("weight").data }, "scale"),
});

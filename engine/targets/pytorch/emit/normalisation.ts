/** Normalisations and the layers that only scale. */
import { isMap } from "../../../tensor/shape.ts";
import { type Argument, arg, type EmitTable, module } from "../types.ts";

const { position, keyword } = arg;

const epsilon = (value: number): Argument => keyword("eps", value, 1e-5, "epsilon");

export const normalisationKinds: EmitTable<
  "batchNorm" | "layerNorm" | "groupNorm" | "localResponseNorm" | "layerScale"
> = {
  batchNorm: ({ params: p, inputs: [shape = []] }) =>
    module(
      isMap(shape) ? "nn.BatchNorm2d" : "nn.BatchNorm1d",
      position("num_features", shape[0] ?? 0),
      epsilon(p.epsilon),
      keyword("momentum", p.momentum, 0.1),
      keyword("affine", p.affine, true),
    ),
  layerNorm({ params: p, inputs: [shape = []] }) {
    const more = [epsilon(p.epsilon), keyword("elementwise_affine", p.affine, true, "affine")];
    if (p.axes === "channels" && isMap(shape)) {
      const layer = module("LayerNorm2d", position("normalized_shape", shape[0]), ...more);
      return { ...layer, helper: "LayerNorm2d" };
    }
    return module("nn.LayerNorm", position("normalized_shape", shape), ...more);
  },
  groupNorm: ({ params: p, inputs: [shape = []] }) =>
    module(
      "nn.GroupNorm",
      position("num_groups", p.groups, "groups"),
      position("num_channels", shape[0] ?? 0),
      epsilon(p.epsilon),
      keyword("affine", p.affine, true),
    ),
  localResponseNorm: ({ params: p }) =>
    module(
      "nn.LocalResponseNorm",
      position("size", p.size, "size"),
      keyword("alpha", p.alpha, 1e-4),
      keyword("beta", p.beta, 0.75),
      keyword("k", p.k, 1),
    ),
  layerScale: ({ params: p, inputs: [shape = []] }) => ({
    ...module("LayerScale", position("channels", shape[0] ?? 0), keyword("initial", p.initial, 1e-6)),
    helper: "LayerScale",
  }),
};

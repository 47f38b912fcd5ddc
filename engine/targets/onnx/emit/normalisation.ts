/** Normalisations and the layers that only scale. */
import { elements, isMap, type Shape } from "../../../tensor/shape.ts";
import { type EmitTable, only, type Place } from "../place.ts";
import { filled, float, int, ints, perChannel, reshaped, scalar } from "./steps.ts";

/** Learned scale and shift as initializers, or ones and zeros. */
function learned(place: Place, affine: boolean, dims: readonly number[]): readonly [string, string] {
  if (affine) return [place.weight("weight"), place.weight("bias")];
  const count = elements(dims);
  return [place.floats("ones", dims, filled(count, 1)), place.floats("zeros", dims, filled(count, 0))];
}

/** Ones in a band: sums `size` neighbouring channels as PyTorch does, one more before than behind where `size` is even. */
function bandKernel(channels: number, size: number): Float32Array {
  const before = Math.floor(size / 2);
  const kernel = new Float32Array(channels * channels);
  for (let c = 0; c < channels; c++) {
    const start = Math.max(0, c - before);
    kernel.fill(1, c * channels + start, c * channels + Math.min(channels, c - before + size));
  }
  return kernel;
}

export const normalisationKinds: EmitTable<
  "batchNorm" | "layerNorm" | "groupNorm" | "localResponseNorm" | "layerScale"
> = {
  batchNorm:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const scaleAndShift = learned(place, p.affine, shape.slice(0, 1));
      const statistics = [place.weight("running_mean"), place.weight("running_var")];
      return place.put("BatchNormalization", [only(inputs), ...scaleAndShift, ...statistics], {
        epsilon: float(p.epsilon),
        momentum: float(1 - p.momentum),
      });
    },

  layerNorm:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const x = only(inputs);
      const epsilon = float(p.epsilon);
      const turned = p.axes === "channels" && isMap(shape);
      const normalised: Shape = turned ? shape.slice(0, 1) : shape;
      const scaleAndShift = learned(place, p.affine, normalised);
      if (!turned) return place.put("LayerNormalization", [x, ...scaleAndShift], { axis: int(1), epsilon });
      const last = place.put("Transpose", [x], { perm: ints(0, 2, 3, 1) }, "channels_last");
      const inside = { axis: int(-1), epsilon };
      const standard = place.put("LayerNormalization", [last, ...scaleAndShift], inside, "standardise");
      return place.put("Transpose", [standard], { perm: ints(0, 3, 1, 2) });
    },

  /** Groups become the channels of an instance normalisation. */
  groupNorm:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const rows = reshaped(only(inputs), place, [p.groups, -1], "groups");
      const ones = place.floats("ones", [p.groups], filled(p.groups, 1));
      const zeros = place.floats("zeros", [p.groups], filled(p.groups, 0));
      const standard = place.put(
        "InstanceNormalization",
        [rows, ones, zeros],
        { epsilon: float(p.epsilon) },
        "standardise",
      );
      if (!p.affine) return reshaped(standard, place, shape);
      const back = reshaped(standard, place, shape, "ungroup");
      const dims = perChannel(shape);
      const scaled = place.put("Mul", [back, place.weight("weight", dims)], {}, "scaled");
      return place.put("Add", [scaled, place.weight("bias", dims)]);
    },

  localResponseNorm({ params: p, inputs: [shape = []] }) {
    if (p.size % 2 === 1) {
      const attributes = { alpha: float(p.alpha), beta: float(p.beta), bias: float(p.k), size: int(p.size) };
      return (inputs, place) => place.put("LRN", [only(inputs)], attributes);
    }
    // The operation puts the extra channel of an even window behind, PyTorch before.
    const channels = shape[0] ?? 0;
    return (inputs, place) => {
      const x = only(inputs);
      const band = place.floats("band", [channels, channels, 1, 1], bandKernel(channels, p.size));
      const sums = place.put("Conv", [place.put("Mul", [x, x], {}, "squares"), band], {}, "sums");
      const share = place.put("Mul", [sums, scalar(place, "alpha", p.alpha / p.size)], {}, "share");
      const base = place.put("Add", [share, scalar(place, "k", p.k)], {}, "base");
      const divisor = place.put("Pow", [base, scalar(place, "beta", p.beta)], {}, "divisor");
      return place.put("Div", [x, divisor]);
    };
  },

  layerScale:
    ({ inputs: [shape = []] }) =>
    (inputs, place) =>
      place.put("Mul", [only(inputs), place.weight("weight", perChannel(shape))]),
};

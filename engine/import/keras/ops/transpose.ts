/** Transposed convolutions, which Keras pads by `same` or not at all; what a `Cropping2D` behind takes away is padding too. */
import type { Pair } from "../../../layers/param.ts";
import { permuteAxes } from "../../../targets/weights/layout.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import { dilatedExtent } from "../../../tensor/window.ts";
import { type DraftNode, draftLayer } from "../../draft.ts";
import { Unmappable, unmappable } from "../../fault.ts";
import { cutBehind, shifted, zerosBehind } from "../../transposed.ts";
import { flagIn, textIn } from "../config.ts";
import { diagonal, dilationIn, groupsIn, thinned } from "../kernels.ts";
import { factsOf, mapOf, type Read, type Use, vectorAt, weightAt } from "../value.ts";
import { checkOrder, image, kernelSize, windowOf } from "./convolution.ts";

const both = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];

interface Transposed {
  readonly use: Use;
  readonly input: DraftNode;
  /** `[in, out, kh, kw]`. */
  readonly weight: WeightArray;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** Rows and columns that are cut off before, and the size of what is left. */
  readonly before: Pair;
  readonly size: Pair;
}

/** `same` cuts `kernel - stride` rows off; without padding Keras adds rows where the stride is larger than the kernel. */
export const readConvTranspose: Read = (use) => transposed(use, null);

/** The same with rows and columns cut off behind it: `[[top, bottom], [left, right]]`. */
export function transposed(use: Use, crop: readonly [Pair, Pair] | null): { readonly node: DraftNode } {
  const { config } = use.layer;
  const input = mapOf(use);
  checkOrder(config);
  const kernel = image(weightAt(use, 0));
  const { stride, dilation } = windowOf(config, kernelSize(kernel));
  const given = config.output_padding;
  if (given !== null && given !== undefined) unmappable("it names an output padding of its own");
  const same = textIn(config, "padding", "valid") === "same";
  if (same && (dilation[0] !== 1 || dilation[1] !== 1)) unmappable("it is dilated and padded");
  const { shape } = input;
  if (shape === null) unmappable("the size of its input is not known");
  const extent = both((axis) => dilatedExtent(kernelSize(kernel)[axis], dilation[axis]));
  const cut = both((axis) => (same ? Math.max(0, extent[axis] - stride[axis]) : 0));
  const whole = both((axis) => {
    const count = shape[axis + 1] ?? 1;
    return same ? count * stride[axis] : count * stride[axis] + Math.max(0, extent[axis] - stride[axis]);
  });
  const [rows, columns] = crop ?? [
    [0, 0],
    [0, 0],
  ];
  const before = both((axis) => Math.floor(cut[axis] / 2) + (axis === 0 ? rows : columns)[0]);
  const size = both(
    (axis) => whole[axis] - (axis === 0 ? rows : columns)[0] - (axis === 0 ? rows : columns)[1],
  );
  // [kh, kw, out, in] to [in, out, kh, kw]
  const weight = permuteAxes(kernel, [3, 2, 0, 1]);
  const facts = { use, input, weight, stride, dilation, before, size };
  return { node: withoutZeros(facts) ?? exact(facts) };
}

/** The kernel that a program spread and lengthened with zeros, or `null` where this one has none of those. */
function withoutZeros(facts: Transposed): DraftNode | null {
  const { weight, dilation } = facts;
  if (dilation[0] !== 1 || dilation[1] !== 1) return null;
  const trimmed = cutBehind(weight, zerosBehind(weight));
  const step = dilationIn(trimmed);
  if (trimmed.data.length === weight.data.length && step[0] === 1 && step[1] === 1) return null;
  try {
    return exact({ ...facts, weight: thinned(trimmed, step), dilation: step });
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
    return null;
  }
}

function exact({ use, input, weight, stride, dilation, before, size }: Transposed): DraftNode {
  const [, height = 1, width = 1] = input.shape ?? [];
  const kernel: Pair = [weight.shape[2] ?? 1, weight.shape[3] ?? 1];
  const reach = both((axis) => {
    const full =
      ((axis === 0 ? height : width) - 1) * stride[axis] + dilatedExtent(kernel[axis], dilation[axis]);
    return size[axis] - (full - 2 * before[axis]);
  });
  // What is cut off more behind than before: rows of zeros before the kernel make both the same.
  const more = both((axis) => (reach[axis] < 0 ? Math.ceil(-reach[axis] / dilation[axis]) : 0));
  const bias = flagIn(use.layer.config, "use_bias", true);
  const longer = shifted(weight, more);
  const groups = groupsIn(longer);
  return draftLayer("convTranspose2d", [input], {
    ...factsOf(use),
    params: {
      filters: weight.shape[1] ?? 0,
      kernel: both((axis) => kernel[axis] + more[axis]),
      stride,
      dilation,
      padding: both((axis) => before[axis] + more[axis] * dilation[axis]),
      outputPadding: both((axis) => reach[axis] + more[axis] * dilation[axis]),
      groups,
      bias,
    },
    weights: { weight: diagonal(longer, groups), bias: bias ? vectorAt(use, 1) : undefined },
  });
}

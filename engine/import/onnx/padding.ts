/** Explicit padding of each side, and how a layer with symmetric padding comes to it. */
import type { Pair } from "../../layers/param.ts";
import type { Shape } from "../../tensor/shape.ts";
import { dilatedExtent, windowOutput } from "../../tensor/window.ts";
import { type DraftNode, draftLayer } from "../draft.ts";
import { unmappable } from "../fault.ts";
import type { Source } from "../network.ts";
import { intsOf, stringOf } from "./attributes.ts";
import type { NodeProto } from "./model.ts";

export interface Sides {
  /** Top, left. */
  readonly begin: Pair;
  /** Bottom, right. */
  readonly end: Pair;
}
export interface Sliding {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
}
const both = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];

/** Padding that `SAME_UPPER` and `SAME_LOWER` mean: the output has `ceil(n / stride)` positions. */
export function samePadding(shape: Shape | null, window: Sliding, lower: boolean): Sides {
  if (shape === null) unmappable("its padding depends on a size that is not known");
  const total = both((axis) => {
    const [size, stride] = [shape[axis + 1] ?? 0, window.stride[axis]];
    const needed =
      (Math.ceil(size / stride) - 1) * stride + dilatedExtent(window.kernel[axis], window.dilation[axis]);
    return Math.max(0, needed - size);
  });
  const small = both((axis) => Math.floor(total[axis] / 2));
  const large = both((axis) => total[axis] - small[axis]);
  return lower ? { begin: large, end: small } : { begin: small, end: large };
}

export function sidesOf(proto: NodeProto, shape: Shape | null, window: Sliding): Sides {
  const auto = stringOf(proto, "auto_pad", "NOTSET");
  if (auto === "SAME_UPPER" || auto === "SAME_LOWER")
    return samePadding(shape, window, auto === "SAME_LOWER");
  const [top = 0, left = 0, bottom = 0, right = 0] = auto === "VALID" ? [] : (intsOf(proto, "pads") ?? []);
  if (Math.min(top, left, bottom, right) < 0) unmappable("its padding is negative");
  return { begin: [top, left], end: [bottom, right] };
}

export const isSymmetric = ({ begin, end }: Sides): boolean => begin[0] === end[0] && begin[1] === end[1];

/** The input with zeros around it, as a layer of its own. */
export const zeroPadded = (input: DraftNode, { begin, end }: Sides, source: Source): DraftNode =>
  draftLayer("zeroPad2d", [input], {
    params: { top: begin[0], left: begin[1], bottom: end[0], right: end[1] },
    source: { op: `${source.op} (pads)`, name: source.name },
  });

/** Whether rounding up with the padding of the first sides gives exactly the windows that the uneven padding gives. */
export function ceilGivesSame(shape: Shape | null, window: Sliding, { begin, end }: Sides): boolean {
  if (shape === null) return false;
  return ([0, 1] as const).every((axis) => {
    const [size, kernel, stride, dilation] = [
      shape[axis + 1] ?? 0,
      window.kernel[axis],
      window.stride[axis],
      window.dilation[axis],
    ];
    const span = size + begin[axis] + end[axis] - dilatedExtent(kernel, dilation);
    const wanted = Math.floor(span / stride) + 1;
    const reach = (wanted - 1) * stride + dilatedExtent(kernel, dilation) - begin[axis];
    const ours = windowOutput({ size, kernel, stride, padding: begin[axis], dilation, ceil: true });
    return ours === wanted && reach <= size + end[axis] && end[axis] >= begin[axis];
  });
}

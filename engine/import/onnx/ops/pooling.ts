/** Pooling. */
import type { Pair } from "../../../layers/param.ts";
import type { Shape } from "../../../tensor/shape.ts";
import type { DraftNode } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { intOf, intsOf, pairOf } from "../attributes.ts";
import {
  listOf,
  make,
  mapInput,
  numberOf,
  type Operation,
  pending,
  type Read,
  sourceOf,
} from "../context.ts";
import { ceilGivesSame, isSymmetric, type Sliding, sidesOf, zeroPadded } from "../padding.ts";
import { layerValue, orderOf, shapeOf, type Value } from "../values.ts";

function windowOf({ proto }: Operation): Sliding {
  return {
    kernel: pairOf(proto, "kernel_shape", [1, 1]),
    stride: pairOf(proto, "strides", [1, 1]),
    dilation: pairOf(proto, "dilations", [1, 1]),
  };
}

const NON_NEGATIVE = new Set(["relu", "relu6", "sigmoid", "hardSigmoid", "softmax"]);
const KEEPS = new Set(["maxPool2d", "avgPool2d", "dropout", "concat", "add", "zeroPad2d"]);
/** Whether zeros may stand for minus infinity, because nothing is below them. */
function isNonNegative(start: DraftNode): boolean {
  const seen = new Set([start]);
  // A set keeps what is added while it is walked.
  for (const node of seen) {
    if (node.kind === null) return false;
    if (NON_NEGATIVE.has(node.kind)) continue;
    if (!KEEPS.has(node.kind)) return false;
    for (const input of node.inputs) seen.add(input);
  }
  return true;
}

export const readMaxPool: Read = (operation) => {
  const { proto } = operation;
  const input = mapInput(operation);
  const window = windowOf(operation);
  const sides = sidesOf(proto, input.shape, window);
  const { kernel: size, stride, dilation } = window;
  const ceil = intOf(proto, "ceil_mode", 0) !== 0;
  if (isSymmetric(sides))
    return make(operation, "maxPool2d", [input], {
      params: { size, stride, dilation, padding: sides.begin, ceil },
    });
  if (!ceil && ceilGivesSame(input.shape, window, sides))
    return make(operation, "maxPool2d", [input], {
      params: { size, stride, dilation, padding: sides.begin, ceil: true },
    });
  if (!isNonNegative(input)) unmappable("its padding differs from side to side");
  const padded = zeroPadded(input, sides, sourceOf(proto));
  return make(operation, "maxPool2d", [padded], { params: { size, stride, dilation, ceil } });
};

export const readAveragePool: Read = (operation) => {
  const { proto } = operation;
  const input = mapInput(operation);
  const window = windowOf(operation);
  if (window.dilation[0] !== 1 || window.dilation[1] !== 1) unmappable("it is a dilated average");
  const sides = sidesOf(proto, input.shape, window);
  const { kernel: size, stride } = window;
  const ceil = intOf(proto, "ceil_mode", 0) !== 0;
  const countIncludePad = intOf(proto, "count_include_pad", 0) !== 0;
  const padded = sides.begin[0] > 0 || sides.begin[1] > 0;
  // Without padding the two ways to count are one, and the default says less.
  const counting = padded ? { countIncludePad } : {};
  if (isSymmetric(sides))
    return make(operation, "avgPool2d", [input], {
      params: { size, stride, padding: sides.begin, ceil, ...counting },
    });
  if (!countIncludePad && !ceil && ceilGivesSame(input.shape, window, sides)) {
    const inside = padded ? null : writtenPadding(operation, input, window);
    if (inside !== null) return inside;
    return make(operation, "avgPool2d", [input], {
      params: { size, stride, padding: sides.begin, ceil: true, ...counting },
    });
  }
  if (!countIncludePad) unmappable("its padding differs from side to side and is not counted");
  return make(operation, "avgPool2d", [zeroPadded(input, sides, sourceOf(proto))], {
    params: { size, stride, ceil },
  });
};

/** Padding that counts while rows that `ceil` adds do not: our own export writes it as a layer before. */
function writtenPadding(operation: Operation, pad: DraftNode, { kernel: size, stride }: Sliding) {
  const [input] = pad.inputs;
  const { top = 1, bottom = 1, left = 1, right = 1 } = pad.params;
  const isOurs = pad.kind === "zeroPad2d" && pad.source.name === `${operation.proto.name}.pad`;
  if (!isOurs || input === undefined || top !== bottom || left !== right) return null;
  return make(operation, "avgPool2d", [input], {
    params: { size, stride, padding: [top, left] as Pair, ceil: true },
  });
}

export const readGlobalAveragePool: Read = (operation) =>
  make(operation, "adaptiveAvgPool2d", [mapInput(operation)], { params: { size: [1, 1] } });

/** A vector here, a map of one pixel there: what follows decides. */
export const readGlobalMaxPool: Read = (operation) => {
  const { shape } = mapInput(operation);
  return pending(operation, shape === null ? null : [shape[0] ?? 1, 1, 1]);
};

/** The mean or maximum over rows and columns is a global pooling; over other axes it may be part of something. */
function readReduce(
  operation: Operation,
  whenKept: (operation: Operation) => Value,
  flat: "globalAvgPool2d" | "globalMaxPool2d",
): Value {
  const { proto, inputs } = operation;
  const [value] = inputs;
  const axes = axesOf(operation);
  const isLast = value?.type === "layer" && value.last === true;
  const spatial = axes.join() === (isLast ? "1,2" : "2,3");
  if (!spatial || (value?.type === "layer" && value.node.shape?.length !== 3))
    return pending(operation, reducedShape(value ? shapeOf(value) : null, axes));
  const keeps = intOf(proto, "keepdims", 1) !== 0;
  if (!isLast) return keeps ? whenKept(operation) : make(operation, flat, [mapInput(operation)]);
  const pooled = make(operation, flat, [value.node]);
  if (!keeps) return pooled;
  const map = { ...operation, inputs: [layerValue(value.node)] };
  const kept = whenKept(map);
  return kept.type === "layer" ? { ...kept, last: true } : pending(operation, null);
}

/** Counted from the front with the batch, in order. */
function axesOf({ proto, inputs }: Operation): readonly number[] {
  const rank = inputs[0] ? (shapeOf(inputs[0])?.length ?? 3) + 1 : 4;
  const given = intsOf(proto, "axes") ?? listOf(inputs[1]) ?? [];
  return given.map((axis) => (axis ?? 0) + ((axis ?? 0) < 0 ? rank : 0)).sort((a, b) => a - b);
}

const reducedShape = (shape: Shape | null, axes: readonly number[]): Shape | null =>
  shape?.map((size, index) => (axes.includes(index + 1) ? 1 : size)) ?? null;
export const readReduceMean: Read = (operation) =>
  readReduce(operation, readGlobalAveragePool, "globalAvgPool2d");
export const readReduceMax: Read = (operation) => readReduce(operation, readGlobalMaxPool, "globalMaxPool2d");

/** `Dropout` in use changes nothing; its rate is kept for further training. */
export const readDropout: Read = (operation) => {
  const { proto, inputs } = operation;
  const given = inputs.length > 1 ? numberOf(inputs[1]) : proto.attributes.get("ratio")?.float;
  const rate = Math.min(0.99, Math.max(0, Number((given ?? 0.5).toPrecision(7))));
  const input = operation.layer(inputs[0]);
  return { ...make(operation, "dropout", [input.node], { params: { rate } }), ...orderOf(input) };
};

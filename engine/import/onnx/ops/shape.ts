/** Operations that move elements. */
import { elements, type Shape } from "../../../tensor/shape.ts";
import type { DraftNode } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { floatOf, intOf, intsOf, stringOf } from "../attributes.ts";
import {
  constantOf,
  listOf,
  make,
  mapInput,
  numberOf,
  type Operation,
  pending,
  type Read,
  sourceOf,
} from "../context.ts";
import { zeroPadded } from "../padding.ts";
import { layerValue, shapeOf, sizesValue, type Value } from "../values.ts";

export const readIdentity: Read = (operation) => {
  const [value] = operation.inputs;
  if (!value) unmappable("it has no input");
  const name = operation.proto.outputs[0] ?? "";
  // Programs that store equal tensors once give them back their own names this way.
  return value.type === "constant" ? { type: "constant", constant: { ...value.constant, name } } : value;
};

/** A flattened map; one behind a turn to channels last is remembered as such. */
function flattened(operation: Operation, value: Value): Value {
  if (value.type === "pending" && value.op === "GlobalMaxPool") {
    const input = operation.layer(value.inputs[0]);
    return make({ ...operation, proto: value.proto }, "globalMaxPool2d", [input.node]);
  }
  const { node, lastOf, last } = operation.layer(value);
  const { shape } = node;
  const [input] = node.inputs;
  // Our own export names the two operations of the one layer so.
  if (input !== undefined && isPooled(node) && node.source.name === `${operation.proto.name}.pool`)
    return make(operation, "globalAvgPool2d", [input]);
  if (shape?.length === 1) return lastOf === undefined ? layerValue(node) : { ...layerValue(node), lastOf };
  const flat = make(operation, "flatten", [node]);
  if (last === undefined || shape === null) return flat;
  // With one channel or one pixel both orders are the same.
  const alone = shape[0] === 1 || elements(shape.slice(1)) === 1;
  return alone ? flat : { ...flat, lastOf: shape };
}

const isPooled = ({ kind, shape }: DraftNode): boolean =>
  kind === "adaptiveAvgPool2d" && shape?.[1] === 1 && shape[2] === 1;

/** From channels first to channels last, and back. */
const [TO_LAST, TO_FIRST] = ["0,2,3,1", "0,3,1,2"];

export const readFlatten: Read = (operation) => {
  const [value] = operation.inputs;
  const axis = intOf(operation.proto, "axis", 1);
  const rank = value ? (shapeOf(value)?.length ?? 3) + 1 : 4;
  if (!value || (axis < 0 ? axis + rank : axis) !== 1)
    unmappable("it flattens from another axis than the channels");
  return flattened(operation, value);
};

export const readReshape: Read = (operation) => {
  const { proto, inputs } = operation;
  const [value] = inputs;
  if (!value) unmappable("it has no input");
  if (value.type === "sizes") return value;
  const target = intsOf(proto, "shape") ?? listOf(inputs[1]);
  const shape = shapeOf(value);
  if (target === null) return pending(operation, null);
  if (value.type === "constant") return value;
  const wanted = target.slice(1).map((size, index) => (size === 0 ? (shape?.[index] ?? null) : size));
  // The end of a group normalisation of a vector.
  if (value.type === "pending" && value.op === "InstanceNormalization")
    return pending(operation, completed(shape, wanted));
  if (wanted.length === 1 && isWhole(shape, wanted[0] ?? null, target[0] ?? null))
    return flattened(operation, value);
  const settled = completed(shape, wanted);
  if (settled !== null && settled.join() === shape?.join()) return value;
  if (value.type === "pending" || wanted.length !== 3) return pending(operation, settled);
  const node = mapInput(operation);
  const params = wanted.map((size) => size ?? -1);
  return make(operation, "reshape", [node], { params: { shape: params } });
};

/** Whether one number behind the batch is all of a sample. */
function isWhole(shape: Shape | null, size: number | null, batch: number | null): boolean {
  if (shape === null || size === -1) return true;
  return size === elements(shape) || (size === null && batch !== -1);
}

function completed(shape: Shape | null, wanted: readonly (number | null)[]): Shape | null {
  if (wanted.some((size) => size === null)) return null;
  const sizes = wanted as readonly number[];
  const free = sizes.indexOf(-1);
  if (free < 0) return sizes;
  if (shape === null) return null;
  const rest = elements(sizes.filter((_, index) => index !== free));
  return sizes.map((size, index) => (index === free ? elements(shape) / rest : size));
}

export const readTranspose: Read = (operation) => {
  const [value] = operation.inputs;
  if (!value || value.type === "constant" || value.type === "sizes") unmappable("it turns a constant");
  const perm = intsOf(operation.proto, "perm") ?? [];
  if (perm.every((axis, index) => axis === index) && perm.length > 0) return value;
  // There and back again.
  if (value.type === "pending" && value.op === "Transpose") {
    const inner = intsOf(value.proto, "perm") ?? [];
    const [source] = value.inputs;
    if (source !== undefined && perm.every((axis, index) => inner[axis] === index)) return source;
  }
  const turns = perm.join();
  if (turns === TO_LAST || turns === TO_FIRST) {
    const input = operation.layer(value);
    const isMap = input.node.shape?.length === 3 && input.lastOf === undefined;
    if (isMap && turns === TO_LAST && input.last === undefined) return { ...input, last: true };
    if (isMap && turns === TO_FIRST && input.last === true) return layerValue(input.node);
  }
  const shape = shapeOf(value);
  const turned =
    shape === null || perm.length !== shape.length + 1
      ? null
      : perm.slice(1).map((axis) => shape[axis - 1] ?? 1);
  return pending(operation, turned);
};

export const readSqueeze: Read = (operation) => {
  const { proto, inputs } = operation;
  const [value] = inputs;
  if (value?.type === "sizes") return sizesValue(value.items, true);
  if (constantOf(value) !== null) return sizesValue(listOf(value) ?? [], true);
  const axes = intsOf(proto, "axes") ?? listOf(inputs[1]) ?? [];
  const spatial = axes
    .map((axis) => (axis ?? 0) + ((axis ?? 0) < 0 ? 4 : 0))
    .sort()
    .join();
  if (!value || spatial !== "2,3") unmappable("it takes away other axes than rows and columns");
  return flattened(operation, value);
};

export const readUnsqueeze: Read = (operation) => {
  const { proto, inputs } = operation;
  const [value] = inputs;
  if (value?.type === "sizes") return sizesValue(value.items);
  if (constantOf(value) !== null) {
    const numbers = listOf(value);
    return numbers === null || numbers.length > 64 ? (value as Value) : sizesValue(numbers);
  }
  const axes = (intsOf(proto, "axes") ?? listOf(inputs[1]) ?? []).map(
    (axis) => (axis ?? 0) + ((axis ?? 0) < 0 ? 4 : 0),
  );
  const node = mapInput(operation);
  if (axes.sort().join() !== "2,3") unmappable("it adds other axes than rows and columns");
  return make(operation, "reshape", [node], { params: { shape: [-1, 1, 1] } });
};

export const readPad: Read = (operation) => {
  const { proto, inputs } = operation;
  if (stringOf(proto, "mode", "constant") !== "constant")
    unmappable(`it pads by the mode ${stringOf(proto, "mode", "")}`);
  const filling = inputs[2] ? numberOf(inputs[2]) : floatOf(proto, "value", 0);
  if (filling !== 0) unmappable("it pads with something else than zeros");
  const pads = intsOf(proto, "pads") ?? listOf(inputs[1]);
  if (pads === null || pads.some((size) => size === null))
    unmappable("its padding is computed and not a constant");
  if (pads.every((size) => size === 0)) return operation.layer(inputs[0]);
  const [n0, c0, top, left, n1, c1, bottom, right] = pads;
  if (pads.length !== 8 || n0 !== 0 || c0 !== 0 || n1 !== 0 || c1 !== 0)
    unmappable("it pads other axes than rows and columns");
  const sides = { begin: [top ?? 0, left ?? 0], end: [bottom ?? 0, right ?? 0] } as const;
  if (Math.min(...sides.begin, ...sides.end) < 0) unmappable("its padding is negative");
  const padded = zeroPadded(mapInput(operation), sides, sourceOf(proto));
  return layerValue({
    ...padded,
    source: sourceOf(proto),
    wish: make(operation, "output", [padded]).node.wish,
  });
};

/** Of `Resize` and of the older `Upsample`. */
export const readResize: Read = (operation) => {
  const { proto, inputs } = operation;
  const input = mapInput(operation);
  const mode = stringOf(proto, "mode", "nearest");
  const where = stringOf(
    proto,
    "coordinate_transformation_mode",
    proto.op === "Upsample" ? "asymmetric" : "half_pixel",
  );
  const byAttribute = proto.attributes.get("scales")?.floats;
  const scales = byAttribute ?? listOf(inputs[proto.op === "Upsample" ? 1 : 2]) ?? [];
  const sizes = listOf(inputs[3]) ?? [];
  const scale = ([0, 1] as const).map((axis) =>
    scales.length === 4
      ? scales[axis + 2]
      : (sizes[axis + 2] ?? Number.NaN) / (input.shape?.[axis + 1] ?? Number.NaN),
  );
  if (!scale.every((factor) => Number.isInteger(factor)))
    unmappable("it does not enlarge by a whole factor that is known");
  if (mode !== "nearest" && mode !== "linear") unmappable(`it blends by the mode ${mode}`);
  const bilinear = mode === "linear";
  if (bilinear && where !== "half_pixel" && where !== "pytorch_half_pixel")
    unmappable(`it places pixels by the rule ${where}`);
  if (!bilinear && where !== "asymmetric" && !where.includes("half_pixel"))
    unmappable(`it places pixels by the rule ${where}`);
  return make(operation, "upsample2d", [input], {
    params: { scale: scale as number[], mode: bilinear ? "bilinear" : "nearest" },
  });
};

/** Pooling, joins, and layers that move elements. */
import type { LayerKind } from "../../../layers/index.ts";
import type { Pair, ResolvedParams } from "../../../layers/param.ts";
import { elements } from "../../../tensor/shape.ts";
import { type DraftNode, draftLayer, redraft } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { asGate } from "../../gates.ts";
import { ceilGivesSame, isSymmetric, type Sides, type Sliding, zeroPadded } from "../../onnx/padding.ts";
import { flagIn, type Json, numberIn, pairIn, textIn } from "../config.ts";
import { ownName } from "../names.ts";
import { alike, factsOf, type KerasValue, mapOf, only, type Read, type Use } from "../value.ts";
import { checkOrder, sidesOf, windowOf } from "./convolution.ts";

export const readPool =
  (kind: "maxPool2d" | "avgPool2d"): Read =>
  (use) => {
    const { config } = use.layer;
    const input = mapOf(use);
    const size = pairIn(config, "pool_size", [2, 2]) as Pair;
    const window = { ...windowOf(config, size, size), dilation: [1, 1] as Pair };
    const sides = sidesOf(config, input, window);
    const { stride } = window;
    const isPadded = Math.max(...sides.begin, ...sides.end) > 0;
    // Keras counts no padding in its means.
    const counting = kind === "avgPool2d" && isPadded ? { countIncludePad: false } : {};
    const make = (from: DraftNode, params: ResolvedParams): KerasValue => ({
      node: draftLayer(kind, [from], { ...factsOf(use), params: { size, stride, ...counting, ...params } }),
    });
    const inside = isPadded ? null : (writtenPadding(use, kind, window) ?? writtenStride(use, kind, window));
    if (inside !== null) return inside;
    if (isSymmetric(sides)) return make(input, { padding: sides.begin });
    if (ceilGivesSame(input.shape, window, sides)) return make(input, { padding: sides.begin, ceil: true });
    if (kind === "avgPool2d" || (input.kind !== "relu" && input.kind !== "relu6"))
      unmappable("its padding differs from side to side");
    return make(zeroPadded(input, sides, factsOf(use).source), {});
  };

/** Zeros that our own export puts around the image for a pooling: they become its padding again. */
function writtenPadding(use: Use, kind: LayerKind, window: Sliding): KerasValue | null {
  const pad = mapOf(use);
  const [from] = pad.inputs;
  const { top = 1, bottom = 1, left = 1, right = 1 } = pad.params as Readonly<Record<string, number>>;
  if (pad.kind !== "zeroPad2d" || from === undefined || pad.source.name !== `${use.layer.name}.pad`)
    return null;
  const sides: Sides = { begin: [top, left], end: [bottom, right] };
  const ceil = !isSymmetric(sides);
  if (ceil && !ceilGivesSame(from.shape, window, sides)) return null;
  const { kernel: size, stride } = window;
  const params = { size, stride, padding: sides.begin, ceil };
  return { node: draftLayer(kind, [from], { ...factsOf(use), params }) };
}

/** A pooling of one pixel that our own export puts behind a depthwise layer whose strides differ. */
function writtenStride(use: Use, kind: LayerKind, { kernel, stride }: Sliding): KerasValue | null {
  const node = mapOf(use);
  const isOurs = node.kind === "depthwiseConv2d" && use.layer.name === `${node.source.name}.stride`;
  if (kind !== "avgPool2d" || !isOurs || kernel.some((size) => size !== 1)) return null;
  return { node: redraft(node, "depthwiseConv2d", { params: { stride } }) };
}

export const readGlobalPool =
  (kind: "globalAvgPool2d" | "globalMaxPool2d"): Read =>
  (use) => {
    checkOrder(use.layer.config);
    const input = mapOf(use);
    const keeps = flagIn(use.layer.config, "keepdims", false);
    if (keeps && kind === "globalAvgPool2d")
      return {
        node: draftLayer("adaptiveAvgPool2d", [input], { ...factsOf(use), params: { size: [1, 1] } }),
      };
    const node = draftLayer(kind, [input], factsOf(use));
    if (!keeps) return { node };
    return {
      node: draftLayer("reshape", [node], { params: { shape: [-1, 1, 1] }, source: factsOf(use).source }),
    };
  };

export const readFlatten: Read = (use) => {
  const { node, first, lastOf } = only(use);
  if (node.shape?.length === 1) return lastOf === undefined ? { node } : { node, lastOf };
  const flat = draftLayer("flatten", [node], factsOf(use));
  if (first === true || node.shape === null) return { node: flat };
  // With one channel or one pixel both orders are the same.
  const alone = node.shape[0] === 1 || elements(node.shape.slice(1)) === 1;
  return alone ? { node: flat } : { node: flat, lastOf: node.shape };
};

/** Channels first and back again; a map so turned is the same map here. */
export const readPermute: Read = (use) => {
  const value = only(use);
  const dims = (Array.isArray(use.layer.config.dims) ? use.layer.config.dims : []).join();
  if (value.node.shape?.length !== 3 || value.lastOf !== undefined)
    unmappable("it turns something else than a map");
  if (dims === "3,1,2" && value.first !== true) return { node: value.node, first: true };
  if (dims === "2,3,1" && value.first === true) return { node: value.node };
  return unmappable(`it turns the axes to ${dims}`);
};

/** Our own export flattens a map before it gives it another shape. */
export function reshaped(use: Use, node: DraftNode, shape: readonly [number, number, number]): DraftNode {
  const facts = factsOf(use);
  const [map] = node.inputs;
  const isOurs =
    node.kind === "flatten" && node.source.name.replace(/\.flat$/, "") === ownName(use.layer.name);
  return draftLayer("reshape", [isOurs && map !== undefined ? map : node], { ...facts, params: { shape } });
}

export const readReshape: Read = (use) => {
  const { node, first, lastOf } = only(use);
  const target = use.layer.config.target_shape;
  if (!Array.isArray(target) || !target.every((size): size is number => typeof size === "number"))
    unmappable("its target is not known");
  const [shape] = [node.shape];
  if (target.length === 1 && shape?.length === 3) return readFlatten(use);
  if (shape?.length === 1 && lastOf === undefined && target.length === 3) {
    const [height = 0, width = 0, channels = 0] = target;
    // Keras reads the vector as H, W, C: only with one pixel or one channel that is the same.
    if (height * width === 1 || channels === 1)
      return { node: reshaped(use, node, [channels, height, width]) };
  }
  if (first === true || (shape?.length === 1 && lastOf === undefined && target.length === 1))
    return {
      node: draftLayer("reshape", [node], { ...factsOf(use), params: { shape: target } }),
      ...(target.length === 3 ? { first: true } : {}),
    };
  return unmappable("it reads the values in another order than channels first");
};

export const readZeroPadding: Read = (use) => {
  const { padding } = use.layer.config;
  checkOrder(use.layer.config);
  const sides = (Array.isArray(padding) ? padding : [padding ?? 1, padding ?? 1]) as readonly unknown[];
  const [rows, columns] = sides.map(
    (side) => (Array.isArray(side) ? side : [side, side]) as readonly unknown[],
  );
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  const [top, bottom] = (rows ?? []).map(number);
  const [left, right] = (columns ?? []).map(number);
  return {
    node: draftLayer("zeroPad2d", [mapOf(use)], {
      ...factsOf(use),
      params: { top: top ?? 0, bottom: bottom ?? 0, left: left ?? 0, right: right ?? 0 },
    }),
  };
};

export const readUpSampling: Read = (use) => {
  const { config } = use.layer;
  checkOrder(config);
  const mode = textIn(config, "interpolation", "nearest");
  if (mode !== "nearest" && mode !== "bilinear") unmappable(`it blends by the mode ${mode.slice(0, 40)}`);
  return {
    node: draftLayer("upsample2d", [mapOf(use)], {
      ...factsOf(use),
      params: { scale: pairIn(config, "size", [2, 2]), mode },
    }),
  };
};

export const readMerge =
  (kind: "add" | "multiply" | "concat"): Read =>
  (use) => {
    const { inputs, layer } = use;
    const [head] = inputs;
    if (head === undefined) unmappable("it has no inputs");
    const same = inputs.every(
      ({ first, lastOf }) => first === head.first && lastOf?.join() === head.lastOf?.join(),
    );
    if (!same || (kind === "concat" && head.lastOf !== undefined))
      unmappable("its inputs are in different orders");
    if (kind === "concat") checkAxis(layer.config, head);
    if (inputs.length === 1) return head;
    const nodes = inputs.map((input) => input.node);
    const node = draftLayer(kind, kind === "multiply" ? nodes.map(asGate(nodes)) : nodes, factsOf(use));
    return { ...head, node };
  };

function checkAxis(config: Json, { node, first }: KerasValue): void {
  const axis = numberIn(config, "axis", -1);
  const rank = (node.shape?.length ?? 3) + 1;
  const place = axis < 0 ? axis + rank : axis;
  if (place !== (first === true ? 1 : rank - 1)) unmappable("it joins along another axis than the channels");
}

export const readDropout =
  (kind: "dropout" | "spatialDropout2d"): Read =>
  (use) => {
    const { config, name } = use.layer;
    const rate = Math.min(0.99, Math.max(0, numberIn(config, "rate", 0.5)));
    // A model without layers gets one from our own export.
    if (rate === 0 && name === "output") return only(use);
    const noise = config.noise_shape ?? config.noiseShape;
    const isWhole = Array.isArray(noise) && noise.length === 4 && noise[1] === 1 && noise[2] === 1;
    return alike(use, isWhole && only(use).first !== true ? "spatialDropout2d" : kind, { rate });
  };

export const readPRelu: Read = (use) => {
  const { weights, layer } = use;
  const value = only(use);
  const { data } = weights[0] ?? unmappable("its slopes are not in the file");
  const [channels = 0] = value.node.shape ?? [];
  const shared = Array.isArray(layer.config.shared_axes) ? layer.config.shared_axes.join() : "";
  if (value.lastOf !== undefined || value.first === true) unmappable("its input is in another order");
  if (data.length !== 1 && (data.length !== channels || (value.node.shape?.length === 3 && shared !== "1,2")))
    unmappable("it has a slope for each position");
  const node = draftLayer("prelu", [value.node], {
    ...factsOf(use),
    params: { shared: data.length === 1 },
    weights: { weight: { shape: [data.length], data } },
  });
  return { node };
};

export const plain =
  (kind: LayerKind, params: (config: Json) => ResolvedParams = () => ({})): Read =>
  (use: Use) =>
    alike(use, kind, params(use.layer.config));

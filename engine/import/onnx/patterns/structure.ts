/** Layers that ONNX writes as a chain of operations that move elements. */
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import type { Shape } from "../../../tensor/shape.ts";
import { floatOf, intsOf } from "../attributes.ts";
import { constantOf } from "../context.ts";
import { type Constant, floatsOf } from "../tensors.ts";
import { isInOrder, type LayerValue, layerValue, type PendingValue, type Value } from "../values.ts";
import { perChannel } from "./affine.ts";
import { writtenLayerNorm } from "./layer-norm.ts";
import { writtenResampling } from "./resampling.ts";
import { writtenResponseNorm } from "./response-norm.ts";

export interface Found {
  readonly kind: LayerKind;
  readonly leaf: LayerValue;
  readonly params: ResolvedParams;
  readonly weights: Readonly<Record<string, WeightArray>>;
  readonly constants: readonly (Constant | null)[];
}

const is = (value: Value | undefined, op: string): PendingValue | null =>
  value?.type === "pending" && value.op === op ? value : null;
const permOf = (value: PendingValue): string => (intsOf(value.proto, "perm") ?? []).join();
const inOrder = (value: Value | undefined): LayerValue | null =>
  value?.type === "layer" && isInOrder(value) ? value : null;
const leafOf = (value: Value | undefined): LayerValue | null =>
  value?.type === "layer" && isInOrder(value) && value.node.shape?.length === 3 ? value : null;

/** Deals channels out: `[g, C/g]` turned to `[C/g, g]`. */
function channelShuffle(value: PendingValue): Found | null {
  const turn = is(is(value, "Reshape")?.inputs[0], "Transpose");
  const cards = dealt(turn?.inputs[0]);
  if (turn === null || cards === null || !permOf(turn).startsWith("0,2,1")) return null;
  const { leaf, shape } = cards;
  const [groups, each] = shape;
  const [channels = 0] = leaf.node.shape ?? [];
  if (groups === undefined || each !== channels / groups) return null;
  if (value.shape?.join() !== leaf.node.shape?.join()) return null;
  return { kind: "channelShuffle", leaf, params: { groups }, weights: {}, constants: [] };
}

/** A map reshaped to rows of groups: with rows and columns as one it looks like a map itself. */
function dealt(value: Value | undefined): { readonly leaf: LayerValue; readonly shape: Shape } | null {
  if (value?.type === "layer" && value.node.kind === "reshape") {
    const [input] = value.node.inputs;
    const { shape } = value.node;
    return input?.shape?.length === 3 && shape !== null ? { leaf: layerValue(input), shape } : null;
  }
  const reshaped = is(value, "Reshape");
  const leaf = leafOf(reshaped?.inputs[0]);
  return leaf === null || !reshaped?.shape ? null : { leaf, shape: reshaped.shape };
}

/** An instance normalisation of the groups as channels, then a scale and a shift for each channel. */
function groupNorm(value: PendingValue): Found | null {
  const shift = is(value, "Add");
  const scale = is(shift === null ? value : shift.inputs.find((input) => input.type === "pending"), "Mul");
  const back = is(scale?.inputs.find((input) => input.type === "pending") ?? value, "Reshape");
  const standard = is(back?.inputs[0], "InstanceNormalization");
  const rows = is(standard?.inputs[0], "Reshape");
  const leaf = inOrder(rows?.inputs[0]);
  const axes = leaf?.node.shape?.length;
  if (standard === null || rows === null || leaf === null || back?.shape?.join() !== leaf.node.shape?.join())
    return null;
  if ((shift === null) !== (scale === null)) return null;
  const groups = rows.shape?.[0];
  const [channels = 0] = leaf.node.shape ?? [];
  if (groups === undefined || channels % groups !== 0 || !isNeutral(standard)) return null;
  const params = { groups, epsilon: floatOf(standard.proto, "epsilon", 1e-5), affine: scale !== null };
  if (scale === null || shift === null)
    return { kind: "groupNorm", leaf, params, weights: {}, constants: [] };
  const [weight, bias] = [scale, shift].map((one) => one.inputs.find((input) => input.type === "constant"));
  const [w, b] = [perChannel(weight, channels, axes), perChannel(bias, channels, axes)];
  if (w === null || b === null) return null;
  const vector = (data: Float32Array): WeightArray => ({ shape: [channels], data });
  return {
    kind: "groupNorm",
    leaf,
    params,
    weights: { weight: vector(w), bias: vector(b) },
    constants: [constantOf(weight), constantOf(bias)],
  };
}

/** Whether an instance normalisation scales by one and shifts by zero. */
function isNeutral({ inputs }: PendingValue): boolean {
  const [scale, shift] = [constantOf(inputs[1]), constantOf(inputs[2])];
  if (scale === null || shift === null) return false;
  return floatsOf(scale).data.every((x) => x === 1) && floatsOf(shift).data.every((x) => x === 0);
}

export const structureOf = (value: PendingValue): Found | null =>
  channelShuffle(value) ??
  groupNorm(value) ??
  writtenLayerNorm(value) ??
  writtenResampling(value) ??
  writtenResponseNorm(value);

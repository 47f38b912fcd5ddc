/** Local response normalisation over an even number of channels, which no operation computes as PyTorch does: written out. */
import { rounded } from "../attributes.ts";
import { numberOf } from "../context.ts";
import type { LayerValue, PendingValue, Value } from "../values.ts";
import type { Found } from "./structure.ts";

const is = (value: Value | undefined, op: string): PendingValue | null =>
  value?.type === "pending" && value.op === op ? value : null;

/** `x / (k + alpha/n * sums)^beta`, where a 1×1 convolution of ones in a band sums the squares of `n` neighbours. */
export function writtenResponseNorm(value: PendingValue): Found | null {
  const leaf = is(value, "Div")?.inputs[0];
  const power = is(value.inputs[1], "Pow");
  const base = numbered(is(power?.inputs[0], "Add"));
  const share = numbered(is(base?.other, "Mul"));
  const beta = numberOf(power?.inputs[1]);
  if (leaf?.type !== "layer" || share?.other.type !== "layer" || base === null || beta === null) return null;
  const size = bandOf(share.other, leaf);
  if (size === null) return null;
  const params = { size, alpha: rounded(share.number * size), beta: rounded(beta), k: rounded(base.number) };
  return { kind: "localResponseNorm", leaf, params, weights: {}, constants: [] };
}

function numbered(value: PendingValue | null): { readonly number: number; readonly other: Value } | null {
  const number = numberOf(value?.inputs[1]);
  const other = value?.inputs[0];
  return number === null || other === undefined ? null : { number, other };
}

/** How many neighbours the sums are over, one more before than behind. */
function bandOf({ node }: LayerValue, leaf: LayerValue): number | null {
  const [squares] = node.inputs;
  const weight = node.weights.get("weight");
  const [channels = 0, same, height, width] = weight?.shape ?? [];
  const isSum = node.kind === "conv2d" && !node.weights.has("bias") && height === 1 && width === 1;
  const isSquare = squares?.kind === "multiply" && squares.inputs.every((input) => input === leaf.node);
  if (!isSum || !isSquare || weight === undefined || same !== channels) return null;
  const first = weight.data.subarray(0, channels);
  const behind = first.lastIndexOf(1);
  const size = 2 * (behind + 1);
  const isBand = weight.data.every((number, index) => {
    const offset = (index % channels) - Math.floor(index / channels);
    return number === (offset >= -size / 2 && offset < size / 2 ? 1 : 0);
  });
  return isBand && size > 0 ? size : null;
}

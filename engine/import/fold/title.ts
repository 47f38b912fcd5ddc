/** What a folded block is called, by what is in it. */
import type { Part } from "./classes.ts";

interface Description {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly drawing?: string;
}

/** Kinds of all layers, those in blocks of the part too; each with whether it may be left out. */
function kindsIn(parts: readonly Part[], isOptional = false): readonly (readonly [string, boolean])[] {
  return parts.flatMap(({ what, muted }) => {
    const optional = isOptional || muted !== undefined;
    if (what.type === "layer") return [[what.kind, optional] as const];
    return what.type === "block" ? kindsIn(what.block.parts, optional) : [];
  });
}

/** Layers of some kinds that are always there, and all of them. */
function counts(parts: readonly Part[]) {
  const all = kindsIn(parts);
  const of = (...kinds: readonly string[]): number => all.filter(([kind]) => kinds.includes(kind)).length;
  const always = (kind: string): number => all.filter(([one, optional]) => one === kind && !optional).length;
  return { of, convolutions: always("conv2d") };
}

const RESULT_ADDED = "Convolutions whose result is added to the input.";
const DEPTHWISE_BETWEEN = "A depthwise convolution between two 1×1 convolutions, added to the input.";

/** What blocks are called in English; those who translate have the same words. */
export const BLOCK_WORDS = {
  convnext: {
    title: "ConvNeXt block",
    summary: "A depthwise convolution, then two 1×1 convolutions, scaled and added.",
  },
  "inverted-residual": { title: "Inverted residual", summary: DEPTHWISE_BETWEEN },
  "inverted-residual-se": { title: "Inverted residual, SE", summary: DEPTHWISE_BETWEEN },
  bottleneck: { title: "Bottleneck block", summary: RESULT_ADDED, drawing: "bottleneck" },
  residual: { title: "Residual block", summary: RESULT_ADDED, drawing: "residual" },
  inception: {
    title: "Inception block",
    summary: "Several ways side by side whose channels are joined.",
    drawing: "inception",
  },
  "dense-layer": {
    title: "Dense layer",
    summary: "Convolutions whose result is joined to the input.",
    drawing: "dense-block",
  },
  branches: { title: "Branching block", summary: "Two ways side by side whose channels are joined." },
  "conv-chain": { title: "Conv block", summary: "Several convolutions in a row." },
  "conv-unit": { title: "Conv unit", summary: "A convolution with what follows it." },
  block: { title: "Block", summary: "Layers that occur several times." },
} as const;
type Stem = keyof typeof BLOCK_WORDS;

function stemOf(parts: readonly Part[]): Stem {
  const { of, convolutions } = counts(parts);
  const hasSum = parts.some(({ what }) => what.type === "layer" && what.kind === "add");
  if (hasSum && of("layerScale") > 0 && of("layerNorm") > 0) return "convnext";
  if (hasSum && of("depthwiseConv2d") > 0)
    return of("multiply") > 0 ? "inverted-residual-se" : "inverted-residual";
  if (hasSum) return convolutions >= 3 ? "bottleneck" : "residual";
  const join = parts.find(({ what }) => what.type === "layer" && what.kind === "concat");
  if (join !== undefined && join.inputs.length > 2) return "inception";
  if (join !== undefined) return join.inputs.includes(0) ? "dense-layer" : "branches";
  if (convolutions > 1) return "conv-chain";
  return convolutions === 1 || of("depthwiseConv2d") > 0 ? "conv-unit" : "block";
}

export function describeBlock(parts: readonly Part[], takenIds: ReadonlySet<string>): Description {
  const stem = stemOf(parts);
  const { title, ...more }: Omit<Description, "id"> = BLOCK_WORDS[stem];
  if (!takenIds.has(stem)) return { id: stem, title, ...more };
  for (let count = 2; ; count++) {
    const id = `${stem}-${count}`;
    if (!takenIds.has(id)) return { id, title: `${title} ${count}`, ...more };
  }
}

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

function kindOf(parts: readonly Part[]): readonly [string, string, string, string?] {
  const { of, convolutions } = counts(parts);
  const hasSum = parts.some(({ what }) => what.type === "layer" && what.kind === "add");
  if (hasSum && of("layerScale") > 0 && of("layerNorm") > 0)
    return [
      "convnext",
      "ConvNeXt block",
      "A depthwise convolution, then two 1×1 convolutions, scaled and added.",
    ];
  if (hasSum && of("depthwiseConv2d") > 0)
    return [
      "inverted-residual",
      of("multiply") > 0 ? "Inverted residual, SE" : "Inverted residual",
      "A depthwise convolution between two 1×1 convolutions, added to the input.",
    ];
  if (hasSum && convolutions >= 3)
    return [
      "bottleneck",
      "Bottleneck block",
      "Convolutions whose result is added to the input.",
      "bottleneck",
    ];
  if (hasSum)
    return ["residual", "Residual block", "Convolutions whose result is added to the input.", "residual"];
  const join = parts.find(({ what }) => what.type === "layer" && what.kind === "concat");
  if (join !== undefined && join.inputs.length > 2)
    return [
      "inception",
      "Inception block",
      "Several ways side by side whose channels are joined.",
      "inception",
    ];
  if (join?.inputs.includes(0) === true)
    return ["dense-layer", "Dense layer", "Convolutions whose result is joined to the input.", "dense-block"];
  if (join !== undefined)
    return ["branches", "Branching block", "Two ways side by side whose channels are joined."];
  if (convolutions > 1) return ["conv-chain", "Conv block", "Several convolutions in a row."];
  if (convolutions === 1 || of("depthwiseConv2d") > 0)
    return ["conv-unit", "Conv unit", "A convolution with what follows it."];
  return ["block", "Block", "Layers that occur several times."];
}

export function describeBlock(parts: readonly Part[], takenIds: ReadonlySet<string>): Description {
  const [stem, title, summary, drawing] = kindOf(parts);
  const found = drawing === undefined ? {} : { drawing };
  if (!takenIds.has(stem)) return { id: stem, title, summary, ...found };
  for (let count = 2; ; count++) {
    const id = `${stem}-${count}`;
    if (!takenIds.has(id)) return { id, title: `${title} ${count}`, summary, ...found };
  }
}

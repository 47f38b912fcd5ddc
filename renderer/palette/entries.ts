/** What can be added, as the palette, the search and the command palette list it. */
import { createDocument } from "../../engine/document/create.ts";
import { blockOf, usedBlocks } from "../../engine/document/graph.ts";
import type { BlockDefinition, GraphDocument, Scope } from "../../engine/document/types.ts";
import { type LayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { Family } from "../../engine/layers/spec.ts";
import type { Tone } from "../../engine/targets/svg/scene.ts";
import type { Addable } from "../canvas/edits/addable.ts";
import type { EngineText } from "../i18n/engineText.ts";

export interface Entry {
  /** Stable within its section. */
  readonly id: string;
  readonly item: Addable;
  readonly title: string;
  readonly summary: string;
  readonly tone: Tone;
  /** For the drawing; layers have their family's. */
  readonly block: BlockDefinition | null;
  /** Other words that find it, also the English title in another language. */
  readonly keywords: readonly string[];
}
export type SectionId = Family | "document" | "templates" | "own" | "ports";
export interface Section {
  readonly id: SectionId;
  readonly entries: readonly Entry[];
}

export const FAMILIES: readonly Family[] = [
  "io",
  "convolution",
  "pooling",
  "normalisation",
  "activation",
  "dense",
  "combine",
  "shape",
  "regularisation",
];

/** What people also call the layers, in other frameworks and in the field. */
const ALIASES: Readonly<Partial<Record<LayerKind, readonly string[]>>> = {
  conv2d: ["convolution", "cnn", "filter", "kernel"],
  depthwiseConv2d: ["dwconv", "separable", "mobilenet"],
  convTranspose2d: ["deconvolution", "deconv", "upconv", "transposed"],
  dense: ["linear", "fully connected", "fc", "affine"],
  batchNorm: ["bn", "batchnorm2d", "normalization"],
  layerNorm: ["ln", "layernorm"],
  groupNorm: ["gn", "instance norm"],
  localResponseNorm: ["lrn", "alexnet"],
  globalAvgPool2d: ["gap"],
  globalMaxPool2d: ["gmp"],
  silu: ["swish"],
  hardSwish: ["hswish"],
  add: ["sum", "residual", "skip", "plus"],
  concat: ["concatenate", "cat", "join", "stack"],
  multiply: ["product", "gate", "attention", "times"],
  flatten: ["vector"],
  upsample2d: ["resize", "interpolate"],
  zeroPad2d: ["padding"],
  input: ["image", "data"],
  output: ["result", "logits"],
};

const layerEntry = (kind: LayerKind, engine: EngineText): Entry => ({
  id: kind,
  item: { type: "layer", kind },
  title: engine.kindTitle(kind),
  summary: engine.kindSummary(kind),
  tone: layerSpec(kind).family,
  block: null,
  keywords: [layerSpec(kind).title, kind, ...(ALIASES[kind] ?? [])],
});

export const layerSections = (engine: EngineText): readonly Section[] =>
  FAMILIES.map((family) => ({
    id: family,
    entries: layerKinds
      .filter((kind) => layerSpec(kind).family === family)
      .map((kind) => layerEntry(kind, engine)),
  }));

const blockEntry = (block: BlockDefinition, item: Addable, id: string, engine: EngineText): Entry => ({
  id,
  item,
  title: engine.block(block.title),
  summary: engine.block(block.summary),
  tone: "block",
  block,
  keywords: [block.id, block.title, "block"],
});

/** The document's own blocks, without those that would contain themselves where one is. */
export function documentSection(table: GraphDocument["blocks"], scope: Scope, engine: EngineText): Section {
  const document = { ...createDocument({ title: "" }), blocks: table };
  const blocks = Object.values(table).filter(
    (block) => scope === null || (block.id !== scope && !usedBlocks(document, block.graph).has(scope)),
  );
  return {
    id: "document",
    entries: blocks.map((block) => blockEntry(block, { type: "block", block: block.id }, block.id, engine)),
  };
}

/** A document whose graph holds one block, as templates and saved blocks are stored. */
export interface BlockSource {
  readonly id: string;
  readonly document: GraphDocument;
}

/** The block that a block document is about: the one in its graph. */
export function blockOfSource({ document }: BlockSource): BlockDefinition | null {
  const node = document.graph.nodes.find((candidate) => candidate.type === "block");
  return node === undefined ? null : (blockOf(document, node.block) ?? null);
}

export function foreignSection(
  id: "templates" | "own",
  sources: readonly BlockSource[],
  engine: EngineText,
): Section {
  const entries = sources.flatMap((source) => {
    const block = blockOfSource(source);
    if (block === null) return [];
    const item: Addable = { type: "foreign", source: source.document, block: block.id };
    const entry = blockEntry(block, item, source.id, engine);
    return [{ ...entry, title: entry.title || source.document.about.title }];
  });
  return { id, entries };
}

export const portSection = (words: { readonly in: string; readonly out: string }): Section => ({
  id: "ports",
  entries: (["in", "out"] as const).map((direction) => ({
    id: direction,
    item: { type: "port", direction },
    title: words[direction],
    summary: "",
    tone: "port",
    block: null,
    keywords: ["port", "boundary"],
  })),
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDocument } from "../../../engine/document/create.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import { layerKinds } from "../../../engine/layers/index.ts";
import { englishEngineText } from "../../../renderer/i18n/engineText.ts";
import { createTextLoader } from "../../../renderer/i18n/i18n.ts";
import {
  type BlockSource,
  blockOfSource,
  documentSection,
  foreignSection,
  layerSections,
} from "../../../renderer/palette/entries.ts";
import { fitsAt } from "../../../renderer/palette/fits.ts";
import { blockDocument } from "../../../renderer/palette/ownBlocks.ts";
import { search } from "../../../renderer/palette/search.ts";
import { template } from "../../targets/svg/documents.ts";

const folder = join(import.meta.dirname, "../../../templates/blocks");
const sources: readonly BlockSource[] = readdirSync(folder).map((name) => {
  const parsed = parseDocument(readFileSync(join(folder, name), "utf8"));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
  return { id: name, document: parsed.value };
});

describe("entries", () => {
  it("hold every layer once", () => {
    const kinds = layerSections(englishEngineText).flatMap(({ entries }) => entries.map(({ id }) => id));
    expect([...kinds].sort()).toEqual([...layerKinds].sort());
  });
  it("hold every block that comes with the program, under its own title", () => {
    const { entries } = foreignSection("templates", sources, englishEngineText);
    expect(entries).toHaveLength(sources.length);
    expect(new Set(entries.map(({ title }) => title)).size).toBe(sources.length);
    for (const source of sources) expect(blockOfSource(source), source.id).not.toBeNull();
  });
  it("leave out, inside a block, what would contain itself", () => {
    const nested = sources.find(({ id }) => id === "dense-block.json");
    if (nested === undefined) throw new Error("There is no dense block");
    const all = documentSection(nested.document.blocks, null, englishEngineText).entries.map(({ id }) => id);
    expect([...all].sort()).toEqual(["dense-block", "dense-layer"]);
    const inside = documentSection(nested.document.blocks, "dense-layer", englishEngineText).entries.map(
      ({ id }) => id,
    );
    expect(inside).toEqual([]);
    const outer = documentSection(nested.document.blocks, "dense-block", englishEngineText).entries.map(
      ({ id }) => id,
    );
    expect(outer).toEqual(["dense-layer"]);
  });
});

describe("search", () => {
  const entries = layerSections(englishEngineText).flatMap((section) => section.entries);
  it.each([
    ["conv", "conv2d"],
    ["linear", "dense"],
    ["bn", "batchNorm"],
    ["gap", "globalAvgPool2d"],
    ["relu", "relu"],
    ["deconv", "convTranspose2d"],
    ["mxpl", "maxPool2d"],
  ])("%s finds %s first", (query, kind) => {
    expect(search(query, entries).items[0]?.id).toBe(kind);
  });
  it("finds everything for nothing, and nothing for nonsense", () => {
    expect(search("", entries).items).toEqual(entries);
    expect(search("qqzzq", entries)).toEqual({ items: [], best: 0 });
  });
  it("finds by the English name in Chinese too", async () => {
    const { engine } = await (await createTextLoader()).load("zh");
    const chinese = layerSections(engine).flatMap((section) => section.entries);
    expect(search("卷积", chinese).items[0]?.item).toMatchObject({ type: "layer" });
    expect(search("conv 2d", chinese).items[0]?.id).toBe("conv2d");
  });
});

describe("what fits at a loose end", () => {
  const document = createDocument({ title: "" });
  const fits = (kind: (typeof layerKinds)[number], shape: readonly number[]): boolean =>
    fitsAt({ type: "layer", kind }, { direction: "out", shape }, document);
  it("goes by the shape rule of the layer", () => {
    expect(fits("conv2d", [3, 32, 32])).toBe(true);
    expect(fits("conv2d", [128])).toBe(false);
    expect(fits("dense", [128])).toBe(true);
    expect(fits("dense", [3, 32, 32])).toBe(false);
    expect(fits("flatten", [3, 32, 32])).toBe(true);
    expect(fits("concat", [3, 32, 32])).toBe(true);
    expect(fits("input", [3, 32, 32])).toBe(false);
  });
  it("backwards is what gives a value", () => {
    const end = { direction: "in", shape: null } as const;
    expect(fitsAt({ type: "layer", kind: "input" }, end, document)).toBe(true);
    expect(fitsAt({ type: "layer", kind: "output" }, end, document)).toBe(false);
  });
});

describe("one's own blocks", () => {
  it("keep all that they need and read back as documents", () => {
    const document = template("densenet");
    const nested = Object.values(document.blocks).find((block) =>
      block.graph.nodes.some((node) => node.type === "block"),
    );
    if (nested === undefined) throw new Error("There is no nested block");
    const own = blockDocument(document, nested.id);
    if (own === null) throw new Error("The block is gone");
    const read = parseDocument(serializeDocument(own));
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const source = { id: "own", document: read.value };
    expect(blockOfSource(source)?.title).toBe(nested.title);
    expect(Object.keys(read.value.blocks).length).toBeGreaterThan(1);
    expect(blockDocument(document, "nowhere")).toBeNull();
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import { createCatalogue } from "../../../renderer/gallery/catalogue.ts";
import { describeTemplate } from "../../../renderer/gallery/describe.ts";
import { groupCards } from "../../../renderer/gallery/groups.ts";
import { formatWhen } from "../../../renderer/gallery/when.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../../templates/models");
const templates = readdirSync(folder).map((name) => {
  const parsed = parseDocument(readFileSync(join(folder, name), "utf8"));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
  return { id: name.replace(/\.json$/, ""), document: parsed.value };
});
const cards = templates.map(({ id, document }) => describeTemplate(id, document));

describe.each(templates)("the card of $id", ({ id, document }) => {
  const card = cards.find((candidate) => candidate.id === id);
  const analysis = createAnalyser().analyse(document);
  const shapeOf = (kind: string) => {
    const node = analysis.expanded.nodes.find((candidate) => candidate.kind === kind);
    return node === undefined ? undefined : analysis.shapes.get(node.path)?.output;
  };

  it("draws the way from the input's tensor to the output's", () => {
    expect(card?.stages[0]?.shape).toEqual(shapeOf("input"));
    expect(card?.stages.at(-1)?.shape).toEqual(shapeOf("output"));
    expect(card?.stages.length).toBeLessThanOrEqual(7);
  });

  it("states what the analysis says", () => {
    expect(card).toMatchObject({
      params: analysis.totals.params,
      macs: analysis.totals.macs,
      input: shapeOf("input"),
      title: document.about.title,
    });
  });
});

it("puts every card into one group, oldest first", () => {
  const groups = groupCards(cards);
  expect(groups.flatMap(({ cards: own }) => own.map(({ id }) => id)).sort()).toEqual(
    cards.map(({ id }) => id).sort(),
  );
  for (const { cards: own } of groups) {
    const years = own.map(({ year }) => year ?? 9999);
    expect(years).toEqual([...years].sort((a, b) => a - b));
  }
  expect(groupCards([])).toEqual([]);
});

it("refuses to make a card of a template with an error, naming the place", () => {
  expect(() => describeTemplate("bad", createDocument({ title: "Empty" }))).toThrow(/Template bad/);
});

it("loads a template as any other file: what is wrong with it is a value", async () => {
  const catalogue = createCatalogue([], { bad: async () => ({ format: "other" }) });
  expect(await catalogue.load("bad")).toMatchObject({ ok: false, problems: [{ code: "file/wrong-format" }] });
  await expect(catalogue.load("none")).rejects.toThrow("none");
});

it.each([
  [0, "this minute", "此刻"],
  [59_000, "this minute", "此刻"],
  [5 * 60_000, "5 minutes ago", "5分钟前"],
  [3 * 3_600_000, "3 hours ago", "3小时前"],
  [30 * 3_600_000, "yesterday", "昨天"],
  [400 * 86_400_000, "last year", "去年"],
])("says how long %i ms are ago", (age, english, chinese) => {
  const now = Date.UTC(2026, 10, 23);
  expect(formatWhen(now - age, now, "en")).toBe(english);
  expect(formatWhen(now - age, now, "zh-CN")).toBe(chinese);
});

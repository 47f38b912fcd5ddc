/** Both languages say the same things: equal keys, equal placeholders, and nothing of the engine left out. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fixLabels as analysisFixes } from "../../../engine/analysis/fixes/labels.ts";
import { fixLabels as expandFixes } from "../../../engine/blocks/messages.ts";
import { commandIds, commandLabel } from "../../../engine/document/commands/index.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../../engine/layers/index.ts";
import type { MessageTemplate } from "../../../engine/tensor/problem.ts";
import { problem } from "../../../engine/tensor/problem.ts";
import { en } from "../../../renderer/i18n/en/index.ts";
import { enOptions } from "../../../renderer/i18n/en/options.ts";
import { englishEngineText } from "../../../renderer/i18n/engineText.ts";
import { createTextLoader } from "../../../renderer/i18n/i18n.ts";
import { zhBlockWords } from "../../../renderer/i18n/zh/blocks.ts";
import { chineseEngineText } from "../../../renderer/i18n/zh/engineText.ts";
import { zhFixes } from "../../../renderer/i18n/zh/fixes.ts";
import { zh } from "../../../renderer/i18n/zh/index.ts";
import { zhLayers } from "../../../renderer/i18n/zh/layers.ts";
import { zhOptions } from "../../../renderer/i18n/zh/options.ts";
import { zhParams } from "../../../renderer/i18n/zh/params.ts";
import { zhProblems } from "../../../renderer/i18n/zh/problems.ts";
import { zhSteps } from "../../../renderer/i18n/zh/steps.ts";
import { zhTemplates } from "../../../renderer/i18n/zh/templates.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{?(\w+)\}?\}/g)].map(([, name = ""]) => name))].sort();

/** `area.path.key` to text, of every leaf. */
function leaves(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leaves(inner, path === "" ? key : `${path}.${key}`),
  );
}

describe("the interface", () => {
  const english = new Map(leaves(en));
  const chinese = new Map(leaves(zh));

  it("has the same keys in both languages, but for the English singular", () => {
    const needed = [...english.keys()].filter((key) => !key.endsWith("_one"));
    expect([...chinese.keys()].sort()).toEqual(needed.sort());
    for (const key of english.keys()) {
      if (key.endsWith("_one")) expect(english.has(key.replace(/_one$/, "_other"))).toBe(true);
    }
  });

  it.each([...english.keys()])("%s holds the same values and no text is empty", (key) => {
    const text = chinese.get(key.replace(/_one$/, "_other")) ?? "";
    expect(placeholders(text)).toEqual(placeholders(english.get(key.replace(/_one$/, "_other")) ?? ""));
    expect(text.trim()).not.toBe("");
  });
});

it("the words of every built-in block are Chinese, and none is left over", () => {
  const folder = join(root, "templates");
  const words = ["blocks", "models"].flatMap((area) =>
    readdirSync(join(folder, area)).flatMap((name) => {
      const { blocks } = JSON.parse(readFileSync(join(folder, area, name), "utf8")) as GraphDocument;
      return Object.values(blocks).flatMap(({ title, summary, parameters }) => [
        title,
        summary,
        ...parameters.flatMap(({ spec }) => [spec.label, spec.help]),
      ]);
    }),
  );
  // Names that Chinese writes in Latin letters too.
  const latin = new Set(["ReLU", "Epsilon"]);
  const needed = new Set(words.filter((word) => word !== "" && !latin.has(word)));
  expect([...needed].filter((word) => !hasChinese(zhBlockWords[word] ?? ""))).toEqual([]);
  expect(Object.keys(zhBlockWords).filter((word) => !needed.has(word) && !latin.has(word))).toEqual([]);
});

describe("layers", () => {
  it.each(layerKinds)("%s has a Chinese title, explanation, parameters and options", (kind) => {
    expect(zhLayers[kind].title).not.toBe("");
    expect(hasChinese(zhLayers[kind].summary)).toBe(true);
    for (const [param, spec] of Object.entries(layerSpec(kind).params)) {
      const text = zhParams[`${kind}.${param}`] ?? zhParams[param];
      expect(text, `${kind}.${param}`).toBeDefined();
      expect(hasChinese(text?.help ?? ""), `${kind}.${param}`).toBe(true);
      if (spec.type !== "choice") continue;
      for (const option of spec.options) {
        expect(enOptions[`${param}.${option}`], `${param}.${option}`).toBeDefined();
        expect(zhOptions[`${param}.${option}`], `${param}.${option}`).toBeDefined();
      }
    }
  });

  it("gives a shared Chinese text only where the English one is shared", () => {
    const english = new Map<string, Set<string>>();
    for (const kind of layerKinds) {
      for (const [param, spec] of Object.entries(layerSpec(kind).params)) {
        if (zhParams[`${kind}.${param}`] !== undefined) continue;
        const helps = english.get(param) ?? new Set();
        english.set(param, helps.add(spec.help));
      }
    }
    const ambiguous = [...english]
      .filter(([, helps]) => helps.size > 1)
      .map(([param, helps]) => [param, ...helps]);
    expect(ambiguous).toEqual([]);
  });

  it("translates the words of the short line and keeps its numbers", () => {
    expect(chineseEngineText.brief("3×3 · stride 2 · pad 1 · output pad 1 · 4 groups")).toBe(
      "3×3 · 步幅 2 · 填充 1 · 输出填充 1 · 4 组",
    );
  });
});

/** Every table of messages of the engine, wherever it stands. */
async function engineTables(): Promise<ReadonlyMap<string, MessageTemplate>> {
  const files = readdirSync(join(root, "engine"), { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      name.endsWith(".ts") &&
      readFileSync(join(root, "engine", name), "utf8").includes("satisfies MessageTable"),
  );
  expect(files.length).toBeGreaterThan(10);
  const messages = new Map<string, MessageTemplate>();
  for (const file of files) {
    const module: Readonly<Record<string, unknown>> = await import(join(root, "engine", file));
    for (const value of Object.values(module)) {
      if (typeof value !== "object" || value === null) continue;
      for (const [code, entry] of Object.entries(value)) {
        if (typeof entry !== "object" || entry === null) continue;
        const { message, remedy } = entry as Partial<MessageTemplate>;
        if (typeof message === "string" && typeof remedy === "string")
          messages.set(code, { message, remedy });
      }
    }
  }
  return messages;
}

describe("problems", () => {
  it("are all translated, with the same values, and none is left over", async () => {
    const english = await engineTables();
    expect(english.size).toBeGreaterThan(150);
    expect([...english.keys()].filter((code) => zhProblems[code] === undefined)).toEqual([]);
    const host = Object.keys(zhProblems).filter((code) => code.startsWith("host/"));
    expect(Object.keys(zhProblems).filter((code) => !english.has(code) && !host.includes(code))).toEqual([]);
    for (const [code, template] of english) {
      const chinese = zhProblems[code];
      const all = (entry: MessageTemplate | undefined) => placeholders(`${entry?.message} ${entry?.remedy}`);
      expect(all(chinese), code).toEqual(all(template));
      expect(
        hasChinese(chinese?.message ?? "") && hasChinese(chinese?.remedy.replace("{rule}", "则") ?? ""),
        code,
      ).toBe(true);
    }
  });

  it("are shown with their values, and with the engine's words in them", () => {
    const table = {
      "param/wrong-type": { message: "{param} needs {needed}, but is {got}.", remedy: "Give it {needed}." },
    };
    const values = { param: "filters", needed: "a whole number", got: "1.5" };
    const found = problem(table, "param/wrong-type", { path: "conv1" }, values);
    expect(chineseEngineText.problem(found).message).toBe("filters 需要一个整数，却是 1.5。");
    expect(englishEngineText.problem(found).message).toBe("filters needs a whole number, but is 1.5.");
  });

  it("keep the engine's own text where a code is unknown", () => {
    const found = problem({ "new/code": { message: "New.", remedy: "Look." } }, "new/code", { path: "" });
    expect(chineseEngineText.problem(found)).toEqual({ message: "New.", remedy: "Look." });
  });

  it.each(Object.entries({ ...analysisFixes, ...expandFixes }))(
    "fix %s is translated with its values",
    (code, label) => {
      const chinese = new Map(Object.entries(zhFixes)).get(code) ?? "";
      expect(hasChinese(chinese)).toBe(true);
      expect(placeholders(chinese)).toEqual(placeholders(label));
    },
  );
});

it.each(commandIds)("the undo step of %s has a Chinese name", (id) => {
  expect(zhSteps[commandLabel(id)]).toBeDefined();
});

it("every built-in template has a Chinese title and description, and nothing else has", () => {
  const ids = readdirSync(join(root, "templates/models")).map((name) => name.replace(/\.json$/, ""));
  expect(Object.keys(zhTemplates).sort()).toEqual(ids.sort());
  for (const id of ids) expect(hasChinese(zhTemplates[id]?.summary ?? "")).toBe(true);
});

it("loads a language when it is asked for and counts as each language does", async () => {
  const loader = await createTextLoader();
  const english = await loader.load("en");
  expect([1, 2].map((count) => english.t("files:failed.more", { count }))).toEqual([
    "and 1 more problem",
    "and 2 more problems",
  ]);
  const chinese = await loader.load("zh");
  expect([1, 2].map((count) => chinese.t("files:failed.more", { count }))).toEqual([
    "另有 1 个问题",
    "另有 2 个问题",
  ]);
  expect(english.t("app:actions.save")).toBe("Save");
});

/** Every code has its words: in one table, once; and every fix has a label. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixLabels as analysisLabels } from "../../engine/analysis/fixes/labels.ts";
import { shapeFixMakers } from "../../engine/analysis/fixes/shapes.ts";
import { fixLabels as expandLabels } from "../../engine/blocks/messages.ts";
import { layerMessages } from "../../engine/layers/messages.ts";
import type { MessageTable } from "../../engine/tensor/problem.ts";
import { randomDocument } from "./documents.ts";
import { analyse } from "./fixing.ts";

const engine = join(import.meta.dirname, "..", "..", "engine");

/** All files that export a table, found in the sources, so that a new folder is covered at once. */
function tableFiles(): readonly (readonly [string, readonly string[]])[] {
  return readdirSync(engine, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((file) => {
      const names = [
        ...readFileSync(join(engine, file), "utf8").matchAll(/^export const (\w+Messages) = \{/gm),
      ];
      return names.length === 0 ? [] : [[file, names.map(([, name = ""]) => name)] as const];
    });
}

async function tables(): Promise<ReadonlyMap<string, MessageTable>> {
  const found = new Map<string, MessageTable>();
  for (const [file, names] of tableFiles()) {
    const loaded = (await import(pathToFileURL(join(engine, file)).href)) as Record<string, MessageTable>;
    for (const name of names) found.set(`${file} ${name}`, loaded[name] ?? {});
  }
  return found;
}

describe("message tables", async () => {
  const all = await tables();
  const codes = [...all.values()].flatMap((table) => Object.keys(table));

  it("are found in every folder that has problems", () => {
    const files = [...all.keys()].map((key) => key.split(" ")[0]);
    for (const folder of ["layers", "blocks", "document", "analysis"])
      expect(files.some((file) => file?.startsWith(`${folder}/`))).toBe(true);
  });

  it("give each code once in all of the engine", () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it.each([...all])("%s says what is wrong and what to do, in whole sentences", (_name, table) => {
    for (const { message, remedy } of Object.values(table)) {
      expect(message).toMatch(/[.:!?}”]$/);
      expect(remedy.length).toBeGreaterThan(5);
    }
  });

  it("hold every code that an analysis gives", () => {
    const property = (document: Parameters<typeof analyse>[0]): void => {
      for (const { code, fixes } of analyse(document).problems) {
        expect(codes).toContain(code);
        for (const fix of fixes) expect(fix.code in analysisLabels || fix.code in expandLabels).toBe(true);
      }
    };
    fc.assert(fc.property(randomDocument("careless"), property), { numRuns: 300, seed: 31 });
  });
});

describe("labels of fixes", () => {
  it("are not given twice under one code", () => {
    expect(Object.keys(analysisLabels).filter((code) => code in expandLabels)).toEqual([]);
  });
  it("are offered for every way a layer can refuse", () => {
    expect(Object.keys(shapeFixMakers).sort()).toEqual(Object.keys(layerMessages).sort());
  });
});

/** Properties on random documents: nothing throws, what is inferred is sound, and fixes fix. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { infer } from "../../engine/analysis/infer.ts";
import { summarise } from "../../engine/analysis/summary.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { expand } from "../../engine/blocks/expand.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { layerMessages } from "../../engine/layers/messages.ts";
import { randomDocument } from "./documents.ts";
import { analyse, applyFix, sameProblem } from "./fixing.ts";

/** What must hold of every analysis, whatever the document. */
function checkAnalysis(document: GraphDocument, analysis: Analysis): void {
  const { expanded, shapes, costs, fields, problems, totals } = analysis;
  expect([...costs.keys()]).toEqual([...shapes.keys()]);
  expect([...fields.keys()]).toEqual([...shapes.keys()]);
  const refused = new Set(problems.filter(({ code }) => code in layerMessages).map(({ path }) => path));
  for (const node of expanded.nodes) {
    const known = shapes.get(node.path);
    const fed = node.inputs.every((wire) => shapes.has(wire.from));
    // Every layer has a shape, or is broken, or is refused by a problem at its path, or reads from such a layer.
    if (known === undefined)
      expect(!fed || expanded.broken.has(node.path) || refused.has(node.path)).toBe(true);
    else {
      expect(known.inputs).toEqual(node.inputs.map((wire) => shapes.get(wire.from)?.output));
      expect(known.output.every((size) => Number.isSafeInteger(size) && size >= 1)).toBe(true);
      expect(
        Number.isFinite(costs.get(node.path)?.macs) && Number.isFinite(fields.get(node.path)?.size[0]),
      ).toBe(true);
    }
  }
  expect(Number.isFinite(totals.trainingBytes(8, 2))).toBe(true);
  for (const { message, remedy, fixes, values } of problems) {
    expect(`${message}${remedy}${fixes.map(({ label }) => label).join("")}`).not.toMatch(/\{\w+\}|undefined/);
    expect(
      values.scope === undefined ||
        values.scope === "" ||
        Object.hasOwn(document.blocks, String(values.scope)),
    ).toBe(true);
  }
  expect(analysis.valid).toBe(!problems.some(({ severity }) => severity === "error"));
  expect(JSON.stringify(problems)).toBeTypeOf("string");
}

describe("random documents", () => {
  it("are analysed without a throw, 10,000 of them, however wrong they are", () => {
    let shapesSeen = 0;
    const property = (document: GraphDocument): void => {
      const analysis = analyse(document);
      checkAnalysis(document, analysis);
      summarise(analysis, { depth: 1 });
      shapesSeen += analysis.shapes.size;
    };
    fc.assert(fc.property(randomDocument("careless"), property), { numRuns: 7_000, seed: 11 });
    fc.assert(fc.property(randomDocument("sound"), property), { numRuns: 3_000, seed: 12 });
    // The documents are not all so wrong that nothing is inferred.
    expect(shapesSeen).toBeGreaterThan(15_000);
  }, 240_000);

  it("give the same problems to a worker that only infers", () => {
    const property = (document: GraphDocument): void => {
      const analysis = analyse(document);
      const inference = infer(expand(document).expanded);
      expect([...inference.shapes]).toEqual([...analysis.shapes]);
      const refused = analysis.problems.filter(({ code }) => code in layerMessages);
      expect(inference.problems.map(({ code, path }) => [code, path])).toEqual(
        refused.map(({ code, path }) => [code, path]),
      );
    };
    fc.assert(fc.property(randomDocument("careless"), property), { numRuns: 500, seed: 13 });
  }, 60_000);

  it("are analysed alike by an analyser that remembers another document", () => {
    const analyser = createAnalyser();
    const plain = (analysis: Analysis) => ({
      ...analysis,
      totals: { ...analysis.totals, trainingBytes: null },
    });
    const property = (document: GraphDocument): void => {
      expect(plain(analyser.analyse(document))).toEqual(plain(analyse(document)));
    };
    fc.assert(fc.property(randomDocument("sound"), property), { numRuns: 500, seed: 14 });
  }, 60_000);
});

describe("fixes in random documents", () => {
  it("can be applied and make their problem go away; every error has one", () => {
    const property = (document: GraphDocument): void => {
      for (const found of analyse(document).problems) {
        if (found.severity === "error") expect(found.fixes.length, found.message).toBeGreaterThan(0);
        for (const fix of found.fixes) {
          const after = analyse(applyFix(document, fix)).problems.filter((other) =>
            sameProblem(other, found),
          );
          expect(after.map(({ message }) => `${fix.code}: ${message}`)).toEqual([]);
        }
      }
    };
    fc.assert(fc.property(randomDocument("sound"), property), { numRuns: 500, seed: 15 });
  }, 240_000);

  // Blocks are left out: one definition cannot suit two instances of which one wants what the other refuses.
  it("lead, one after the other, to a network without errors", () => {
    let [layers, unfinished] = [0, 0];
    const property = (document: GraphDocument): void => {
      let current = document;
      let analysis = analyse(current);
      for (let step = 0; step < 60 && !analysis.valid; step++) {
        const fix = analysis.problems.find(({ severity }) => severity === "error")?.fixes[0];
        if (fix === undefined) throw new Error("an error without a fix");
        current = applyFix(current, fix);
        analysis = analyse(current);
      }
      if (!analysis.valid) unfinished++;
      else {
        expect(analysis.shapes.size).toBe(analysis.expanded.nodes.length);
        layers += analysis.shapes.size;
      }
    };
    fc.assert(fc.property(randomDocument("sound", false), property), { numRuns: 500, seed: 16 });
    expect(unfinished).toBe(0);
    expect(layers).toBeGreaterThan(2_000);
  }, 240_000);
});

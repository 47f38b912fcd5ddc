import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import { PAGE_SCRIPT } from "../../../engine/targets/html/bundle.ts";
import { safeJson } from "../../../engine/targets/html/document.ts";
import { readPage } from "../../../engine/targets/html/read.ts";
import { base64, floatsOfBase64 } from "../../../engine/targets/html/runtime/base64.ts";
import { pageTarget } from "../../../engine/targets/html/target.ts";
import { fileBytes, floatBytes } from "../../../engine/targets/support/files.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import { bundleFile, pageBundle } from "../../../scripts/page/build.mjs";
import { analysed } from "../support/cases.ts";
import { texts } from "../support/hostile-names.ts";

const document = loadGraph("lenet");
const analysis = analysed(document);
const weights = initialWeights(analysis, 1);

async function page(more: object = {}): Promise<string> {
  const result = await pageTarget.write({ document, analysis, weights, ...more });
  const [file] = result.ok ? result.value : [];
  if (file === undefined) throw new Error("not written");
  return new TextDecoder().decode(fileBytes(file));
}

test("the bundle in the repository is made of the sources as they are", async () => {
  const made = await pageBundle();
  expect(made, "run node scripts/page/build.mjs").toBe(readFileSync(bundleFile, "utf8"));
});

test("base64 gives back every bit, and is what others call base64", () => {
  for (const length of [0, 1, 2, 3, 7]) {
    const floats = Float32Array.from({ length }, (_, i) => Math.fround((i - 2) * 1.1e-7));
    const text = base64(floatBytes(floats));
    expect(Buffer.from(text).toString()).toBe(Buffer.from(floatBytes(floats)).toString("base64"));
    expect(floatsOfBase64(text.length, (i) => text[i] ?? 0)).toEqual(floats);
  }
});

test("the page holds weights, class names and normalisation, and asks for nothing from outside", async () => {
  const normalization = { mean: [0.25], std: [0.5] };
  const text = await page({ classes: ["a", "b"], normalization });
  const read = readPage(new TextEncoder().encode(text));
  expect(read.network).toMatchObject({ classes: ["a", "b"], normalization, trained: false });
  for (const [index, { name }] of read.network.weights.entries()) {
    const original = weights.get(name);
    if (original !== undefined) expect(read.weights[index]).toEqual(original.data);
  }
  expect(text).toContain("default-src 'none'");
  expect(text).not.toMatch(/\b(src|href)=|@import|url\(/);
  expect(PAGE_SCRIPT).not.toMatch(/\beval\(|new Function|innerHTML|fetch\(|XMLHttpRequest|WebSocket/);
});

test("no text of a document becomes markup or code", async () => {
  const plain = await page();
  const tags = (text: string): number => text.split("<").length;
  for (const text of texts(120)) {
    expect(safeJson({ text })).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(safeJson({ text }))).toEqual({ text });
  }
  const hostile = `</script><script>alert(1)</script><!--`;
  const about = { ...document.about, title: hostile, summary: hostile };
  const text = await page({ document: { ...document, about }, classes: [hostile] });
  expect(tags(text)).toBe(tags(plain));
});

test("a network too large for a page is said so before", () => {
  const large = analysed(loadGraph("vgg16"));
  expect(pageTarget.check(large)).toMatchObject([{ code: "html/too-large" }]);
});

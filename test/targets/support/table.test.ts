import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layerKinds } from "../../../engine/layers/index.ts";
import { layersModelKinds } from "../../../engine/targets/layers-model/kinds.ts";
import { onnxKinds } from "../../../engine/targets/onnx/emit/index.ts";
import { supportColumns } from "../../../engine/targets/support/columns.ts";
import { supportOf, supportTable } from "../../../engine/targets/support/table.ts";
import { repositoryRoot } from "../../support/reference.ts";

test("has a row for every kind and says why something is missing", () => {
  const lines = supportTable(supportColumns).split("\n");
  expect(lines.filter((line) => line.startsWith("|")).length).toBe(layerKinds.length + 2);
  expect(supportOf(layersModelKinds, "localResponseNorm").support).toBe("no");
  expect(supportOf(layersModelKinds, "maxPool2d").support).toBe("partly");
  expect(layerKinds.every((kind) => supportOf(onnxKinds, kind).support === "yes")).toBe(true);
});

test("stands in the README as it is printed", () => {
  const file = join(repositoryRoot, "README.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const marked = /<!-- support table -->\n([\s\S]*?)<!-- end of support table -->/.exec(text);
  if (marked === null) {
    console.warn("skipped: the README has no support table yet (between <!-- support table --> marks)");
    return;
  }
  expect(marked[1]?.trim()).toBe(supportTable(supportColumns).trim());
});

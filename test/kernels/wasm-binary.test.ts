import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { binaryModule, binaryPath } from "../../scripts/kernels/build.mjs";

test("the committed SIMD module is what its sources compile to", { timeout: 120_000 }, async () => {
  expect(readFileSync(binaryPath, "utf8")).toBe(await binaryModule());
});

import { expect, it } from "vitest";
import { BLOCK_WORDS } from "../../../engine/import/fold/title.ts";
import { zhImportedBlock, zhImportedBlocks } from "../../../renderer/i18n/zh/importedBlocks.ts";

it("knows in Chinese what blocks of imported networks are called, and nothing more", () => {
  const words: readonly string[] = Object.values(BLOCK_WORDS).flatMap(({ title, summary }) => [
    title,
    summary,
  ]);
  for (const word of words) expect(zhImportedBlock(word), word).toMatch(/\p{Script=Han}/u);
  expect(Object.keys(zhImportedBlocks).filter((word) => !words.includes(word))).toEqual([]);
  expect(zhImportedBlock("Conv unit 2")).toBe("卷积单元 2");
  expect(zhImportedBlock("denseblock1")).toBeUndefined();
});

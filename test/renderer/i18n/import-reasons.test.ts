import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { zhImportReason } from "../../../renderer/i18n/zh/importReasons.ts";

const folder = fileURLToPath(new URL("../../../engine/import", import.meta.url));

/** Every sentence that the readers give as the reason of a quarantine, its values as numbers. */
function reasons(): readonly string[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), "utf8").matchAll(
        /(?:unmappable|Unmappable|quarantine)\(\s*(["`])((?:(?!\1).)*)\1/gs,
      ),
    ]);
  return found.map(([, , text = ""]) => text.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "7"));
}

it("translates every reason for a quarantine, with its values", () => {
  const all = reasons();
  expect(all.length).toBeGreaterThan(60);
  for (const reason of all) {
    const chinese = zhImportReason(`${reason}.`);
    expect(chinese, reason).toMatch(/\p{Script=Han}.*。$/u);
    expect((chinese.match(/7/g) ?? []).length, reason).toBe((reason.match(/7/g) ?? []).length);
  }
  expect(zhImportReason("Something else.")).toBe("Something else.");
});

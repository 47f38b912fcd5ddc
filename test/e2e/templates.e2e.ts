/** Every template opens with one click, without a problem, and with the number of parameters that its file has. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { expectParameters, nodes } from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const folder = fileURLToPath(new URL("../../templates/models", import.meta.url));
const templates = readdirSync(folder).map((file) => {
  const parsed = parseDocument(readFileSync(join(folder, file), "utf8"));
  if (!parsed.ok) throw new Error(`${file} is no document`);
  const { params } = createAnalyser().analyse(parsed.value).totals;
  return { title: parsed.value.about.title, params, count: parsed.value.graph.nodes.length };
});

const session = createSession();

it("opens every template of the gallery with its parameters", async () => {
  const { page } = await session.open();
  const cards = page.locator("article button");
  expect((await cards.allTextContents()).toSorted()).toEqual(templates.map(({ title }) => title).toSorted());
  for (const { title, params, count } of templates) {
    await page.getByRole("button", { name: title, exact: true }).click();
    await expect.poll(() => nodes(page).count(), { message: title }).toBe(count);
    await expectParameters(page, params);
    expect(await page.locator("[data-problem]").count(), title).toBe(0);
    await page.keyboard.press("Alt+Home");
  }
  expect(await page.getByRole("tab").count()).toBe(templates.length);
});

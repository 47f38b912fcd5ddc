/** Training in the page: the worker, the curves, the table; paused, resumed, stopped. */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { clickNode, emptySpot, openTemplate } from "./support/editor.ts";
import { nameNextFile, saveAs, store } from "./support/files.ts";
import { createSession } from "./support/session.ts";

const session = createSession();
const SMALL = "builtin:glyphs?train=640&test=200";

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: "Train" });

/** LeNet with a small set of glyphs as its data, and as many epochs as are asked for. */
async function openSmall(page: Page, epochs: number): Promise<void> {
  await openTemplate(page, "LeNet with ReLU");
  const text = await saveAs(page, "small.layerloom");
  const changed = text
    .replace('"data": "builtin:glyphs"', `"data": ${JSON.stringify(SMALL)}`)
    .replace(/"epochs": \d+/, `"epochs": ${epochs}`);
  await page.keyboard.press("Alt+w");
  await store(page, "small.layerloom", changed);
  await nameNextFile(page, "small.layerloom");
  await page.keyboard.press("Control+o");
  await page.getByRole("tab", { name: "small", exact: true }).waitFor();
  await clickNode(page, "conv1");
  const { x, y } = await emptySpot(page);
  await page.mouse.click(x, y);
}

it("trains an epoch, and shows its numbers", async () => {
  const { page } = await session.open();
  await openSmall(page, 1);
  await page.keyboard.press("Control+Enter");
  await panel(page).getByText("Finished").waitFor({ timeout: 60_000 });
  const row = panel(page).getByRole("table").getByRole("row").nth(1);
  const cells = await row.getByRole("cell").allTextContents();
  expect(cells[0]).toBe("1");
  expect(Number(cells[1])).toBeGreaterThan(0);
  expect(Number(cells[1])).toBeLessThan(2.4);
  expect(Number.parseFloat(cells[3] ?? "")).toBeGreaterThan(10);
});

it("pauses, goes on, and stops when it is told to", async () => {
  const { page } = await session.open();
  await openSmall(page, 200);
  await page.getByRole("button", { name: "Train", exact: true }).first().click();
  const rows = panel(page).getByRole("table").getByRole("row");
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(1);
  await panel(page).getByRole("button", { name: "Pause" }).click();
  await panel(page)
    .getByText(/^.*Paused in epoch/)
    .waitFor();
  const paused = await rows.count();
  await page.waitForTimeout(1_500);
  expect(await rows.count()).toBe(paused);
  await panel(page).getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => rows.count(), { timeout: 30_000 }).toBeGreaterThan(paused);
  await page.keyboard.press("Control+.");
  await panel(page).getByText("Stopped", { exact: false }).waitFor({ timeout: 30_000 });
  const stopped = await rows.count();
  await page.waitForTimeout(1_500);
  expect(await rows.count()).toBe(stopped);
});

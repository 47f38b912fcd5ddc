/** Training in the page: the worker, the curves, the table; paused, resumed, stopped. */
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openOn, panel } from "./support/studio.ts";

const session = createSession();
const SMALL = "builtin:glyphs?train=640&test=200";

it("trains an epoch, and shows its numbers", async () => {
  const { page } = await session.open();
  await openOn(page, SMALL, 1);
  await page.keyboard.press("Control+Enter");
  await panel(page, "Train").getByText("Finished").waitFor({ timeout: 60_000 });
  const row = panel(page, "Train").getByRole("table").getByRole("row").nth(1);
  const cells = await row.getByRole("cell").allTextContents();
  expect(cells[0]).toBe("1");
  expect(Number(cells[1])).toBeGreaterThan(0);
  expect(Number(cells[1])).toBeLessThan(2.4);
  expect(Number.parseFloat(cells[3] ?? "")).toBeGreaterThan(10);
});

it("pauses, goes on, and stops when it is told to", async () => {
  const { page } = await session.open();
  await openOn(page, SMALL, 200);
  await page.getByRole("button", { name: "Train", exact: true }).first().click();
  const rows = panel(page, "Train").getByRole("table").getByRole("row");
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(1);
  await panel(page, "Train").getByRole("button", { name: "Pause" }).click();
  await panel(page, "Train")
    .getByText(/^.*Paused in epoch/)
    .waitFor();
  const paused = await rows.count();
  await page.waitForTimeout(1_500);
  expect(await rows.count()).toBe(paused);
  await panel(page, "Train").getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => rows.count(), { timeout: 30_000 }).toBeGreaterThan(paused);
  await page.keyboard.press("Control+.");
  await panel(page, "Train").getByText("Stopped", { exact: false }).waitFor({ timeout: 30_000 });
  const stopped = await rows.count();
  await page.waitForTimeout(1_500);
  expect(await rows.count()).toBe(stopped);
});

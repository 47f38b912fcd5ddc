/** Weights of a run as the start of the next, in the window. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openOn, openPanel, panel } from "./support/studio.ts";

const session = createSession();

/** Losses of the epochs of the run in front. */
async function lossesIn(page: Page): Promise<readonly number[]> {
  const rows = panel(page, "Train").getByRole("table").locator("tbody").getByRole("row");
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td, th")].map((cell) => cell.textContent?.trim() ?? "")),
  );
  return texts.map((cells) => Number(cells[1]));
}

async function trained(page: Page, runs: number): Promise<readonly number[]> {
  await page.keyboard.press("Control+Enter");
  const list = await openPanel(page, "Runs");
  const finished = list.getByRole("row").filter({ hasText: "finished" });
  await expect.poll(() => finished.count(), { timeout: 60_000 }).toBe(runs);
  await openPanel(page, "Train");
  return lossesIn(page);
}

/** The first choice is to start afresh. */
async function startFrom(page: Page, index: number): Promise<void> {
  const train = panel(page, "Train");
  await train.getByRole("button", { name: "Settings", exact: true }).click();
  await train.getByLabel("Start from").selectOption({ index });
}

it("goes on from what an earlier run learned, and afresh where that is chosen", async () => {
  const { page } = await session.open();
  await openOn(page, "builtin:glyphs?train=640&test=60", 2, 32);
  const [first = 0, last = 0] = await trained(page, 1);
  expect(last).toBeLessThan(first);
  await startFrom(page, 1);
  const [second = 0] = await trained(page, 2);
  expect(second).toBeLessThan(last);
  await startFrom(page, 0);
  const [fresh = 0] = await trained(page, 3);
  expect(fresh).toBe(first);
});

/** Work survives `kill -9` of the browser: at most the last second of edits is lost, and what is stored is never damaged. */
import { rmSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningServer } from "../../cli/serve/server.ts";
import {
  collectComplaints,
  launchBrowser,
  launchKillable,
  openInterface,
  serveInterface,
  temporaryFolder,
} from "./support.ts";

/** Moments at which the browser is killed; the full measurement takes 200. */
const KILLS = Number(process.env.LAYERLOOM_KILLS ?? 5);
const MOST_LOST_MS = 1_000;

let server: RunningServer;
beforeAll(async () => {
  server = await serveInterface();
});
afterAll(() => server.close());

const nodesOnCanvas = (page: Page): Promise<number> => page.locator(".react-flow__node").count();
const addRelu = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "ReLU", exact: true }).first().click();

async function newDocument(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Empty canvas/ }).click();
  await page.getByRole("searchbox").or(page.getByPlaceholder("Search layers")).first().waitFor();
}

it(`offers the work after each of ${KILLS} kills at random moments`, {
  timeout: 60_000 + KILLS * 20_000,
}, async () => {
  const lost: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const profile = temporaryFolder("profile");
    const first = await launchKillable(profile);
    const page = first.context.pages()[0] ?? (await first.context.newPage());
    await openInterface(page, server.url);
    await newDocument(page);
    // Every edit notes when it was begun, which is before it was made, until the process is killed from outside.
    const editedAt: number[] = [];
    const killAfterMs = 300 + Math.random() * 2_500;
    let killedAt = Number.POSITIVE_INFINITY;
    const killing = new Promise((resolve) => setTimeout(resolve, killAfterMs)).then(() => {
      killedAt = Date.now();
      return first.kill();
    });
    while (Date.now() < killedAt) {
      const begun = Date.now();
      const done = await addRelu(page).then(
        () => true,
        () => false, // the browser is gone in the middle of the click
      );
      if (done && Date.now() < killedAt) editedAt.push(begun);
    }
    await killing;

    const second = await launchKillable(profile);
    const after = second.context.pages()[0] ?? (await second.context.newPage());
    await openInterface(after, server.url);
    const safe = editedAt.filter((at) => at <= killedAt - MOST_LOST_MS).length;
    const restore = after.getByRole("button", { name: "Restore", exact: true });
    if (safe > 0) await restore.waitFor({ timeout: 10_000 });
    let restored = 0;
    if (await restore.isVisible()) {
      await restore.click();
      await after.locator(".react-flow__node").first().waitFor();
      restored = await nodesOnCanvas(after);
    }
    const firstLost = editedAt[restored];
    lost.push(firstLost === undefined ? 0 : killedAt - firstLost);
    expect(restored).toBeGreaterThanOrEqual(safe);
    await second.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`oldest edit lost, ms before the kill: ${lost.map(Math.round).join(", ")}`);
  expect(Math.max(...lost)).toBeLessThanOrEqual(MOST_LOST_MS);
});

it("offers the work after the page is closed, to one of two windows, and not while its window lives", async () => {
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const complaints = await collectComplaints(context);
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await openInterface(page, server.url);
    return page;
  };
  const first = await open();
  await newDocument(first);
  await addRelu(first);
  await addRelu(first);
  await first.waitForTimeout(1_000);
  const witness = await open();
  await witness.waitForTimeout(500);
  expect(await witness.getByText("Unsaved work was found").isVisible()).toBe(false);

  await first.close({ runBeforeUnload: false });
  const [second, third] = [await open(), await open()];
  for (const page of [second, third]) await page.getByText("Unsaved work was found").waitFor();
  await second.getByRole("button", { name: "Restore", exact: true }).click();
  await second.locator(".react-flow__node").first().waitFor();
  expect(await nodesOnCanvas(second)).toBe(2);
  await third.getByRole("button", { name: "Restore", exact: true }).click();
  await third.getByText("Unsaved work was found").waitFor({ state: "detached" });
  expect(await nodesOnCanvas(third)).toBe(0);
  expect(complaints.list).toEqual([]);
  await browser.close();
});

it("offers the work after the page crashed", async () => {
  const profile = temporaryFolder("profile");
  const browser = await launchKillable(profile);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await openInterface(page, server.url);
  await newDocument(page);
  await addRelu(page);
  await addRelu(page);
  await page.waitForTimeout(1_000);
  const crashed = new Promise((resolve) => page.once("crash", resolve));
  const debug = await browser.context.newCDPSession(page);
  // The page is gone before it can answer.
  debug.send("Page.crash").catch(() => undefined);
  await crashed;

  const again = await browser.context.newPage();
  await openInterface(again, server.url);
  await again.getByRole("button", { name: "Restore", exact: true }).click();
  await again.locator(".react-flow__node").first().waitFor();
  expect(await nodesOnCanvas(again)).toBe(2);
  await browser.kill();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

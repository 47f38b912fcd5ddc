/** A folder that a person chose is there again after a reload, without being chosen a second time. */

import { encode } from "fast-png";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openPanel } from "./support/studio.ts";

const session = createSession();
const SIDE = 28;

/** The dialog cannot be driven; a folder of the private file system has the same kind of handle. */
async function withFolder(page: Page): Promise<void> {
  const images = Array.from({ length: 40 }, (_, index) => {
    const data = new Uint8Array(SIDE * SIDE).fill(index % 2 === 0 ? 20 : 220);
    data[index] = 128;
    return {
      path: [index % 2 === 0 ? "dark" : "bright", `${index}.png`],
      bytes: [...encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 })],
    };
  });
  await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    const shapes = await root.getDirectoryHandle("shapes", { create: true });
    for (const { path, bytes } of files) {
      const folder = await shapes.getDirectoryHandle(path[0] ?? "", { create: true });
      const writable = await (await folder.getFileHandle(path[1] ?? "", { create: true })).createWritable();
      await writable.write(new Uint8Array(bytes));
      await writable.close();
    }
  }, images);
}

it("opens the folder again by its name", async () => {
  const { context, page } = await session.open();
  await context.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle("shapes"),
    });
  });
  await page.reload();
  await withFolder(page);
  const start = async () => {
    await page.getByRole("button", { name: "LeNet with ReLU", exact: true }).click();
    await page.locator(".react-flow__node").first().waitFor();
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Control+.");
    return openPanel(page, "Data");
  };
  const data = await start();
  await data.getByRole("button", { name: "Choose a folder…" }).click();
  await data.getByText("bright", { exact: true }).waitFor({ timeout: 20_000 });
  await data.getByRole("button", { name: "Set the network to this data" }).click();
  await page.keyboard.press("Control+Shift+s");
  const saved = page.getByRole("tab", { name: "net", exact: true });
  await saved.waitFor();

  await page.reload();
  await page.getByRole("button", { name: "Menu" }).waitFor();
  await page.keyboard.press("Control+o");
  await saved.waitFor();
  await page.keyboard.press("Control+Enter");
  const train = page.getByRole("tabpanel", { name: "Train" });
  await train.getByText(/Epoch \d+ of|Finished/).waitFor({ timeout: 30_000 });
  await page.keyboard.press("Control+.");
  await openPanel(page, "Data");
  await data.getByText("bright", { exact: true }).waitFor();
  expect(await data.getByText(/There are no files/).count()).toBe(0);
});

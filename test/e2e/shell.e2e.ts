/** The window as a whole: files, settings that last, and how large it is. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../cli/serve/server.ts";
import {
  type Complaints,
  collectComplaints,
  interfaceFolder,
  launchBrowser,
  openInterface,
  serveInterface,
} from "./support.ts";

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveInterface(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

type ContextOptions = Parameters<Browser["newContext"]>[0];
async function open(
  options: ContextOptions = {},
): Promise<{ context: BrowserContext; page: Page; complaints: Complaints }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints = await collectComplaints(context);
  const page = await context.newPage();
  await openInterface(page, server.url);
  return { context, page, complaints };
}
const openTemplate = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator(".react-flow__node").first().waitFor();
};

describe("files", () => {
  /** The browser's pickers cannot be driven; the private file system has the same kind of handles. */
  const withPrivateFiles = async (page: Page): Promise<void> => {
    await page.evaluate(() => {
      const pick = async (create: boolean): Promise<FileSystemFileHandle> =>
        (await navigator.storage.getDirectory()).getFileHandle("net.layerloom", { create });
      Object.assign(window, {
        showSaveFilePicker: () => pick(true),
        showOpenFilePicker: async () => [await pick(false)],
      });
    });
  };
  const stored = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle("net.layerloom")).getFile()).text();
    });

  it("are saved, changed behind our back, noticed, reloaded, and opened again from the recent ones", async () => {
    const { context, page, complaints } = await open();
    await withPrivateFiles(page);
    await openTemplate(page, "LeNet-5 (book)");
    await page.keyboard.press("Control+s");
    await page.getByRole("tab", { name: "net", exact: true }).waitFor();
    const first = JSON.parse(await stored(page));
    expect(first.graph.nodes.length).toBeGreaterThan(8);

    await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("net.layerloom");
      const text = (await (await handle.getFile()).text()).replace('"filters": 6', '"filters": 7');
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    });
    const dialog = page.getByRole("dialog", { name: "net.layerloom was changed by another program" });
    await dialog.waitFor({ timeout: 8_000 });
    await dialog.getByRole("button", { name: "Load the file" }).click();
    await page.getByText("Conv 5×5, 7").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("Conv 5×5, 6").waitFor();
    await page.keyboard.press("Control+s");
    await expect.poll(() => stored(page)).toContain('"filters": 6');

    await page.keyboard.press("Alt+w");
    await page.getByRole("button", { name: /^net\.layerloom/ }).click();
    await page.getByRole("tab", { name: "net", exact: true }).waitFor();
    expect(complaints.list).toEqual([]);
    await context.close();
  });

  it("that are no documents are refused with the place and the reason", async () => {
    const { context, page, complaints } = await open();
    await page.evaluate(() => {
      const file = new File(['{ "format": "layerloom/document", "version": 1 }'], "broken.json");
      const data = new DataTransfer();
      data.items.add(file);
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    const dialog = page.getByRole("dialog", { name: "broken.json cannot be opened" });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("is missing");
    await page.keyboard.press("Escape");
    expect(complaints.list).toEqual([]);
    await context.close();
  });
});

it("remembers theme, language and panels, and follows the system's theme until told otherwise", async () => {
  const { context, page, complaints } = await open({ colorScheme: "dark" });
  const theme = (of: Page) => of.evaluate(() => document.documentElement.dataset.theme);
  expect(await theme(page)).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => theme(page)).toBe("light");
  await openTemplate(page, "LeNet with ReLU");
  const splitter = page.getByRole("separator", { name: "Width of the palette" });
  await splitter.focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await page.reload();
  await page.getByRole("button", { name: "Menu" }).waitFor();
  expect(await theme(page)).toBe("dark");
  await openTemplate(page, "LeNet with ReLU");
  expect(await splitter.getAttribute("aria-valuenow")).toBe("268");
  expect(complaints.list).toEqual([]);
  await context.close();
});

describe("size", () => {
  it("the script of the first screen is under 400 kB compressed and has no tfjs in it", () => {
    const folder = interfaceFolder();
    const html = readFileSync(join(folder, "index.html"), "utf8");
    const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path = ""]) => path);
    const size = (path: string): number => {
      const packed = join(folder, `${path}.gz`);
      return statSync(packed, { throwIfNoEntry: false })?.size ?? statSync(join(folder, path)).size;
    };
    const bytes = scripts.reduce((sum, path) => sum + size(path), 0);
    console.log(`first screen: ${scripts.length} scripts, ${bytes} bytes compressed`);
    expect(scripts.length).toBeGreaterThan(1);
    expect(bytes).toBeLessThan(400_000);
    for (const path of scripts) {
      expect(readFileSync(join(folder, path), "utf8")).not.toMatch(/registerKernel|tfjs-core|WebGPUBackend/);
    }
  });
});

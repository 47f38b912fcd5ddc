/** The studio as a person uses it: the drawer's panels, a run from start to end, a drawing. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { emptySpot } from "./editor.ts";
import { nameNextFile, saveAs, store } from "./files.ts";

export type PanelTitle = "Data" | "Train" | "Runs" | "Evaluate" | "Look inside" | "Try it";

export const panel = (page: Page, title: PanelTitle): Locator =>
  page.getByRole("tabpanel", { name: title, exact: true });

/** LeNet with another source of data and, where it is given, another number of epochs, by way of its file. */
export async function openOn(page: Page, source: string, epochs?: number, batchSize?: number): Promise<void> {
  const card = page.locator("article").filter({ hasText: /LeNet with ReLU|带 ReLU 的 LeNet/ });
  await card.first().getByRole("button").click();
  await page.locator(".react-flow__node").first().waitFor();
  const text = await saveAs(page, "studio.layerloom");
  await page.keyboard.press("Alt+w");
  const changed = text
    .replace(/"data": "[^"]*"/, `"data": ${JSON.stringify(source)}`)
    .replace(/"epochs": \d+/, (old) => (epochs === undefined ? old : `"epochs": ${epochs}`))
    .replace(/"batchSize": \d+/, (old) => (batchSize === undefined ? old : `"batchSize": ${batchSize}`));
  await store(page, "studio.layerloom", changed);
  await nameNextFile(page, "studio.layerloom");
  await page.keyboard.press("Control+o");
  await page.getByRole("tab", { name: "studio", exact: true }).waitFor();
  const { x, y } = await emptySpot(page);
  await page.mouse.click(x, y);
}

/** Brings a panel of the drawer to the front. */
export async function openPanel(page: Page, title: PanelTitle): Promise<Locator> {
  await page.getByRole("tab", { name: title, exact: true }).click();
  const shown = panel(page, title);
  await shown.waitFor();
  return shown;
}

/** Chooses where networks are computed, and waits until it is open there. */
export async function chooseBackend(page: Page, name: "WebGPU" | "WebAssembly"): Promise<void> {
  const pill = page.getByRole("button", { name: /^Where the network is computed: / });
  await pill.click();
  await page.getByRole("menuitemcheckbox", { name, exact: true }).click();
  await expect.poll(() => pill.getAttribute("aria-label"), { timeout: 60_000 }).toContain(`: ${name}`);
  await expect.poll(() => pill.textContent(), { timeout: 60_000 }).not.toMatch(/opening/);
}

/** Sets fields of the training panel's form, by their labels. */
export async function setTraining(page: Page, values: Readonly<Record<string, number>>): Promise<void> {
  const train = await openPanel(page, "Train");
  const toggle = train.getByRole("button", { name: "Settings", exact: true });
  if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
  const form = train.getByRole("form", { name: "Settings" });
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label, { exact: true });
    await field.fill(String(value));
    await field.press("Enter");
  }
  await toggle.click();
}

/** Rows of the table of epochs, without its head. */
export const epochRows = (page: Page): Locator =>
  panel(page, "Train").getByRole("table").locator("tbody").getByRole("row");

/** Test accuracy of the newest epoch, 0 to 1. */
export async function testAccuracy(page: Page): Promise<number> {
  const cells = await epochRows(page).last().getByRole("cell").allTextContents();
  return Number.parseFloat(cells[3] ?? "") / 100;
}

export const waitForEpochs = (page: Page, count: number, timeout = 60_000): Promise<unknown> =>
  expect.poll(() => epochRows(page).count(), { timeout }).toBeGreaterThanOrEqual(count);

/** Draws one stroke on the sheet, through places in fractions of its sides. */
export async function drawStroke(page: Page, places: readonly (readonly [number, number])[]): Promise<void> {
  const sheet = page.getByRole("img", { name: "A sheet to draw on" });
  const box = await sheet.boundingBox();
  if (box === null) throw new Error("There is no sheet to draw on");
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
  const [first, ...others] = places;
  if (first === undefined) return;
  await page.mouse.move(...at(first));
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...at(place), { steps: 3 });
  await page.mouse.up();
}

/** A zero, as a closed loop. */
export const ZERO: readonly (readonly [number, number])[] = Array.from({ length: 21 }, (_, i) => [
  0.5 + 0.22 * Math.cos((2 * Math.PI * i) / 20 - Math.PI / 2),
  0.5 + 0.34 * Math.sin((2 * Math.PI * i) / 20 - Math.PI / 2),
]);

/** The editor as a person finds it: nodes by name, ports, palette, fields. Every place is one that can be pointed at. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export async function newDocument(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Empty canvas|空白画布)/ }).click();
  await page
    .getByRole("searchbox")
    .or(page.getByPlaceholder(/^(Search layers|搜索层)/))
    .first()
    .waitFor();
  await page.locator(".react-flow__pane").waitFor();
}

export async function openTemplate(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: title, exact: true }).click();
  await page.locator(".react-flow__node").first().waitFor();
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A node by its name, for example `conv1`. */
export const node = (page: Page, name: string): Locator =>
  page.locator(".react-flow__node").and(page.getByLabel(new RegExp(` ${escaped(name)}(,|，|$)`)));

export const nodes = (page: Page): Locator => page.locator(".react-flow__node");

export const inspector = (page: Page): Locator => page.getByLabel(/^(Inspector|检查器|属性)$/);

/** A field of the inspector by its label. */
export const field = (page: Page, label: string): Locator =>
  inspector(page).getByLabel(label, { exact: true });

/** Selects a node and sets one of its parameters. */
export async function setParam(page: Page, name: string, label: string, value: string): Promise<void> {
  await clickNode(page, name);
  await field(page, label).fill(value);
  await field(page, label).press("Enter");
}

/** In the title, away from ports, steppers and badges. */
export async function clickNode(
  page: Page,
  name: string,
  options: { readonly modifiers?: ("Shift" | "Control")[]; readonly button?: "left" | "right" } = {},
): Promise<void> {
  await node(page, name).click({ position: { x: 60, y: 16 }, ...options });
}

/** Once it has come to rest. */
export async function centre(target: Locator): Promise<Spot> {
  await target.hover();
  const box = await target.boundingBox();
  if (box === null) throw new Error(`Nothing is drawn for ${target}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** A port of a node; the first of its direction unless another is named. */
export const port = (page: Page, name: string, direction: "in" | "out", index = 0): Locator =>
  node(page, name).locator(`[data-direction="${direction}"]`).nth(index);

export const wire = (page: Page): Locator => page.locator("[data-wire]");

export async function drawWire(page: Page, from: Locator, to: Locator | Spot): Promise<void> {
  await drag(page, await centre(from), "x" in to ? to : await centre(to));
}

export const paletteItem = (page: Page, title: string): Locator =>
  page.getByLabel(/^(Palette|组件面板|调色板|面板)$/).getByRole("button", { name: title, exact: true });

export async function dragFromPalette(page: Page, title: string, to: Spot): Promise<void> {
  const item = paletteItem(page, title);
  await item.scrollIntoViewIfNeeded();
  await drag(page, await centre(item), to);
}

/** What the whole network costs, from the bar; exact. */
export const totals = (page: Page): Locator => page.getByTitle(/^(Parameters|参数)/).first();

export async function expectParameters(page: Page, count: number): Promise<void> {
  const exact = count.toLocaleString("en-US");
  await expect.poll(() => totals(page).getAttribute("title"), { timeout: 5_000 }).toContain(` ${exact},`);
}

/** What a screen reader calls the element that has the focus; empty where nothing has it. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label =
      element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
    return element?.getAttribute("aria-label") ?? label ?? "";
  });

/** Presses Tab until the element of that name has the focus; a person counts no presses either. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`The Tab key does not lead to ${name}`);
}

/** Room for a node, and for a click that means the canvas; pixels to the right and below. */
const NODE_ROOM = { width: 210, height: 100 } as const;
export const CLICK_ROOM = { width: 20, height: 20 } as const;

/** The place nearest to the middle of the canvas with so much room. */
export async function emptySpot(
  page: Page,
  room: { readonly width: number; readonly height: number } = NODE_ROOM,
): Promise<Spot> {
  const spot = await page.evaluate(({ width, height }) => {
    const free = (x: number, y: number): boolean =>
      [-width / 7, 0, width / 2, width].every((dx) =>
        [-height / 3, 0, height / 2, height].every(
          (dy) => document.elementFromPoint(x + dx, y + dy)?.matches(".react-flow__pane") === true,
        ),
      );
    const box = document.querySelector(".react-flow")?.getBoundingClientRect();
    if (box === undefined) return undefined;
    const places: { readonly x: number; readonly y: number; readonly off: number }[] = [];
    for (let y = box.top + 40; y < box.bottom; y += 20) {
      for (let x = box.left + 40; x < box.right; x += 20) {
        const off = Math.hypot(x - (box.left + box.right) / 2, y - (box.top + box.bottom) / 2);
        places.push({ x, y, off });
      }
    }
    return places.sort((a, b) => a.off - b.off).find(({ x, y }) => free(x, y));
  }, room);
  if (spot === undefined) throw new Error("The canvas is full");
  return spot;
}

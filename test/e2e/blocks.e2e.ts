/** Blocks: made of a selection, nested, edited inside so that every use changes, repeated, inlined. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  clickNode,
  expectParameters,
  field,
  inspector,
  newDocument,
  node,
  nodes,
  openTemplate,
  paletteItem,
  setParam,
  wire,
} from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

async function makeBlock(page: Page, names: readonly string[], title: string): Promise<void> {
  for (const [index, name] of names.entries()) {
    await clickNode(page, name, index === 0 ? {} : { modifiers: ["Shift"] });
  }
  await page.keyboard.press("Control+g");
  const dialog = page.getByRole("dialog", { name: "Make a block" });
  await dialog.getByLabel("Name of the block").fill(title);
  const filters = dialog.getByLabel("Filters");
  if (await filters.count()) await filters.first().check();
  await dialog.getByRole("button", { name: "Make the block" }).click();
  await dialog.waitFor({ state: "detached" });
}

const nameOfSelected = (page: Page): Promise<string> => field(page, "Name").inputValue();

it("make, nest, edit inside, repeat, inline", async () => {
  const { page } = await session.open();
  await newDocument(page);
  await page.getByRole("button", { name: "Add an input", exact: true }).click();
  for (const title of ["Conv 2D", "Batch Norm", "ReLU"]) await paletteItem(page, title).click();
  await node(page, "relu1").waitFor();
  await setParam(page, "conv1", "Padding, height", "1");
  await page.getByRole("button", { name: "Show everything" }).click();
  const conv = (inputs: number, filters: number, kernel = 3): number =>
    kernel * kernel * inputs * filters + filters + 2 * filters;
  await expectParameters(page, conv(1, 16));

  // One use, with the number of filters as its argument.
  await makeBlock(page, ["conv1", "bn1", "relu1"], "Unit");
  await expect.poll(() => nodes(page).count()).toBe(2);
  expect(await wire(page).count()).toBe(1);
  await expectParameters(page, conv(1, 16));
  const unit = await nameOfSelected(page);
  await field(page, "Filters").fill("8");
  await field(page, "Filters").press("Enter");
  await expectParameters(page, conv(1, 8));

  // A second use of the same block, from the palette, with an argument of its own.
  await clickNode(page, unit);
  await paletteItem(page, "Unit").click();
  await expect.poll(() => nodes(page).count()).toBe(3);
  const second = await nameOfSelected(page);
  await field(page, "Filters").fill("12");
  await field(page, "Filters").press("Enter");
  await expectParameters(page, conv(1, 8) + conv(8, 12));

  // Inside: a larger kernel reaches both uses, and the shapes are those of the use one came from.
  await node(page, second).dblclick({ position: { x: 60, y: 16 } });
  const path = page.getByLabel("Where you are");
  await path.waitFor();
  await expect.poll(() => node(page, "conv1").getAttribute("aria-label")).toContain("output 12×28×28");
  await setParam(page, "conv1", "Kernel, height", "5");
  await setParam(page, "conv1", "Padding, height", "2");
  await expectParameters(page, conv(1, 8, 5) + conv(8, 12, 5));
  await path.getByRole("button", { name: "One level up" }).click();
  await path.waitFor({ state: "detached" });

  // Both in an outer block; the copies of that one chain.
  await makeBlock(page, [unit, second], "Pair of units");
  await expect.poll(() => nodes(page).count()).toBe(2);
  const outer = await nameOfSelected(page);
  await expectParameters(page, conv(1, 8, 5) + conv(8, 12, 5));
  for (let times = 0; times < 2; times++) {
    await node(page, outer).getByRole("button", { name: "One copy more" }).click();
  }
  expect(await node(page, outer).textContent()).toContain("×3");
  const again = conv(12, 8, 5) + conv(8, 12, 5);
  await expectParameters(page, conv(1, 8, 5) + conv(8, 12, 5) + 2 * again);

  // Two levels down, and an edit there reaches all six uses.
  await node(page, outer).dblclick({ position: { x: 60, y: 16 } });
  await node(page, second).waitFor();
  await node(page, second).dblclick({ position: { x: 60, y: 16 } });
  await node(page, "bn1").waitFor();
  expect(await path.getByRole("listitem").count()).toBe(3);
  await clickNode(page, "bn1");
  await page.keyboard.press("Delete");
  const bare = (inputs: number, filters: number): number => 25 * inputs * filters + filters;
  await expectParameters(page, bare(1, 8) + bare(8, 12) + 2 * (bare(12, 8) + bare(8, 12)));
  await path.getByRole("listitem").first().getByRole("button").click();
  await path.waitFor({ state: "detached" });

  // Written out and inlined, level by level, the network stays the same.
  const total = bare(1, 8) + bare(8, 12) + 2 * (bare(12, 8) + bare(8, 12));
  await clickNode(page, outer);
  await inspector(page).getByRole("button", { name: "Write out the copies" }).click();
  await expect.poll(() => nodes(page).count()).toBe(4);
  await expectParameters(page, total);
  for (const left of [5, 6, 7]) {
    await page.getByRole("button", { name: "Show everything" }).click();
    await page
      .locator(".react-flow__node:has([data-type=block])", { hasText: "Pair of units" })
      .first()
      .click({ position: { x: 20, y: 12 } });
    await page.keyboard.press("Control+Shift+g");
    await expect.poll(() => nodes(page).count()).toBe(left);
    await expectParameters(page, total);
  }
  expect(await page.locator("[data-problem=error]").count()).toBe(0);
});

it("expands a block where it stands, and undo outside leaves the inside alone", async () => {
  const { page } = await session.open();
  await openTemplate(page, "ResNet-18 (book)");
  const count = await nodes(page).count();
  const block = page.locator(".react-flow__node:has([data-type=block])").first();
  const name = (await block.getAttribute("aria-label"))?.replace(/,.*/, "").split(" ").at(-1) ?? "";
  await clickNode(page, name);
  await page.keyboard.press("e");
  await expect.poll(() => nodes(page).count()).toBeGreaterThan(count);
  await node(page, name).getByRole("button", { name: "Fold the block" }).click();
  await expect.poll(() => nodes(page).count()).toBe(count);
});

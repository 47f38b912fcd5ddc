/** Two windows at once: nodes copied from one to the other as JSON text on the system's clipboard. */
import { expect, it } from "vitest";
import {
  clickNode,
  emptySpot,
  newDocument,
  node,
  nodes,
  openTemplate,
  paletteItem,
  wire,
} from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

it("copies nodes, wires and blocks between two windows as JSON text", async () => {
  const { context, page } = await session.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await openTemplate(page, "LeNet with ReLU");
  await clickNode(page, "conv1");
  for (const name of ["act1", "pool1"]) await clickNode(page, name, { modifiers: ["Shift"] });
  await page.keyboard.press("Control+c");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const copied: unknown = JSON.parse(text);
  expect(copied).toMatchObject({ format: expect.stringContaining("layerloom") });
  expect(text).toContain('"conv2d"');

  const other = await session.another(context);
  await newDocument(other);
  const { x, y } = await emptySpot(other);
  await other.mouse.click(x, y);
  await other.keyboard.press("Control+v");
  await expect.poll(() => nodes(other).count()).toBe(3);
  expect(await wire(other).count()).toBe(2);
  expect(await node(other, "conv1").getAttribute("aria-label")).toContain("Conv 2D conv1");
  await other.keyboard.press("Control+z");
  await expect.poll(() => nodes(other).count()).toBe(0);
  await other.keyboard.press("Control+Shift+z");
  await expect.poll(() => nodes(other).count()).toBe(3);

  // A block comes with its definition.
  await page.bringToFront();
  await page.keyboard.press("Alt+Home");
  await openTemplate(page, "ResNet-18 (book)");
  const block = page.locator(".react-flow__node:has([data-type=block])").first();
  await block.click({ position: { x: 20, y: 12 } });
  await page.keyboard.press("Control+c");
  await other.bringToFront();
  await other.keyboard.press("Control+v");
  await expect.poll(() => nodes(other).count()).toBe(4);
  expect(await paletteItem(other, "Residual block").first().isVisible()).toBe(true);

  // Cut in one window, paste in the other.
  await clickNode(other, "pool1");
  await other.keyboard.press("Control+x");
  await expect.poll(() => nodes(other).count()).toBe(3);
  await page.bringToFront();
  const before = await nodes(page).count();
  await page.keyboard.press("Control+v");
  await expect.poll(() => nodes(page).count()).toBe(before + 1);

  // Text that is no network adds nothing and says so.
  await page.evaluate(() => navigator.clipboard.writeText("no network at all"));
  await page.keyboard.press("Control+v");
  await page
    .getByLabel("Messages")
    .getByRole("alert")
    .or(page.getByLabel("Messages").getByRole("status"))
    .first()
    .waitFor();
  expect(await nodes(page).count()).toBe(before + 1);
});

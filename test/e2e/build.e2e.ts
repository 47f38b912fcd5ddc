/** LeNet from nothing: once with the mouse, once with the keyboard alone. */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  centre,
  clickNode,
  drag,
  dragFromPalette,
  drawWire,
  emptySpot,
  expectParameters,
  field,
  focusedName,
  newDocument,
  node,
  nodes,
  paletteItem,
  port,
  tabTo,
  wire,
} from "./support/editor.ts";
import { createSession } from "./support/session.ts";

/** `1x28x28 - conv 6 - pool - conv 16 - pool - 120 - 84 - 10`, as in the book without its padding. */
const PARAMETERS = 44_426;
const session = createSession();

const quickAddItem = (page: Page, title: string): Locator =>
  page.locator("[cmdk-item]").filter({ hasText: new RegExp(`^${title}$`) });

/** Drops a wire in the empty and chooses what fits from the menu that opens there. */
async function wireIntoEmpty(page: Page, from: string, title: string): Promise<void> {
  const start = await centre(port(page, from, "out"));
  const count = await nodes(page).count();
  await drag(page, start, { x: start.x + 90, y: start.y + 60 });
  await quickAddItem(page, title).click();
  await expect.poll(() => nodes(page).count()).toBe(count + 1);
}

async function setField(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
}

it("builds LeNet with the mouse: palette, wires, the menu of a dropped wire, double-click", async () => {
  const { page } = await session.open();
  await newDocument(page);
  const canvas = await page.locator(".react-flow__pane").boundingBox();
  if (canvas === null) throw new Error("There is no canvas");
  const at = (x: number, y: number) => ({ x: canvas.x + x, y: canvas.y + y });

  await page.getByRole("button", { name: "Add an input", exact: true }).click();
  await node(page, "input").waitFor();
  await drag(page, await centre(node(page, "input")), at(110, 60));
  await dragFromPalette(page, "Conv 2D", at(260, 25));
  await node(page, "conv1").waitFor();
  await setField(page, "Filters", "6");
  await setField(page, "Kernel, height", "5");
  await drawWire(page, port(page, "input", "out"), port(page, "conv1", "in"));
  await expect.poll(() => wire(page).count()).toBe(1);
  await expectParameters(page, 156);

  await wireIntoEmpty(page, "conv1", "ReLU");
  await paletteItem(page, "Max Pool 2D").click();
  await node(page, "pool1").waitFor();
  await wireIntoEmpty(page, "pool1", "Conv 2D");
  await setField(page, "Kernel, height", "5");
  await expectParameters(page, 156 + 2_416);
  for (const title of ["ReLU", "Max Pool 2D", "Flatten"]) {
    const count = await nodes(page).count();
    await paletteItem(page, title).click();
    await expect.poll(() => nodes(page).count()).toBe(count + 1);
  }
  for (const [units, name] of [
    ["120", "fc1"],
    ["84", "fc2"],
    ["10", "fc3"],
  ] as const) {
    await paletteItem(page, "Dense").click();
    await node(page, name).waitFor();
    await setField(page, "Units", units);
    if (name !== "fc3") await paletteItem(page, "ReLU").click();
  }
  const { x, y } = await emptySpot(page);
  await page.mouse.dblclick(x, y);
  await page.getByPlaceholder("Layer or block").fill("output");
  await quickAddItem(page, "Output").click();
  await node(page, "output").waitFor();
  await drawWire(page, port(page, "fc3", "out"), port(page, "output", "in"));
  await expect.poll(() => wire(page).count()).toBe(13);
  await expectParameters(page, PARAMETERS);
  await clickNode(page, "output");
  expect(await node(page, "output").getAttribute("aria-label")).toBe("Output output, output 10");
  expect(await page.locator("[data-severity]").count()).toBe(0);
});

it("builds LeNet with the keyboard alone", async () => {
  const { page } = await session.open();
  const keys = page.keyboard;
  await keys.press("Alt+n");
  await page.locator(".react-flow__pane").waitFor();
  await keys.press("Shift+A");
  const add = async (text: string, name: string): Promise<void> => {
    await page.getByPlaceholder("Layer or block").waitFor();
    await keys.type(text);
    await page.locator("[cmdk-item]").first().waitFor();
    await keys.press("Enter");
    await node(page, name).waitFor();
    await expect.poll(() => focusedName(page)).toContain(` ${name},`);
  };
  const after = async (text: string, name: string): Promise<void> => {
    await keys.press("a");
    await add(text, name);
  };
  /** Through the Tab key to a field of the inspector, and back by the name of the node. */
  const set = async (name: string, values: Readonly<Record<string, string>>): Promise<void> => {
    for (const [label, value] of Object.entries(values)) {
      await tabTo(page, label);
      await keys.type(value);
      await keys.press("Enter");
    }
    await keys.press("Control+k");
    await page.getByPlaceholder("Type a command").waitFor();
    await keys.type(name);
    await page.locator("[cmdk-item][aria-selected=true]", { hasText: new RegExp(`^${name}`) }).waitFor();
    await keys.press("Enter");
    await expect.poll(() => focusedName(page)).toContain(` ${name},`);
  };
  await add("input", "input");
  await after("conv 2d", "conv1");
  await set("conv1", { Filters: "6", "Kernel, height": "5" });
  await after("relu", "relu1");
  await after("max pool", "pool1");
  await after("conv 2d", "conv2");
  await set("conv2", { "Kernel, height": "5" });
  await after("relu", "relu2");
  await after("max pool", "pool2");
  await after("flatten", "flatten1");
  await after("dense", "fc1");
  await set("fc1", { Units: "120" });
  await after("relu", "relu3");
  await after("dense", "fc2");
  await set("fc2", { Units: "84" });
  await after("relu", "relu4");
  await after("dense", "fc3");
  await after("output", "output");
  await expectParameters(page, PARAMETERS);
  expect(await wire(page).count()).toBe(13);
});

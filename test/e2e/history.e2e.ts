/** Undo to the first state and redo to the last, byte for byte; what is saved and opened again is the same. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  centre,
  clickNode,
  drag,
  drawWire,
  emptySpot,
  field,
  node,
  nodes,
  openTemplate,
  paletteItem,
  port,
  setParam,
} from "./support/editor.ts";
import { nameNextFile, readStored, saveAs, store } from "./support/files.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

const rest = async (page: Page): Promise<void> => {
  const { x, y } = await emptySpot(page);
  await page.mouse.click(x, y);
};

/** Edits of every sort that a hand can make; each is one step or more. */
const EDITS: readonly ((page: Page) => Promise<unknown>)[] = [
  (page) => setParam(page, "conv1", "Kernel, height", "3"),
  async (page) => {
    await clickNode(page, "conv2");
    await page.getByLabel("Name", { exact: true }).fill("features.0");
    await page.getByLabel("Name", { exact: true }).press("Enter");
    await node(page, "features.0").waitFor();
  },
  async (page) => {
    const from = await centre(node(page, "act2"));
    await drag(page, from, { x: from.x + 60, y: from.y + 40 });
  },
  async (page) => {
    await clickNode(page, "act1");
    await paletteItem(page, "Batch Norm").click();
    await node(page, "bn1").waitFor();
  },
  async (page) => {
    await clickNode(page, "act4");
    await page.keyboard.press("m");
  },
  async (page) => {
    await clickNode(page, "act3");
    await page.keyboard.press("Delete");
    await node(page, "act3").waitFor({ state: "detached" });
  },
  async (page) => {
    await clickNode(page, "pool2");
    await page.keyboard.press("Control+d");
    await node(page, "pool3").waitFor();
    // Out from under its original, so that its port can be reached.
    const box = await node(page, "pool3").boundingBox();
    if (box === null) throw new Error("The copy is not drawn");
    const { x, y } = await emptySpot(page);
    const grip = { x: box.width - 10, y: box.height - 8 };
    await drag(page, { x: box.x + grip.x, y: box.y + grip.y }, { x: x + grip.x, y: y + grip.y });
  },
  (page) => drawWire(page, port(page, "pool1", "out"), port(page, "pool3", "in")),
  async (page) => {
    await clickNode(page, "pool2");
    for (const key of ["ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  },
  async (page) => {
    await rest(page);
    await page.keyboard.press("n");
    await page.keyboard.type("what this part is for");
    await page.keyboard.press("Escape");
  },
  async (page) => {
    await clickNode(page, "fc1");
    await clickNode(page, "fc2", { modifiers: ["Shift"] });
    await page.keyboard.press("Control+g");
    await page.getByRole("button", { name: "Make the block" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },
  (page) => page.getByRole("button", { name: "Tidy up", exact: true }).click(),
  async (page) => {
    await page.getByRole("tab", { name: "Train", exact: true }).click();
    await page.getByLabel("Epochs").first().fill("3");
    await page.getByLabel("Epochs").first().press("Enter");
    await rest(page);
  },
];

/** Presses a key until nothing changes any more; how often it did. */
async function pressToTheEnd(page: Page, keys: string, action: RegExp): Promise<number> {
  for (let count = 0; count < 60; count++) {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("menuitem", { name: "Edit" }).press("ArrowRight");
    const item = page.getByRole("menuitem", { name: action });
    const disabled = (await item.getAttribute("aria-disabled")) === "true";
    await page.keyboard.press("Escape");
    await page.getByRole("menu").first().waitFor({ state: "detached" });
    if (disabled) return count;
    await page.keyboard.press(keys);
  }
  throw new Error(`${keys} does not come to an end`);
}

it("undoes everything to the first state and does it again, byte for byte", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const first = await saveAs(page, "first.layerloom");
  for (const edit of EDITS) await edit(page);
  await rest(page);
  const last = await saveAs(page, "last.layerloom");
  expect(last).not.toBe(first);

  const undone = await pressToTheEnd(page, "Control+z", /^Undo/);
  expect(undone).toBeGreaterThanOrEqual(EDITS.length);
  expect(await saveAs(page, "undone.layerloom")).toBe(first);
  const redone = await pressToTheEnd(page, "Control+Shift+z", /^Redo/);
  expect(redone).toBe(undone);
  expect(await saveAs(page, "redone.layerloom")).toBe(last);
  for (let step = 0; step < undone; step++) await page.keyboard.press("Control+z");
  expect(await saveAs(page, "again.layerloom")).toBe(first);
  for (let step = 0; step < undone; step++) await page.keyboard.press("Control+y");
  expect(await saveAs(page, "end.layerloom")).toBe(last);
});

it("saves, and opens the same document again", async () => {
  const { page } = await session.open();
  await openTemplate(page, "Small Inception");
  await clickNode(page, "input");
  await rest(page);
  const text = await saveAs(page, "kept.layerloom");
  const shown = await nodes(page).count();
  await page.keyboard.press("Alt+w");
  await page.getByRole("button", { name: /^Open a file/ }).waitFor();
  await nameNextFile(page, "kept.layerloom");
  await page.keyboard.press("Control+o");
  await page.getByRole("tab", { name: "kept", exact: true }).waitFor();
  await expect.poll(() => nodes(page).count()).toBe(shown);
  expect(await saveAs(page, "copy.layerloom")).toBe(text);
});

it("saves as a download where the browser cannot write files, and opens that again", async () => {
  const { page } = await session.open();
  await page.evaluate(() => {
    for (const name of ["showSaveFilePicker", "showOpenFilePicker"]) Reflect.set(window, name, undefined);
  });
  await openTemplate(page, "LeNet-5 (book)");
  await setParam(page, "conv1", "Kernel, height", "3");
  await rest(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  expect(download.suggestedFilename()).toMatch(/\.layerloom$/);
  await page.getByText(/This browser cannot write into files/).waitFor();
  const path = await download.path();
  await page.keyboard.press("Alt+w");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Control+o")]);
  await chooser.setFiles(path);
  await clickNode(page, "conv1");
  expect(await field(page, "Kernel, height").inputValue()).toBe("3");
});

it("refuses hostile files with a sentence and loses nothing", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  await setParam(page, "conv1", "Filters", "9");
  await rest(page);
  const good = await saveAs(page, "good.layerloom");
  const hostile: readonly (readonly [string, string])[] = [
    ["cut.layerloom", good.slice(0, good.length / 2)],
    ["prototype.layerloom", good.replace('"blocks"', '"__proto__": { "polluted": 1 }, "blocks"')],
    ["newer.layerloom", good.replace('"version": 1', '"version": 999')],
    ["deep.layerloom", "[".repeat(100_000)],
    ["huge.layerloom", good.replace('"filters": 9', '"filters": 1e300')],
    ["text.layerloom", "\u0000\uffff PK\u0003\u0004 this is no document"],
    [
      "script.layerloom",
      good.replace("LeNet with ReLU", "<img src=x onerror=alert(1)>").replace('"kind": "relu"', '"kind": 7'),
    ],
  ];
  for (const [name, text] of hostile) {
    await store(page, name, text);
    await nameNextFile(page, name);
    await page.keyboard.press("Control+o");
    const dialog = page.getByRole("dialog", { name: `${name} cannot be opened` });
    await dialog.waitFor();
    expect((await dialog.getByRole("listitem").first().textContent())?.length, name).toBeGreaterThan(30);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  expect(await page.getByRole("tab", { name: "good", exact: true }).count()).toBe(1);
  await clickNode(page, "conv1");
  expect(await field(page, "Filters").inputValue()).toBe("9");
  await rest(page);
  expect(await saveAs(page, "still.layerloom")).toBe(good);
  expect(await readStored(page, "good.layerloom")).toBe(good);
  expect(await page.evaluate(() => Reflect.get({}, "polluted"))).toBeUndefined();
});

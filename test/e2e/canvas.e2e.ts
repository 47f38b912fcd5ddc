/** The hands' work on the canvas: selecting, moving, wiring, framing, opening blocks where they stand. */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  centre,
  clickNode,
  drag,
  dragFromPalette,
  emptySpot,
  newDocument,
  node,
  nodes,
  openTemplate,
  paletteItem,
  port,
  type Spot,
  wire,
} from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(target: Locator): Promise<Box> {
  const box = await target.boundingBox();
  if (box === null) throw new Error(`Nothing is drawn for ${target}`);
  return box;
}
const undo = (page: Page): Promise<void> => page.keyboard.press("Control+z");
const selected = (page: Page): Locator => page.locator(".react-flow__node.selected");
const labelOf = (target: Locator): Locator => target.locator("g").last();

/** Begins a drag as a hand does, slowly, and leaves the button down. */
async function hold(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 4, from.y);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

it("selects with a rectangle and with Shift, duplicates, removes and bridges", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const count = await nodes(page).count();
  const wires = await wire(page).count();
  const [first, second] = [await boxOf(node(page, "conv1")), await boxOf(node(page, "pool1"))];
  const from = { x: Math.min(first.x, second.x) - 12, y: Math.min(first.y, second.y) - 8 };
  await drag(page, from, { x: second.x + second.width - 20, y: second.y + second.height - 8 });
  const chosen = await selected(page).count();
  expect(chosen).toBeGreaterThanOrEqual(3);
  await clickNode(page, "fc1", { modifiers: ["Shift"] });
  await expect.poll(() => selected(page).count()).toBe(chosen + 1);
  await page.keyboard.press("Control+d");
  await expect.poll(() => nodes(page).count()).toBe(count + chosen + 1);
  await undo(page);
  await expect.poll(() => nodes(page).count()).toBe(count);

  await clickNode(page, "pool1");
  await page.keyboard.press("Delete");
  await expect.poll(() => nodes(page).count()).toBe(count - 1);
  expect(await wire(page).count()).toBe(wires - 1);
});

it("snaps a dragged node to its neighbour with a guide, in one step", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const [still, moving] = [await boxOf(node(page, "conv1")), await boxOf(node(page, "pool1"))];
  const grip = { x: moving.x + 60, y: moving.y + 12 };
  await hold(page, grip, { x: grip.x + still.x - moving.x + 3, y: grip.y + 5 });
  expect(await page.locator('[class*="guide"]').count()).toBeGreaterThan(0);
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await boxOf(node(page, "pool1"))).x - still.x)).toBeLessThan(1);
  await undo(page);
  await expect
    .poll(async () =>
      Math.hypot(
        (await boxOf(node(page, "pool1"))).x - moving.x,
        (await boxOf(node(page, "pool1"))).y - moving.y,
      ),
    )
    .toBeLessThan(1);
});

it("puts what is dropped on a wire into the wire: from the palette, and a node that lies about", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const wires = await wire(page).count();
  const onto = await centre(labelOf(wire(page).nth(1)));
  await dragFromPalette(page, "Batch Norm", onto);
  await node(page, "bn1").waitFor();
  expect(await wire(page).count()).toBe(wires + 1);
  expect(await node(page, "bn1").locator("[data-connected]").count()).toBe(2);

  const spot = await emptySpot(page);
  await dragFromPalette(page, "Dropout", spot);
  const free = node(page, "dropout1");
  await free.waitFor();
  const target = await centre(labelOf(wire(page).nth(3)));
  const grip = await centre(free);
  await hold(page, { x: grip.x - 30, y: grip.y }, { x: target.x - 30, y: target.y });
  await expect.poll(() => page.locator('[data-state="drop"]').count()).toBe(1);
  await page.mouse.up();
  await expect.poll(() => free.locator("[data-connected]").count()).toBe(2);
  expect(await wire(page).count()).toBe(wires + 2);
});

it("takes a wire off its end, refuses a circle with the reason, and offers to mend a shape that does not fit", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const wires = await wire(page).count();
  // Backwards from the last dense layer: a circle.
  await hold(page, await centre(port(page, "fc3", "out")), await centre(node(page, "conv1")));
  const hint = page.getByRole("status").filter({ hasText: "would close a circle" });
  await hint.waitFor();
  await page.mouse.up();
  await hint.waitFor({ state: "detached" });
  expect(await wire(page).count()).toBe(wires);

  // A feature map into a dense layer is possible, and the problem comes with its fixes.
  await hold(page, await centre(port(page, "pool2", "out")), await centre(node(page, "fc2")));
  await page.getByRole("status").filter({ hasText: "vector of features" }).waitFor();
  await page.mouse.up();
  const card = page.getByLabel("Problems of fc2");
  await card.getByRole("button", { name: "Insert a flatten layer" }).click();
  await card.waitFor({ state: "detached" });
  await expect.poll(() => node(page, "fc2").getAttribute("aria-label")).toContain("output 84");
  await undo(page);
  await undo(page);

  // An end that is let go in the empty leaves the node unconnected.
  await drag(page, await centre(port(page, "fc2", "in")), await emptySpot(page));
  await expect.poll(() => wire(page).count()).toBe(wires - 1);
});

it("frames nodes and takes them along", async () => {
  const { page } = await session.open();
  await newDocument(page);
  await page.getByRole("button", { name: "Add an input", exact: true }).click();
  await paletteItem(page, "Conv 2D").click();
  await node(page, "conv1").waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("f");
  await page.keyboard.type("Stem");
  await page.keyboard.press("Enter");
  const frame = page.getByLabel("Frame: Stem");
  await frame.waitFor();
  const before = await boxOf(node(page, "conv1"));
  const title = await boxOf(frame.getByText("Stem"));
  const grip = { x: title.x + 12, y: title.y + title.height / 2 };
  await drag(page, grip, { x: grip.x + 20, y: grip.y + 120 });
  await expect.poll(async () => (await boxOf(node(page, "conv1"))).y - before.y).toBeGreaterThan(60);
  await undo(page);
  await expect.poll(async () => Math.abs((await boxOf(node(page, "conv1"))).y - before.y)).toBeLessThan(1);
});

it("opens a block where it stands and edits inside it", async () => {
  const { page } = await session.open();
  await openTemplate(page, "Small ResNet");
  const count = await nodes(page).count();
  await clickNode(page, "stage1");
  await page.keyboard.press("e");
  await expect.poll(() => nodes(page).count()).toBeGreaterThan(count + 5);
  await page.keyboard.press("Shift+Digit2");
  const inner = node(page, "relu1").or(node(page, "act1")).or(node(page, "relu")).first();
  await inner.click({ position: { x: 60, y: 16 } });
  await page.keyboard.press("m");
  // The block is one definition: the change is in every use of it.
  await expect.poll(() => inner.getAttribute("aria-label")).toContain("muted");
  await undo(page);
  await expect.poll(() => inner.getAttribute("aria-label")).not.toContain("muted");
  await page.getByRole("button", { name: "Fold the block" }).click();
  await expect.poll(() => nodes(page).count()).toBe(count);
});

it("shows less from afar and more from near, and pans with the middle button and with Space", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  const pane = page.locator("[data-canvas]");
  const distance = (): Promise<string | null> => pane.getAttribute("data-distance");
  const spot = await emptySpot(page);
  await page.mouse.move(spot.x, spot.y);
  await expect.poll(distance).toBe("mid");
  for (let turn = 0; turn < 14; turn += 1) await page.mouse.wheel(0, 120);
  await expect.poll(distance).toMatch(/far|dots/);
  expect(await node(page, "conv1").getByText("Conv 5×5, 6").isVisible()).toBe(false);
  for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, -120);
  await expect.poll(distance).toBe("near");
  await page.keyboard.press("Shift+Digit1");
  await expect.poll(distance).toBe("mid");
  // The view glides there.
  await expect.poll(async () => (await boxOf(node(page, "output"))).width).toBeGreaterThan(100);

  const place = async (): Promise<number> => (await boxOf(node(page, "conv1"))).x;
  const start = await place();
  const { x, y } = spot;
  await page.mouse.move(x, y);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(x + 70, y, { steps: 4 });
  await page.mouse.up({ button: "middle" });
  await expect.poll(place).toBeCloseTo(start + 70, 0);
  await page.keyboard.down("Space");
  await page.locator(".react-flow__pane.draggable").waitFor();
  await drag(page, { x: x + 70, y }, { x, y });
  await page.keyboard.up("Space");
  await expect.poll(place).toBeCloseTo(start, 0);
});

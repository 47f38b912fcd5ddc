/** Ten kinds of problem, each provoked by hand and solved by one of its own buttons, as one step that can be undone. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  CLICK_ROOM,
  centre,
  clickNode,
  drag,
  drawWire,
  emptySpot,
  field,
  node,
  openTemplate,
  paletteItem,
  port,
} from "./support/editor.ts";
import { createSession } from "./support/session.ts";

interface Case {
  readonly kind: string;
  provoke(page: Page): Promise<void>;
  readonly says: RegExp;
  readonly fix: RegExp;
}

const remove = async (page: Page, name: string): Promise<void> => {
  await clickNode(page, name);
  await page.keyboard.press("Delete");
  await node(page, name).waitFor({ state: "detached" });
};
const set = async (page: Page, name: string, label: string, value: string): Promise<void> => {
  await clickNode(page, name);
  await field(page, label).fill(value);
  await field(page, label).press("Enter");
};
const addAfter = async (page: Page, name: string, title: string): Promise<void> => {
  await clickNode(page, name);
  await paletteItem(page, title).click();
};

const CASES: readonly Case[] = [
  {
    kind: "no output",
    provoke: (page) => remove(page, "output"),
    says: /The network has no output/,
    fix: /^Add an output layer behind fc3$/,
  },
  {
    kind: "no input",
    provoke: (page) => remove(page, "input"),
    says: /The network has no input/,
    fix: /^Add an input layer$/,
  },
  {
    kind: "missing input",
    async provoke(page) {
      const from = await centre(port(page, "act3", "in"));
      await drag(page, from, await emptySpot(page, CLICK_ROOM));
    },
    says: /Nothing is connected to the input “in” of act3/,
    fix: /^Connect fc1 to act3$/,
  },
  {
    kind: "a vector is needed",
    provoke: (page) => remove(page, "flatten"),
    says: /This layer works on a vector of features, but its input has the shape 16×5×5/,
    fix: /^Insert a flatten layer$/,
  },
  {
    kind: "a feature map is needed",
    provoke: (page) => addAfter(page, "flatten", "Max Pool 2D"),
    says: /This layer works on feature maps C×H×W/,
    fix: /^(Read from in front of|Remove|Insert a reshape)/,
  },
  {
    kind: "the window does not fit",
    provoke: (page) => set(page, "conv2", "Kernel, height", "33"),
    says: /A window of 33×33 .*does not fit/,
    fix: /^Set Kernel to/,
  },
  {
    kind: "groups do not divide the channels",
    provoke: (page) => set(page, "conv2", "Groups", "4"),
    says: /6 input channels cannot be split into 4 equal groups/,
    fix: /^Set Groups to/,
  },
  {
    kind: "more padding than window",
    provoke: (page) => set(page, "pool1", "Padding, height", "2"),
    says: /Padding 2×2 is more than half of the pooling window/,
    fix: /^Set Padding to/,
  },
  {
    kind: "the classes differ",
    provoke: (page) => set(page, "fc3", "Units", "7"),
    says: /The output has 7 features/,
    fix: /^Set Units of fc3 to/,
  },
  {
    kind: "an activation before the loss",
    provoke: (page) => addAfter(page, "fc3", "ReLU"),
    says: /stands right before the loss/,
    fix: /^Remove /,
  },
  {
    kind: "a result that nothing reads",
    async provoke(page) {
      const from = await centre(port(page, "conv1", "out"));
      await drag(page, from, await emptySpot(page, CLICK_ROOM));
      await page.locator("[cmdk-item]", { hasText: /^Sigmoid$/ }).click();
    },
    says: /Nothing reads the result of/,
    fix: /^Remove /,
  },
  {
    kind: "shapes that differ where they meet",
    async provoke(page) {
      await addAfter(page, "act2", "Add");
      await node(page, "add1").waitFor();
      await drawWire(page, port(page, "act1", "out"), port(page, "add1", "in", 1));
    },
    says: /All inputs must have the same shape|the same number of channels/,
    fix: /^(Insert a 1×1 convolution|Pad input|Resize input|Upsample input|Shrink)/,
  },
];

const session = createSession();

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: /Problems/ });
const undoAll = async (page: Page): Promise<void> => {
  const { x, y } = await emptySpot(page, CLICK_ROOM);
  await page.mouse.click(x, y);
  const dirty = page.getByRole("tab", { name: "LeNet with ReLU, Unsaved changes" });
  for (let steps = 0; (await dirty.count()) > 0; steps++) {
    if (steps === 12) throw new Error("Undo does not lead back");
    await page.keyboard.press("Control+z");
  }
};

describe("ten kinds of problem and more", () => {
  it("are provoked by hand and solved by their own buttons", async () => {
    const { page } = await session.open();
    await openTemplate(page, "LeNet with ReLU");
    await page.getByRole("tab", { name: /^Problems/ }).click();
    await panel(page).getByText("No problems").waitFor();
    for (const { kind, provoke, says, fix } of CASES) {
      await provoke(page);
      const first = panel(page).getByText(says).first();
      await first.waitFor().catch(() => {
        throw new Error(`${kind}: the problem is not listed`);
      });
      const before = await panel(page).textContent();
      await panel(page).getByRole("button", { name: fix }).first().click();
      await expect.poll(() => panel(page).getByText(says).count(), { message: kind }).toBe(0);
      // One step: undone once, the problem is back as it was.
      await page.keyboard.press("Control+z");
      await expect.poll(() => panel(page).textContent(), { message: kind }).toBe(before);
      await page.keyboard.press("Control+Shift+z");
      await expect.poll(() => panel(page).getByText(says).count(), { message: kind }).toBe(0);
      await undoAll(page);
      await panel(page).getByText("No problems").waitFor();
    }
    expect(CASES.length).toBeGreaterThanOrEqual(10);
  });

  it("show their reason and fixes at the mark of the node as well", async () => {
    const { page } = await session.open();
    await openTemplate(page, "LeNet with ReLU");
    await remove(page, "flatten");
    await node(page, "fc1").locator("[data-severity=error]").hover();
    const card = page.getByLabel("Problems of fc1");
    await card.getByRole("button", { name: "Insert a flatten layer" }).click();
    await expect.poll(() => page.locator("[data-severity=error]").count()).toBe(0);
  });
});

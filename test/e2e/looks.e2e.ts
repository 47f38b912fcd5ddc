/** Languages and themes switched live, and a small window in which nothing is cut off for good. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { clickNode, field, node, nodes, openTemplate, paletteItem } from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

const theme = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset.theme);
const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const latinWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    // Terms that the field writes in Latin letters everywhere, names of nodes and of keys.
    const known =
      /^(relu|lenet|layerloom|react|flow|ctrl|shift|alt|enter|esc|[a-z]+\d+|[a-z]|input|output|flatten)$/i;
    const texts = [...document.querySelectorAll("button, h1, h2, h3, label, legend, [role=tab], dt")]
      .filter((element) => element instanceof HTMLElement && element.offsetParent !== null)
      // Titles of blocks are part of the documents that they come from.
      .filter((element) => element.closest('section[aria-label="模块"], section[aria-label="块"]') === null)
      .map((element) => element.textContent ?? "");
    // A whole text in English is one that was not translated.
    return texts.filter((text) => {
      const words = text.match(/[A-Za-z]{3,}/g) ?? [];
      return !/\p{Script=Han}/u.test(text) && words.filter((word) => !known.test(word)).length >= 3;
    });
  });

it("switches the language live, with the editor as it is", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  await clickNode(page, "conv1");
  const choose = async (label: string, dialog: string): Promise<void> => {
    await page.keyboard.press("Control+,");
    await page.getByRole("radio", { name: label }).click();
    await page.getByRole("dialog", { name: dialog }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await choose("简体中文", "设置");
  expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
  expect(await node(page, "conv1").getAttribute("aria-label")).toBe("二维卷积 conv1，输出 6×28×28");
  expect(
    await field(page, "卷积核数").or(field(page, "滤波器数")).or(field(page, "卷积核个数")).count(),
  ).toBe(1);
  expect(await latinWords(page)).toEqual([]);
  expect(await page.locator(".react-flow__node.selected").count()).toBe(1);
  await page.keyboard.press("Alt+Home");
  await page.getByRole("button", { name: /^空白画布/ }).waitFor();
  expect(await latinWords(page)).toEqual([]);
  await page.getByRole("tab").first().click();
  await choose("English", "Settings");
  expect(await node(page, "conv1").getAttribute("aria-label")).toBe("Conv 2D conv1, output 6×28×28");
  expect(await paletteItem(page, "Max Pool 2D").isVisible()).toBe(true);
});

it("switches the theme live, by settings and by commands", async () => {
  const { page } = await session.open({ colorScheme: "light" });
  await openTemplate(page, "LeNet with ReLU");
  expect(await theme(page)).toBe("light");
  const light = await background(page);
  await page.keyboard.press("Control+,");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect.poll(() => theme(page)).toBe("dark");
  await page.keyboard.press("Escape");
  expect(await background(page)).not.toBe(light);
  for (const [command, wanted] of [
    ["light theme", "light"],
    ["dark theme", "dark"],
    ["theme of the system", "light"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Type a command").fill(command);
    await page.locator("[cmdk-item][aria-selected=true]", { hasText: new RegExp(command, "i") }).click();
    await expect.poll(() => theme(page)).toBe(wanted);
  }
});

/** Elements with text or controls that lie outside of the window with no scrolling box around them. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean => {
      for (let box = element; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(box);
        if (/auto|scroll/.test(overflowX + overflowY) || textOverflow === "ellipsis") return true;
        if (box.matches(".react-flow, .visually-hidden, svg")) return true; // the canvas is panned
      }
      return false;
    };
    return [...document.querySelectorAll("button, input, select, a, h1, h2, h3, p, label, [role=tab]")]
      .filter(
        (element) => element instanceof HTMLElement && element.offsetParent !== null && !scrolls(element),
      )
      .filter((element) => {
        const { left, right, top, bottom, width } = element.getBoundingClientRect();
        return width > 2 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });

it("works in a window of 1024 by 700 with nothing cut off", async () => {
  const { page } = await session.open({ viewport: { width: 1024, height: 700 } });
  expect(await cutOff(page)).toEqual([]);
  await openTemplate(page, "LeNet with ReLU");
  expect(await cutOff(page)).toEqual([]);
  // The canvas keeps room to work in, and the inspector can be reached.
  const canvas = await page.locator(".react-flow").boundingBox();
  expect(canvas?.width).toBeGreaterThan(400);
  expect(canvas?.height).toBeGreaterThan(250);
  await nodes(page)
    .first()
    .click({ position: { x: 20, y: 12 } });
  const inspector = page.getByLabel("Inspector", { exact: true });
  if (!(await inspector.isVisible())) {
    await page.getByRole("button", { name: "Show inspector" }).click();
    await inspector.waitFor();
  }
  expect(await cutOff(page)).toEqual([]);
  for (const name of await page.getByRole("region", { name: "Drawer" }).getByRole("tab").allTextContents()) {
    await page.getByRole("region", { name: "Drawer" }).getByRole("tab", { name }).click();
    expect(await cutOff(page), name).toEqual([]);
  }
  for (const keys of ["Control+,", "?", "Control+k"]) {
    await page.keyboard.press(keys);
    await page.getByRole("dialog").waitFor();
    expect(await cutOff(page), keys).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

it("keeps what is selected, in a tab that was left for the gallery and comes back", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  await clickNode(page, "conv1");
  await page.keyboard.press("Alt+Home");
  await page.getByRole("tab").first().click();
  await expect.poll(() => nodes(page).count()).toBe(14);
  expect(await page.locator(".react-flow__node.selected").count()).toBe(1);
  await field(page, "Filters").waitFor();
});

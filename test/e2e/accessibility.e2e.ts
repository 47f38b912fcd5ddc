/** Every screen, panel, menu and dialog, in both themes and both languages: no serious or critical violation. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { clickNode, emptySpot, node } from "./support/editor.ts";
import { nameNextFile, store } from "./support/files.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

/** What is wrong where; all of it is told at once. */
class Findings {
  readonly list: string[] = [];
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async look(place: string): Promise<void> {
    for (const violation of await violations(this.page)) this.list.push(`${place}: ${violation}`);
  }
}

/** Cards of the gallery by their place, because their names are translated. */
async function openCard(page: Page, id: RegExp): Promise<void> {
  await page.locator("article").filter({ hasText: id }).first().getByRole("button").click();
  await page.locator(".react-flow__node").first().waitFor();
}
const rest = async (page: Page): Promise<void> => {
  const { x, y } = await emptySpot(page);
  await page.mouse.click(x, y);
};

/** Opens a dialog by keys, looks, and closes it. */
async function lookAtDialog(page: Page, findings: Findings, place: string, keys: string): Promise<void> {
  await page.keyboard.press(keys);
  const dialog = page.locator("[role=dialog]");
  await dialog.waitFor();
  await findings.look(place);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

async function lookAround(page: Page, findings: Findings): Promise<void> {
  await findings.look("gallery");
  await openCard(page, /LeNet with ReLU|用 ReLU 的 LeNet|ReLU/);
  await findings.look("editor");
  for (const [place, keys] of [
    ["settings", "Control+,"],
    ["keys", "?"],
    ["commands", "Control+k"],
  ] as const) {
    await lookAtDialog(page, findings, place, keys);
  }
  for (const name of ["input", "conv1", "pool1", "fc1"]) {
    await clickNode(page, name);
    await findings.look(`inspector of ${name}`);
  }
  await clickNode(page, "conv1");
  await lookAtDialog(page, findings, "connect", "c");
  await clickNode(page, "conv1");
  await lookAtDialog(page, findings, "add after", "a");
  await clickNode(page, "conv1");
  await lookAtDialog(page, findings, "make a block", "Control+g");

  await clickNode(page, "conv2", { button: "right" });
  await page.getByRole("menu").waitFor();
  await findings.look("context menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^(Menu|菜单)$/ }).click();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("menu").nth(1).waitFor();
  await findings.look("menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").first().waitFor({ state: "detached" });

  // With a problem, so that its marks, its card and its line in the list are there.
  await clickNode(page, "flatten");
  await page.keyboard.press("Delete");
  await node(page, "fc1").locator("[data-severity=error]").hover();
  await findings.look("problem at a node");
  await rest(page);
  const tabs = page.getByRole("region", { name: /^(Drawer|底部面板)$/ }).getByRole("tab");
  const count = await tabs.count();
  expect(count).toBeGreaterThanOrEqual(4);
  for (let index = 0; index < count; index++) {
    const tab = tabs.nth(index);
    await tab.click();
    await page.locator("[role=tabpanel][data-state=active]").waitFor();
    await page.waitForTimeout(300); // until what it asks of the worker has come
    await findings.look(`drawer: ${await tab.textContent()}`);
  }
  await rest(page);
  await page.keyboard.press("Alt+w");
  await page.getByRole("dialog").waitFor();
  await findings.look("close");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await store(page, "broken.layerloom", "{}");
  await nameNextFile(page, "broken.layerloom");
  await page.keyboard.press("Control+o");
  await page.getByRole("dialog").waitFor();
  await findings.look("a file that cannot be opened");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.keyboard.press("Alt+Home");
  await openCard(page, /GoogLeNet/);
  await findings.look("editor with blocks");
  const block = page.locator(".react-flow__node:has([data-type=block])").first();
  await block.click({ position: { x: 20, y: 12 } });
  await findings.look("inspector of a block");
  await page.keyboard.press("e");
  await page.locator(".react-flow__node-frame").first().waitFor();
  await findings.look("a block opened in place");
  await page.keyboard.press("Enter");
  await page
    .getByRole("navigation")
    .filter({ has: page.getByRole("list") })
    .first()
    .waitFor();
  await findings.look("inside a block");
}

/** The lessons and the glossary, which open over everything else. */
async function lookAtLessons(page: Page, findings: Findings): Promise<void> {
  await page.keyboard.press("F1");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await findings.look("lessons");
  await page
    .getByRole("button", { name: /^(Glossary|术语表)$/ })
    .first()
    .click();
  await page.waitForTimeout(300);
  await findings.look("glossary");
}

describe.each([
  ["light", "en"],
  ["dark", "zh"],
] as const)("in the %s theme, language %s", (colorScheme, language) => {
  it("every screen and dialog is accessible", async () => {
    const { page } = await session.open({ colorScheme });
    if (language === "zh") {
      await page.keyboard.press("Control+,");
      await page.getByRole("radio", { name: "简体中文" }).click();
      await page.getByRole("dialog", { name: "设置" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    const findings = new Findings(page);
    await lookAround(page, findings);
    await lookAtLessons(page, findings);
    expect(findings.list).toEqual([]);
  });
});

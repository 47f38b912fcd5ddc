/** Looking inside a network before any training: thumbnails on the canvas, a number taken apart, what it sees. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { clickNode, node } from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

/** The pixels in a node, as text. */
const pictureOf = (page: Page, name: string): Promise<string> =>
  node(page, name)
    .locator("canvas")
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

describe.each([
  ["en-US", "light"],
  ["zh-CN", "dark"],
] as const)("looking inside, %s, %s", (locale, colorScheme) => {
  it("shows what every node makes of a sample, down to one multiplication", async () => {
    const { page } = await session.open({ locale, colorScheme });
    const card = page.locator("article").filter({ hasText: /LeNet with ReLU|带 ReLU 的 LeNet/ });
    await card.first().getByRole("button").click();
    await clickNode(page, "conv1");
    // The tensor's drawing stands in the node until a person looks inside.
    expect(await node(page, "conv1").locator("canvas").count()).toBe(0);
    await page.getByRole("tab", { name: /^(Look inside|内部)$/ }).click();
    for (const name of ["input", "conv1", "pool1", "fc1"]) {
      await node(page, name).locator("canvas").waitFor({ timeout: 30_000 });
    }
    const inspector = page.getByRole("complementary", { name: /^(Inspector|检查器|属性)$/ });
    await inspector.locator("canvas").first().waitFor();

    await page.getByRole("radio", { name: /^(Step through|逐步计算)$/ }).click();
    const maps = page.getByRole("button", { name: /Arrow keys move|方向键移动/ });
    await maps.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("PageDown");
    const said = page.locator("p[aria-live]").filter({ hasText: /sees|看到/ });
    await said.filter({ hasText: /5×5/ }).waitFor();
    const text = (await said.textContent()) ?? "";
    expect(text).toContain("[1, 13, 14]");
    const value = Number(/= (-?[\d.e-]+)/.exec(text)?.[1]);

    // All 25 products of the one input channel, then the bias.
    await page.getByRole("slider", { name: /^(Place|位置)$/ }).fill("26");
    const sum = await page.locator("[aria-live] strong").last().textContent();
    expect(Number(sum?.replace("−", "-"))).toBeCloseTo(value, 2);

    await node(page, "pool1").click();
    await page.getByText(/^max = /).waitFor();

    // A drawing has no true class, and every node shows what it makes of it.
    const truth = page.getByText(/^(True class|正确类别)/);
    await truth.waitFor();
    const before = await pictureOf(page, "conv1");
    await page.getByRole("button", { name: /^(Draw…|手绘…)$/ }).click();
    const pad = page.getByRole("img", { name: /^(A sheet to draw on|绘图板)$/ });
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (box === null) throw new Error("There is no sheet");
    const at = (x: number, y: number): readonly [number, number] => [
      box.x + x * box.width,
      box.y + y * box.height,
    ];
    await page.mouse.move(...at(0.3, 0.25));
    await page.mouse.down();
    await page.mouse.move(...at(0.7, 0.25), { steps: 5 });
    await page.mouse.move(...at(0.45, 0.8), { steps: 5 });
    await page.mouse.up();
    await truth.waitFor({ state: "detached" });
    await expect.poll(() => pictureOf(page, "conv1"), { timeout: 15_000 }).not.toBe(before);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+j");
    await node(page, "conv1").locator("canvas").waitFor({ state: "detached" });
  }, 90_000);
});

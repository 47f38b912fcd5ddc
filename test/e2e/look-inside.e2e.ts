/** Looking inside a network before any training: thumbnails on the canvas, a number taken apart, what it sees. */
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { clickNode, node } from "./support/editor.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

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
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+j");
    await node(page, "conv1").locator("canvas").waitFor({ state: "detached" });
  }, 90_000);
});

/** The panels of the studio with a run in them, in both themes and both languages: no serious or critical violation. */
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { createSession } from "./support/session.ts";
import { openOn } from "./support/studio.ts";

const session = createSession();

describe.each([
  ["light", "en-US"],
  ["dark", "zh-CN"],
] as const)("in the %s theme, language %s", (colorScheme, locale) => {
  it("every panel of a trained network is accessible", async () => {
    const { page } = await session.open({ colorScheme, locale });
    const findings: string[] = [];
    const look = async (place: string): Promise<void> => {
      for (const violation of await violations(page)) findings.push(`${place}: ${violation}`);
    };
    const drawer = page.getByRole("region", { name: /^(Drawer|底部面板)$/ });
    const open = async (name: RegExp) => {
      await drawer.getByRole("tab", { name }).click();
      const shown = page.getByRole("tabpanel", { name });
      await shown.waitFor();
      return shown;
    };
    const TRAIN = /^(Train|训练)$/;
    await openOn(page, "builtin:glyphs?train=320&test=100", 2);
    for (let run = 0; run < 2; run++) {
      await page.keyboard.press("Control+Enter");
      const finished = page.getByRole("tabpanel", { name: TRAIN }).getByText(/Finished|已完成/);
      if (run > 0) await finished.waitFor({ state: "detached" });
      await finished.waitFor({ timeout: 60_000 });
    }
    await look("a finished run");
    await page.locator("[data-light=dead]").click();
    await page.getByRole("dialog").waitFor();
    await look("a warning light");
    await page.keyboard.press("Escape");
    await page.getByRole("tabpanel", { name: TRAIN }).getByRole("radio").last().click();
    await look("the learning rate");

    const data = await open(/^(Data|数据)$/);
    await data.getByRole("listitem").first().waitFor();
    await look("samples");
    await data.getByRole("radio").last().click();
    await data.getByRole("slider").first().waitFor();
    await look("augmentation");

    for (const name of [/^(Download…|下载…)$/, /^(Record…|录制…)$/]) {
      await data.getByRole("button", { name }).click();
      await page.getByRole("dialog").waitFor();
      await look(`dialog ${name}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }

    const runs = await open(/^(Runs|训练记录)$/);
    await runs.getByRole("radio").first().waitFor();
    await look("runs");
    await runs.getByRole("radio").last().click();
    await runs.getByRole("switch").click();
    await look("runs compared");
    expect(await runs.getByRole("table").last().getByRole("row").count()).toBeGreaterThan(20);

    const evaluate = await open(/^(Evaluate|评估)$/);
    await evaluate.getByRole("button", { name: /^(Evaluate|评估)$/ }).click();
    const matrix = evaluate.getByRole("table").last();
    await matrix.waitFor();
    await look("an evaluation");
    await matrix.getByRole("button").filter({ hasText: /\d/ }).first().click();
    await evaluate.getByRole("listitem").first().waitFor();
    await look("images of a cell");
    expect(findings).toEqual([]);
  }, 90_000);
});

/** Every lesson at 1024×700: by keyboard alone, nothing cut off, in one language at a time, and without a serious violation. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { createSession } from "./support/session.ts";

const session = createSession();
const SMALL = { width: 1024, height: 700 } as const;
const LESSONS = 22;

/** Names and code that are the same in every language. */
const NAMES = new Set(
  (
    "LeNet AlexNet VGG NiN Network GoogLeNet ResNet DenseNet ReLU Sigmoid sigmoid Dropout Softmax softmax Inception " +
    "Layerloom GPU PyTorch conv dense unit pool max sum corr stack add_n d_multi_in for zip shape"
  ).split(" "),
);

/** What a person who only reads the page's own language could not read, and what the window cuts off. */
const flaws = (page: Page, language: "en" | "zh"): Promise<readonly string[]> =>
  page.evaluate(
    ({ language: wanted, names }) => {
      const main = document.querySelector("main");
      if (main === null) return ["there is no page"];
      const found: string[] = [];
      const wide = document.documentElement.scrollWidth;
      if (wide > innerWidth) found.push(`the page is ${wide} wide`);
      for (const element of main.querySelectorAll<HTMLElement>("*")) {
        const { overflowX, textOverflow, position } = getComputedStyle(element);
        const hidden = overflowX === "hidden" || overflowX === "clip" || textOverflow === "ellipsis";
        const out = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
        if (hidden && out && position !== "absolute" && element.textContent !== "") {
          found.push(`cut off: ${element.textContent?.slice(0, 60)}`);
        }
        const box = element.getBoundingClientRect();
        if (box.width > 0 && element.closest("[class*=visually]") === null && box.right > innerWidth + 1) {
          const scrolled = element.parentElement?.closest("[tabindex='0'], [class*=scroll], [class*=matrix]");
          if (scrolled === null || scrolled === undefined)
            found.push(`beyond the window: ${element.className}`);
        }
      }
      const copy = main.cloneNode(true) as HTMLElement;
      for (const code of copy.querySelectorAll("code, pre, [translate=no]")) code.remove();
      const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
      const words: string[] = [];
      while (texts.nextNode() !== null) words.push(texts.currentNode.nodeValue ?? "");
      const said = [
        ...words,
        ...[...copy.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label") ?? ""),
      ].join(" ");
      const foreign =
        wanted === "en"
          ? (said.match(/[\u4e00-\u9fff]+/g) ?? [])
          : (said.match(/[A-Za-z_]{3,}/g) ?? []).filter((word) => !names.includes(word));
      return [...found, ...new Set(foreign)].slice(0, 10);
    },
    { language, names: [...NAMES] },
  );

/** Presses Tab until something that `selector` matches has the focus; says where the focus could not be seen. */
async function tabTo(page: Page, selector: string): Promise<readonly string[]> {
  const lost: string[] = [];
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    const state = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const box = element?.getBoundingClientRect();
      const seen =
        box !== undefined && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0;
      const html = element?.outerHTML.slice(0, 120) ?? "nothing";
      return { reached: element?.matches(wanted) === true, seen, html };
    }, selector);
    if (!state.seen) lost.push(`out of sight with the focus: ${state.html}`);
    if (state.reached) return lost;
  }
  return [...lost, "no way there by Tab"];
}

describe.each([
  ["en", "light"],
  ["zh", "dark"],
  ["en", "dark"],
  ["zh", "light"],
] as const)("the lessons in %s, %s", (language, colorScheme) => {
  it("can be read and walked", async () => {
    const locale = language === "en" ? "en-US" : "zh-CN";
    const { page } = await session.open({ viewport: SMALL, colorScheme, locale });
    const findings: string[] = [];
    await page.keyboard.press("F1");
    await page.locator("main h1").waitFor();
    await tabTo(page, "main ul button");
    await page.keyboard.press("Enter");
    // By keys once in each language; the colours of each theme are looked at in both.
    const byKeys = (language === "en") === (colorScheme === "light");
    const seen = new Set<string>();
    for (let lesson = 0; lesson < LESSONS; lesson++) {
      const title = (await page.locator("main h1").textContent()) ?? "";
      seen.add(title);
      for (const flaw of await flaws(page, language)) findings.push(`${title}: ${flaw}`);
      for (const found of await violations(page, byKeys ? undefined : ["color-contrast"])) {
        findings.push(`${title}: ${found}`);
      }
      if (lesson === LESSONS - 1) break;
      if (byKeys) {
        const lost = await tabTo(page, "main nav button:last-child");
        findings.push(...lost.map((one) => `${title}: ${one}`));
        await page.keyboard.press("Enter");
      } else await page.locator("main nav button").last().click();
      await page.locator("main h1").filter({ hasNotText: title }).waitFor();
    }
    expect(findings).toEqual([]);
    expect(seen.size).toBe(LESSONS);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator("main h1").filter({ hasText: /./ }).waitFor();
  }, 120_000);
});

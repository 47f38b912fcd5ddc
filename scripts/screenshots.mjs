// Pictures of the interface for the documentation: both themes, both languages, always the same for the same sources.
// Usage: node scripts/screenshots.mjs [name...]   writes docs/screenshots/NAME-THEME-LANGUAGE.png

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureBrowser } from "./browser.mjs";
import { buildCli, buildRenderer } from "./lib/builds.mjs";
import { inRoot } from "./lib/root.mjs";

const SIZE = { width: 1440, height: 900 };
const OUT = process.env.LAYERLOOM_SCREENSHOTS ?? inRoot("docs/screenshots");

const card = (page, title) => page.locator("article").filter({ hasText: title }).first().getByRole("button");
const node = (page, name) => page.locator(`.react-flow__node[aria-label*=" ${name}"]`).first();
const settle = (page) => page.waitForTimeout(700);

async function open(page, title) {
  await card(page, title).click();
  await page.locator(".react-flow__node").first().waitFor();
  await settle(page);
}
/** In the title, away from ports and steppers. */
const select = (page, name) => node(page, name).click({ position: { x: 60, y: 16 } });

/** Each picture: what is done from the first screen on. */
const PICTURES = {
  gallery: () => undefined,
  async alexnet(page) {
    await open(page, /AlexNet/);
    await select(page, "conv1");
  },
  async googlenet(page) {
    await open(page, /GoogLeNet/);
    await select(page, "inception_3a");
    await page.keyboard.press("e");
    await page.locator(".react-flow__node-frame").first().waitFor();
    // The palette makes room for what is inside.
    await page.getByRole("button", { name: /^(Show palette|显示层面板)$/ }).click();
    await page.keyboard.press("Shift+2");
  },
  async problem(page) {
    await open(page, /LeNet.*ReLU|ReLU.*LeNet/);
    await select(page, "flatten");
    await page.keyboard.press("Delete");
    await page.getByRole("tab", { name: /^(Problems|问题)/ }).click();
    await page.keyboard.press("Shift+1");
    await select(page, "fc1");
  },
  async training(page) {
    await open(page, /LeNet.*ReLU|ReLU.*LeNet/);
    await page.keyboard.press("Control+Enter");
    await page.locator("table tbody tr").nth(2).waitFor({ timeout: 300_000 });
    await page.getByRole("button", { name: /^(Pause|暂停)$/ }).click();
    await page.getByRole("button", { name: /^(Resume|继续|恢复)$/ }).waitFor({ timeout: 60_000 });
    await page.keyboard.press("Shift+1");
    await select(page, "conv1");
  },
};

async function serve() {
  const server = spawn(process.execPath, [inRoot("dist/cli/layerloom.mjs"), "serve"], { cwd: inRoot() });
  const url = await new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`The server ended with code ${code}`)));
    server.stdout.on("data", (data) => {
      const found = /http:\S+/.exec(String(data));
      if (found !== null) resolve(found[0]);
    });
  });
  return { url, stop: () => server.kill() };
}

async function take(browser, url, name, colorScheme, language) {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme,
    locale: language === "zh" ? "zh-CN" : "en-US",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(url);
  await page.getByRole("button", { name: /^(Menu|菜单)$/ }).waitFor();
  await page.keyboard.press("Control+,");
  await page.getByRole("radio", { name: language === "zh" ? "简体中文" : "English" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await PICTURES[name](page);
  await page.mouse.move(SIZE.width - 2, SIZE.height - 2);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return document.fonts.ready;
  });
  await settle(page);
  const path = join(OUT, `${name}-${colorScheme}-${language}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  console.log(path);
  await context.close();
}

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!Object.hasOwn(PICTURES, name))
    throw new Error(`No picture is called ${name}; there are ${Object.keys(PICTURES).join(", ")}`);
}
const { browser: executablePath, reason } = ensureBrowser();
if (executablePath === undefined) throw new Error(reason);
await buildCli();
await buildRenderer();
mkdirSync(OUT, { recursive: true });
const server = await serve();
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--font-render-hinting=none"],
});
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(PICTURES)) {
    for (const theme of ["light", "dark"]) {
      for (const language of ["en", "zh"]) await take(browser, server.url, name, theme, language);
    }
  }
} finally {
  await browser.close();
  server.stop();
}

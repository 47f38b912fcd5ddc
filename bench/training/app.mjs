// The built editor in Chromium, as the benchmarks of training drive it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));

export async function openApp() {
  const server = spawn(process.execPath, ["dist/cli/layerloom.mjs", "serve"], { cwd: root });
  const url = await new Promise((resolve, reject) => {
    server.once("exit", (code) =>
      reject(new Error(`layerloom serve ended with ${code}; run npm run build first`)),
    );
    server.stdout.on("data", (text) => {
      const found = /(http:\S+)/.exec(String(text));
      if (found) resolve(found[1]);
    });
  });
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(url);
  return {
    browser,
    page,
    async close() {
      await browser.close();
      server.kill();
    },
  };
}

export async function openTemplate(page, title) {
  await page.getByRole("button", { name: title, exact: true }).click();
  await page.locator(".react-flow__node").first().waitFor();
}

export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

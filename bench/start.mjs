// How long a warm start takes until there is a canvas to work on, and how much script the first screen fetches.
// Usage: node bench/start.mjs [starts] [--json]   after `npm run build`

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const starts = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 15);
const asJson = process.argv.includes("--json");
const executablePath = process.env.LAYERLOOM_CHROMIUM ?? "/usr/bin/chromium";

const server = spawn(process.execPath, [join(root, "dist/cli/layerloom.mjs"), "serve"], { cwd: root });
const url = await new Promise((resolve, reject) => {
  server.once("exit", (code) => reject(new Error(`The server ended with code ${code}; was it built?`)));
  server.stdout.on("data", (data) => {
    const found = /http:\S+/.exec(String(data));
    if (found !== null) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** Scripts that the first screen fetched, as files below `dist/renderer`. */
const fetched = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith(".js")),
  );

const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
};

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.getByRole("button", { name: /^Empty canvas/ }).waitFor();
  await page.waitForTimeout(500);
  const scripts = [...new Set(await fetched(page))];
  const contents = scripts.map((path) => readFileSync(join(root, "dist/renderer", path)));
  const sum = (sizeOf) => contents.reduce((total, content) => total + sizeOf(content), 0);
  const size = {
    scripts: scripts.length,
    bytes: sum((content) => content.length),
    gzip: sum((content) => gzipSync(content, { level: 9 }).length),
    brotli: sum((content) => brotliCompressSync(content).length),
    ofAll: readdirSync(join(root, "dist/renderer/assets")).filter((name) => name.endsWith(".js")).length,
  };

  const first = [];
  const canvas = [];
  for (let start = 0; start < starts; start += 1) {
    const begun = performance.now();
    await page.reload({ waitUntil: "commit" });
    const card = page.getByRole("button", { name: "LeNet-5 (book)", exact: true });
    await card.waitFor();
    first.push(performance.now() - begun);
    await card.click();
    await page.locator(".react-flow__node").first().waitFor();
    canvas.push(performance.now() - begun);
  }
  const times = (values) => ({ median: quantile(values, 0.5), p95: quantile(values, 0.95) });
  const result = { size, firstScreenMs: times(first), canvasMs: times(canvas) };
  if (asJson) console.log(JSON.stringify(result));
  else {
    console.log(
      `first screen: ${size.scripts} scripts, ${size.bytes} bytes, gzip ${size.gzip}, brotli ${size.brotli}`,
    );
    console.log(
      `warm start: first screen ${result.firstScreenMs.median} ms (p95 ${result.firstScreenMs.p95}), ` +
        `template on the canvas ${result.canvasMs.median} ms (p95 ${result.canvasMs.p95}), ${starts} starts`,
    );
  }
} finally {
  await browser.close();
  server.kill();
}

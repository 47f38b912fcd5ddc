// Frames while new points arrive ten times a second in a chart of 100,000 points: the training panel's charts, still, zoomed
// and under a moving cursor, and beside them uPlot alone with every point. Usage: node bench/charts/run.mjs [points] [--json]

import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { chromium } from "playwright-core";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const points = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 100_000);
const asJson = process.argv.includes("--json");
const outDir = join(tmpdir(), `layerloom-bench-charts-${process.pid}`);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SECONDS = 5;

await build({
  root: here,
  logLevel: "error",
  plugins: [react()],
  resolve: {
    alias: {
      "react-remove-scroll": fileURLToPath(new URL("../../renderer/ui/removeScroll.tsx", import.meta.url)),
    },
  },
  worker: { format: "es" },
  build: {
    outDir,
    emptyOutDir: true,
    target: "chrome130",
    chunkSizeWarningLimit: 4000,
    rollupOptions: { input: { ours: join(here, "ours.html"), bare: join(here, "bare.html") } },
  },
});

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? "/", "http://local").pathname;
  try {
    const body = await readFile(join(outDir, path));
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" });
    response.end(body);
  } catch (error) {
    response.writeHead(error.code === "ENOENT" ? 404 : 500);
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};
const rounded = (value) => Math.round(value * 10) / 10;

/** Times between frames for some seconds, while `act` is called with a share of the time gone. */
async function frames(page, act = () => undefined) {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const tick = (now) => {
      window.frameTimes.push(now - last);
      last = now;
      window.frameRequest = requestAnimationFrame(tick);
    };
    window.frameRequest = requestAnimationFrame(tick);
  });
  const begun = performance.now();
  for (let gone = 0; gone < 1; gone = (performance.now() - begun) / (1000 * SECONDS)) {
    await act(gone);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.frameRequest);
    return window.frameTimes.slice(2);
  });
  const perSecond = (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
  return {
    perSecond: rounded(perSecond),
    median: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
    worst: rounded(Math.max(...times)),
  };
}

async function measure(name) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${server.address().port}/${name}.html?points=${points}`);
  await page.waitForSelector("body[data-ready]", { timeout: 60_000 });
  await page.waitForTimeout(1500);
  const still = await frames(page);
  const box = await page.locator(".u-over").first().boundingBox();
  const y = box.y + box.height / 2;
  const cursor = await frames(page, (gone) => page.mouse.move(box.x + gone * box.width, y));
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  const zoomed = await frames(page);
  await page.close();
  return { name, points, still, cursor, zoomed };
}

const results = [];
try {
  for (const name of ["bare", "ours"]) {
    results.push(await measure(name));
    if (asJson) continue;
    const { still, cursor, zoomed } = results.at(-1);
    const line = ({ perSecond, median, p95, worst }) =>
      `${perSecond} frames/s (median ${median} ms, p95 ${p95}, worst ${worst})`;
    console.log(`${name.padEnd(5)} ${points} points, 500 more a second: still ${line(still)}`);
    console.log(`${"".padEnd(6)}under a moving cursor ${line(cursor)}; zoomed ${line(zoomed)}`);
  }
  if (asJson) console.log(JSON.stringify(results));
} finally {
  await browser.close();
  server.close();
  await rm(outDir, { recursive: true, force: true });
}

// What the benchmarks in a browser share: pages built as the program is, served to Chromium, and times between frames.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { chromium } from "playwright-core";
import { build } from "vite";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

/**
 * Builds `NAME.html` of a folder for each name and opens a browser.
 * `url(name, query)` is where a page is; `close()` ends everything and removes what was built.
 */
export async function openPages(root, names) {
  const outDir = await mkdtemp(join(tmpdir(), "layerloom-bench-"));
  await build({
    root,
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
      rollupOptions: { input: Object.fromEntries(names.map((name) => [name, join(root, `${name}.html`)])) },
    },
  });
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    try {
      const body = await readFile(join(outDir, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
      response.end(body);
    } catch (error) {
      response.writeHead(error.code === "ENOENT" ? 404 : 500);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    browser,
    url: (name, query) => `http://127.0.0.1:${server.address().port}/${name}.html?${query}`,
    async close() {
      await browser.close();
      server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Times between frames, ms, while `act` runs. */
export async function frames(page, act) {
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
  await act();
  return page.evaluate(() => {
    cancelAnimationFrame(window.frameRequest);
    return window.frameTimes.slice(2);
  });
}

export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

export const tenths = (value) => Math.round(value * 10) / 10;

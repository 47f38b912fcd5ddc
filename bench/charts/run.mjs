// Frames while new points arrive ten times a second in a chart of 100,000 points: the training panel's charts, still, zoomed
// and under a moving cursor, and beside them uPlot alone with every point. Usage: node bench/charts/run.mjs [points] [--json]

import { fileURLToPath } from "node:url";
import { frames, openPages, quantile, tenths } from "../lib/pages.mjs";

const points = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 100_000);
const asJson = process.argv.includes("--json");
const SECONDS = 5;

const { browser, url, close } = await openPages(fileURLToPath(new URL(".", import.meta.url)), [
  "bare",
  "ours",
]);

/** Frames of some seconds, while `act` is called with the share of the time gone. */
async function watch(page, act = () => undefined) {
  const times = await frames(page, async () => {
    const begun = performance.now();
    for (let gone = 0; gone < 1; gone = (performance.now() - begun) / (1000 * SECONDS)) {
      await act(gone);
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
  });
  return {
    perSecond: tenths((1000 * times.length) / times.reduce((sum, time) => sum + time, 0)),
    median: tenths(quantile(times, 0.5)),
    p95: tenths(quantile(times, 0.95)),
    worst: tenths(Math.max(...times)),
  };
}

async function measure(name) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
  page.on("pageerror", (error) => console.error(error));
  await page.goto(url(name, `points=${points}`));
  await page.waitForSelector("body[data-ready]", { timeout: 60_000 });
  await page.waitForTimeout(1500);
  const still = await watch(page);
  const box = await page.locator(".u-over").first().boundingBox();
  const y = box.y + box.height / 2;
  const cursor = await watch(page, (gone) => page.mouse.move(box.x + gone * box.width, y));
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  const zoomed = await watch(page);
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
  await close();
}

// Memory of the page's process while a network trains on a folder of many images: it must stay flat. The folder is made
// once. Usage: node bench/training/folder.mjs [images] [--seconds N] [--folder DIR] [--json]
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { openApp, openTemplate } from "./app.mjs";

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const images = Number(process.argv[2]?.startsWith("-") ? 50_000 : (process.argv[2] ?? 50_000));
const seconds = Number(option("seconds", 60));
const folder = option("folder", join(tmpdir(), `layerloom-images-${images}`));
const CLASSES = 10;
const SIDE = 28;

/** Grey images whose bright band tells the class; files that are there are kept. */
function make() {
  if (existsSync(join(folder, "done"))) return;
  for (let label = 0; label < CLASSES; label += 1)
    mkdirSync(join(folder, "images", `class${label}`), { recursive: true });
  let state = 1;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  for (let index = 0; index < images; index += 1) {
    const label = index % CLASSES;
    const data = Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
      Math.floor(random() * 90 + (Math.floor((i % SIDE) / 2.8) === label ? 150 : 0)),
    );
    const png = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
    writeFileSync(join(folder, "images", `class${label}`, `${index}.png`), png);
  }
  writeFileSync(join(folder, "done"), "");
}

/** Resident memory of a process in MiB, from Linux. */
const residentMiB = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

make();
const counted = readdirSync(join(folder, "images")).reduce(
  (sum, name) => sum + readdirSync(join(folder, "images", name)).length,
  0,
);
const app = await openApp();
try {
  const { browser, page } = app;
  await openTemplate(page, "LeNet with ReLU");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+.");
  await page.getByRole("tab", { name: "Data", exact: true }).click();
  const begun = performance.now();
  await page.getByTestId("data-folder").setInputFiles(join(folder, "images"));
  const fits = page.getByRole("button", { name: /Train on this data|Set the network to this data/ });
  await fits.waitFor({ timeout: 600_000 });
  const openedMs = Math.round(performance.now() - begun);
  await fits.click();
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Epoch 1 of/).waitFor({ timeout: 120_000 });
  const debug = await browser.newBrowserCDPSession();
  const { processInfo } = await debug.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  const samples = [];
  for (let second = 0; second < seconds; second += 1) {
    await page.waitForTimeout(1000);
    samples.push(Math.round(renderers.reduce((sum, pid) => sum + residentMiB(pid), 0)));
  }
  const state = await page
    .getByText(/Epoch \d+ of/)
    .first()
    .textContent();
  // the first quarter warms up: code is compiled, buffers reach their sizes
  const settled = samples.slice(Math.floor(samples.length / 4));
  const mean = settled.reduce((sum, value) => sum + value, 0) / settled.length;
  const half = Math.floor(settled.length / 2);
  const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const drift = average(settled.slice(half)) / average(settled.slice(0, half)) - 1;
  const spread = (Math.max(...settled) - Math.min(...settled)) / mean;
  const result = { images: counted, openedMs, meanMiB: Math.round(mean), spread, drift, samples, state };
  if (process.argv.includes("--json")) console.log(JSON.stringify(result));
  else {
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    console.log(`${counted} images opened in ${openedMs} ms; ${state}`);
    console.log(
      `resident memory ${Math.round(mean)} MiB over ${settled.length} s: from lowest to highest ${percent(spread)}, ` +
        `second half against the first ${percent(drift)}`,
    );
    console.log(samples.join(" "));
  }
} finally {
  await app.close();
}

/**
 * Training steps on WebGPU beside stock tfjs, in alternation within one run: `node bench/kernels/webgpu-steps.mjs`
 * `[--chromium] [--rounds=N] [--batch=N] [--json] [NETWORK…]`. In Node through Dawn, on the driver that `VK_ICD_FILENAMES` names;
 * with `--chromium` in that browser's pages, on the adapter that it finds.
 */
import { fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const chosen = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const rounds = Number(flags.find((flag) => flag.startsWith("--rounds="))?.slice(9) ?? 3);
const batch = flags.find((flag) => flag.startsWith("--batch="))?.slice(8);
const inBrowser = flags.includes("--chromium");
const root = fileURLToPath(new URL("../..", import.meta.url));
const outdir = `${root}dist/bench/webgpu`;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// The module builds of tfjs, the same in Node as in a browser: those register stock gradients.
await build({
  entryPoints: [`${root}bench/kernels/webgpu-${inBrowser ? "page" : "node"}-side.ts`],
  outdir,
  bundle: true,
  platform: inBrowser ? "browser" : "node",
  mainFields: ["module", "main"],
  format: "esm",
  external: ["webgpu", "fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto"],
  outExtension: { ".js": ".mjs" },
  banner: inBrowser
    ? {}
    : {
        js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
      },
  logLevel: "error",
});

/** In Node: a process a side. */
async function openProcess(way, network) {
  const child = fork(
    `${outdir}/webgpu-node-side.mjs`,
    [way, network, ...(batch === undefined ? [] : [batch])],
    {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`${way} ended with ${code}`)));
    });
  await answer();
  return {
    step() {
      const told = answer();
      child.send("step");
      return told;
    },
    close: () => child.kill(),
  };
}

/** In Chromium: a browser a side, as a device is lost with its GPU process. */
async function openPage(way, network) {
  const { chromium } = await import("playwright-core");
  const executablePath = [process.env.LAYERLOOM_CHROMIUM ?? "", "/usr/bin/chromium"].find((file) =>
    existsSync(file),
  );
  const args = [
    "--no-sandbox",
    "--enable-unsafe-webgpu",
    "--enable-features=Vulkan",
    "--use-webgpu-adapter=swiftshader",
  ];
  const browser = await chromium.launch({ executablePath, args });
  const server = createServer((request, response) => {
    const script = request.url?.endsWith(".mjs");
    response.writeHead(200, { "content-type": script ? "text/javascript" : "text/html" });
    response.end(
      script
        ? readFileSync(`${outdir}/webgpu-page-side.mjs`)
        : '<!doctype html><script type="module" src="/side.mjs"></script>',
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`${way}: ${error.message}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => "open_side" in window);
  const adapter = await page.evaluate(
    ([w, n, b]) => window.open_side(w, n, b),
    [way, network, batch === undefined ? undefined : Number(batch)],
  );
  return {
    step: async () => ({ ...(await page.evaluate(() => window.take_step())), adapter }),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const rows = [];
for (const network of chosen.length > 0 ? chosen : ["lenet", "residual"]) {
  const open = inBrowser ? openPage : openProcess;
  const sides = { ours: await open("ours", network), stock: await open("stock", network) };
  const times = { ours: [], stock: [] };
  let adapter = "";
  // Shaders are compiled in the first step; ours is recorded in the second and the third.
  for (let warm = 0; warm < 3; warm++) await sides.ours.step();
  await sides.stock.step();
  for (let round = 0; round < rounds; round++) {
    for (const way of ["ours", "stock"]) {
      const told = await sides[way].step();
      adapter = told.adapter;
      if (!Number.isFinite(told.loss)) throw new Error(`${way}: a loss of ${told.loss}`);
      times[way].push(told.ms);
    }
  }
  await Promise.all([sides.ours.close(), sides.stock.close()]);
  const [ours, stock] = [median(times.ours), median(times.stock)];
  rows.push({
    network,
    batch: batch ?? null,
    adapter,
    rounds,
    oursMs: ours,
    stockMs: stock,
    ratio: stock / ours,
  });
  console.error(
    `${network}: ${ours.toFixed(1)} ms ours, ${stock.toFixed(1)} ms stock, ${(stock / ours).toFixed(2)} times as fast, ${adapter}`,
  );
}
const machine = `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.versions.node}`;
if (flags.includes("--json")) console.log(JSON.stringify({ machine, rows }, null, 2));

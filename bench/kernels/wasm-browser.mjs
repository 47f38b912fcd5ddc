/**
 * wasm in Chromium beside the same in Node, and beside stock tfjs in the same page, in alternation:
 * `node bench/kernels/wasm-browser.mjs [--rounds=N] [--threads=N] [--json] [NETWORK…]`. Training steps of this engine in both,
 * of stock tfjs on its `cpu` backend (its wasm cannot train a convolutional network), and inference by both on wasm.
 */
import { fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const chosen = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const numberOf = (flag, usual) =>
  Number(flags.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? usual);
const rounds = numberOf("--rounds", 9);
const threads = numberOf("--threads", Math.min(2, cpus().length));
/** The slow peer is measured less often, and only on the small network. */
const PLAIN = { network: "lenet", rounds: 3 };
const WARM = 4;
const PAUSE_MS = 100;

const root = fileURLToPath(new URL("../..", import.meta.url));
const outdir = `${root}dist/bench/wasm`;
const binaries = `${root}node_modules/@tensorflow/tfjs-backend-wasm/dist`;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const shared = { outdir, bundle: true, format: "esm", outExtension: { ".js": ".mjs" }, logLevel: "error" };
await build({
  ...shared,
  entryPoints: [`${root}bench/kernels/wasm-worker-side.ts`, `${root}engine/worker/wasm-thread.ts`],
  entryNames: "[name]",
  platform: "browser",
  mainFields: ["module", "main"],
  external: ["fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto"],
});
await build({
  ...shared,
  entryPoints: [`${root}bench/kernels/wasm-node-side.ts`],
  platform: "node",
  packages: "external",
});

async function openProcess(way, network) {
  const child = fork(`${outdir}/wasm-node-side.mjs`, [way, network, String(threads)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${way} ended with ${code}`));
      child.once("exit", ended);
      child.once("message", (message) => {
        child.removeListener("exit", ended);
        resolve(message);
      });
    });
  const { backend } = await answer();
  return {
    backend: `Node ${process.versions.node}, ${backend}`,
    async act() {
      const told = answer();
      child.send("act");
      return (await told).ms;
    },
    close: () => child.kill(),
  };
}

const files = {
  "/": ["text/html", () => '<!doctype html><title>wasm</title><link rel="icon" href="data:,">'],
  "/side.mjs": ["text/javascript", () => readFileSync(`${outdir}/wasm-worker-side.mjs`)],
  "/wasm-thread.mjs": ["text/javascript", () => readFileSync(`${outdir}/wasm-thread.mjs`)],
};
const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://local").pathname;
  const binary = /^\/wasm\/([\w.-]+\.wasm)$/.exec(path)?.[1];
  const found =
    binary === undefined ? files[path] : ["application/wasm", () => readFileSync(`${binaries}/${binary}`)];
  response.writeHead(found === undefined ? 404 : 200, {
    "content-type": found?.[0] ?? "text/plain",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  });
  response.end(found?.[1]());
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const executablePath = [process.env.LAYERLOOM_CHROMIUM ?? "", "/usr/bin/chromium"].find((file) =>
  existsSync(file),
);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(error));
page.on("console", (message) => message.type() === "error" && console.error(message.text()));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.evaluate(() => {
  window.sides = [];
  window.tell = (index, order) =>
    new Promise((resolve, reject) => {
      const worker = window.sides[index];
      worker.onmessage = ({ data }) =>
        data.error === undefined ? resolve(data) : reject(new Error(data.error));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(order);
    });
});

async function openWorker(way, network) {
  const index = await page.evaluate(() => window.sides.push(new Worker("/side.mjs", { type: "module" })) - 1);
  const tell = (order) => page.evaluate(([i, o]) => window.tell(i, o), [index, order]);
  const { backend } = await tell({ way, network, threads });
  return {
    backend: `Chromium ${browser.version()}, ${backend}`,
    act: async () => (await tell("act")).ms,
    close: () => page.evaluate((i) => window.sides[i].terminate(), index),
  };
}

const rows = [];
for (const network of chosen.length > 0 ? chosen : ["lenet", "residual"]) {
  const sides = [
    { what: "training step", ...(await openWorker("train", network)) },
    { what: "training step", ...(await openProcess("train", network)) },
    ...(network === PLAIN.network
      ? [{ what: "training step", rounds: PLAIN.rounds, ...(await openWorker("train-plain", network)) }]
      : []),
    { what: "inference", ...(await openWorker("infer", network)) },
    { what: "inference", ...(await openWorker("infer-stock", network)) },
  ];
  for (const side of sides) {
    for (let warm = 0; warm < (side.rounds === undefined ? WARM : 1); warm++) await side.act();
  }
  const times = sides.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, side] of sides.entries()) {
      if (round >= (side.rounds ?? rounds)) continue;
      await wait(PAUSE_MS);
      times[i].push(await side.act());
    }
  }
  for (const [i, { what, backend, close }] of sides.entries()) {
    await close();
    rows.push({ network, what, backend, ms: median(times[i]), rounds: times[i].length });
    console.error(`${network}, ${what}: ${median(times[i]).toFixed(1)} ms, ${backend}`);
  }
}
await browser.close();
server.close();
const machine = `${cpus()[0]?.model}, ${cpus().length} cores`;
if (flags.includes("--json")) console.log(JSON.stringify({ machine, rows }, null, 2));

/** The backends in a browser's worker, under the app's content security policy. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wasmFolder } from "../../cli/backend/wasm.ts";
import type { SelftestResult } from "../../engine/selftest/types.ts";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { repositoryRoot } from "../support/reference.ts";

// The test command finds a browser and names it; run alone, Debian's is tried.
const executablePath = [process.env.LAYERLOOM_CHROMIUM ?? "", "/usr/bin/chromium"].find((file) =>
  existsSync(file),
);
if (executablePath === undefined)
  console.warn("skipped: backends in a browser, because no Chromium was found");

const HEADERS = {
  "content-security-policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' data:; object-src 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

interface Answer {
  readonly name?: string;
  readonly description?: string;
  readonly software?: boolean;
  readonly reason?: string;
  readonly results?: readonly SelftestResult[];
  readonly problems?: readonly Problem[];
  readonly error?: string;
}

/** The worker, and the thread that it starts under the name of its source. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "worker.js": "worker.js",
  "wasm-thread.ts": "wasm-thread.js",
};

/** `/` is an empty page, `/worker.js` and `/wasm-thread.ts` the bundles, `/wasm/` the binaries of the installed package. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = basename(request.url ?? "/");
    const [type, body] =
      name === ""
        ? ["text/html", "<!doctype html><title>backends</title>"]
        : name.endsWith(".wasm")
          ? ["application/wasm", readFileSync(join(wasmFolder(), name))]
          : ["text/javascript", name in SCRIPTS ? readFileSync(join(folder, SCRIPTS[name] ?? "")) : ""];
    response.writeHead(200, { ...HEADERS, "content-type": type }).end(body);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

describe.skipIf(executablePath === undefined)("in a browser's worker", () => {
  const folder = mkdtempSync(join(tmpdir(), "layerloom-backends-"));
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build({
      entryPoints: {
        worker: join(repositoryRoot, "test/e2e/support/selftest-worker.ts"),
        "wasm-thread": join(repositoryRoot, "engine/worker/wasm-thread.ts"),
      },
      outdir: folder,
      bundle: true,
      format: "esm",
      // Only reached where the module finds itself in Node.
      external: ["fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto"],
      logLevel: "error",
    });
    server = await serve(folder);
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cores = availableParallelism();
  const selftest = (choice: BackendChoice): Promise<Answer> =>
    page.evaluate(
      (wanted) =>
        new Promise<Answer>((resolve) => {
          const worker = new Worker("/worker.js", { type: "module" });
          worker.onmessage = ({ data }) => {
            worker.terminate();
            resolve(data);
          };
          worker.onerror = ({ message }) => resolve({ error: message });
          worker.postMessage(wanted);
        }),
      choice,
    );

  function expectRight(answer: Answer): void {
    expect(answer.error).toBeUndefined();
    expect(answer.problems).toBeUndefined();
    expect(answer.results?.length).toBeGreaterThan(100);
    expect(answer.results?.filter(({ ok }) => !ok)).toEqual([]);
  }

  test("auto prefers wasm over a software adapter and says so", async () => {
    const answer = await selftest("auto");
    expectRight(answer);
    // Where the browser has a real GPU, auto takes it.
    if (answer.name === "webgpu") expect(answer.software).toBe(false);
    else expect(answer.reason).toMatch(/^wasm .* is used\. .+/);
  });

  test.each(["cpu", "wasm"] as const)("%s computes what PyTorch computes", async (name) => {
    const answer = await selftest(name);
    expectRight(answer);
    expect(answer.name).toBe(name);
    // The page is isolated from other origins, so that memory may be shared.
    if (name === "wasm") expect(answer.description).toMatch(cores > 1 ? /, \d threads$/ : /, 1 thread$/);
  });

  test("webgpu computes what PyTorch computes, or says why it cannot be had", async () => {
    const answer = await selftest("webgpu");
    if (answer.problems !== undefined) {
      expect(answer.problems[0]?.code).toMatch(/^backend\/no-/);
      console.warn(`skipped: WebGPU in the browser, because ${answer.problems[0]?.message}`);
      return;
    }
    expectRight(answer);
    expect(answer.name).toBe("webgpu");
  });
});

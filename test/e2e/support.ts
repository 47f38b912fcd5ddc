/** A real Chromium on the built interface, from the local server. Whatever a page complains about fails the test. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type RunningServer, startServer } from "../../cli/serve/server.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FLAGS = ["--no-sandbox", "--disable-gpu-sandbox", "--disable-dev-shm-usage"];

/** Path of the browser; the test command finds one and hands it over. */
export function browserPath(): string {
  const path = process.env.LAYERLOOM_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`There is no browser at ${path}; set LAYERLOOM_CHROMIUM`);
  return path;
}

/** The built interface; another build than this checkout's own can be named. */
export const interfaceFolder = (): string =>
  process.env.LAYERLOOM_INTERFACE ?? join(root, "dist", "renderer");

export const serveInterface = (): Promise<RunningServer> => startServer({ port: 0, root: interfaceFolder() });

export interface Complaints {
  readonly list: readonly string[];
}

/** Collects policy violations, errors and warnings of the console, and unhandled rejections of every page of a context. */
export async function collectComplaints(context: BrowserContext): Promise<Complaints> {
  const list: string[] = [];
  const note = (page: Page): void => {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") list.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => list.push(`page: ${error.message}`));
  };
  context.pages().forEach(note);
  context.on("page", note);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { list };
}

export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(), args: [...FLAGS, ...more] });

/** Waits until the window is drawn. */
export async function openInterface(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: /^(Menu|菜单)$/ }).waitFor();
}

/** A browser process of our own with a profile that survives it, so that it can be killed. */
export interface KillableBrowser {
  readonly context: BrowserContext;
  /** As `kill -9` of the whole process group. */
  kill(): Promise<void>;
}

async function debuggerPort(profile: string, process: ChildProcess): Promise<number> {
  const file = join(profile, "DevToolsActivePort");
  for (let tries = 0; tries < 300; tries++) {
    if (existsSync(file)) {
      const port = Number(readFileSync(file, "utf8").split("\n")[0]);
      if (port > 0) return port;
    }
    if (process.exitCode !== null) throw new Error(`The browser ended with code ${process.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The browser did not open its debugging port");
}

export async function launchKillable(profile: string): Promise<KillableBrowser> {
  rmSync(join(profile, "DevToolsActivePort"), { force: true });
  const args = ["--headless=new", ...FLAGS, "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const process_ = spawn(browserPath(), [...args, "--no-first-run", "about:blank"], {
    detached: true, // a process group of its own
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => process_.once("exit", () => resolve()));
  const killGroup = (): void => {
    if (process_.pid !== undefined) process.kill(-process_.pid, "SIGKILL");
  };
  // A test that fails half-way leaves no browser behind.
  process.once("exit", killGroup);
  void ended.then(() => process.removeListener("exit", killGroup));
  const port = await debuggerPort(profile, process_);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("The browser has no context");
  return {
    context,
    async kill() {
      killGroup();
      await ended;
      await browser.close().catch((error: unknown) => {
        // The connection is gone with the process.
        if (!(error instanceof Error)) throw error;
      });
    },
  };
}

export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `layerloom-${name}-`));

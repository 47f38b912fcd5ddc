/** A run that is cut off, by `kill -9` of the whole browser or by the end of its GPU process, goes on as if it had not been. */
import { rmSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../cli/serve/server.ts";
import { createSession, withPrivateFiles } from "./support/session.ts";
import { chooseBackend, openOn, openPanel, panel, waitForEpochs } from "./support/studio.ts";
import {
  type KillableBrowser,
  launchKillable,
  openInterface,
  serveInterface,
  temporaryFolder,
} from "./support.ts";

interface Line {
  readonly type: "step" | "epoch";
  readonly step: number;
  readonly loss: number;
  readonly testLoss?: number;
  readonly elapsedMs: number;
}
interface Kept {
  readonly id: string;
  readonly startedAt: number;
  readonly lines: readonly Line[];
}

/** What the browser's database holds of each run, oldest first; half a line at the end is left out. */
const keptRuns = (page: Page): Promise<readonly Kept[]> =>
  page.evaluate(async () => {
    const answered = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const database = await answered(indexedDB.open("layerloom-runs"));
    // a transaction ends when it is not used for a turn
    const files = (): IDBObjectStore => database.transaction("files").objectStore("files");
    const text = async (key: string): Promise<string> => {
      const begun: readonly Uint8Array<ArrayBuffer>[] = (await answered(files().get(key))) ?? [];
      const appended = IDBKeyRange.bound(`${key}\u0000`, `${key}\u0000\uffff`);
      const tail: readonly Uint8Array<ArrayBuffer>[] = await answered(files().getAll(appended));
      return new Blob([...begun, ...tail]).text();
    };
    const keys = (await answered(files().getAllKeys())).map(String);
    const runs = [];
    for (const key of keys.filter((name) => name.endsWith("/run.json"))) {
      const id = key.split("/")[0] ?? "";
      const { startedAt } = JSON.parse(await text(key));
      const lines = (await text(`${id}/metrics.jsonl`)).split("\n").flatMap((line) => {
        try {
          return [JSON.parse(line)];
        } catch {
          return []; // the end of a line that was never written
        }
      });
      runs.push({ id, startedAt: Date.parse(startedAt), lines });
    }
    database.close();
    return runs.sort((a, b) => a.startedAt - b.startedAt);
  });

/** Times differ from run to run; everything else is the same to the last bit. */
const curves = ({ lines }: Kept): readonly (readonly unknown[])[] =>
  lines.map(({ type, step, loss, testLoss }) => [type, step, loss, testLoss]);

describe("killed with the whole browser", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serveInterface();
  });
  afterAll(() => server.close());

  async function start(profile: string): Promise<{ readonly browser: KillableBrowser; readonly page: Page }> {
    const browser = await launchKillable(profile);
    await withPrivateFiles(browser.context);
    const page = await browser.context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    await openInterface(page, server.url);
    return { browser, page };
  }

  it("is offered, resumed, and ends with the losses of an unbroken run", async () => {
    const profile = temporaryFolder("profile");
    const first = await start(profile);
    await openOn(first.page, "builtin:glyphs?train=960&test=100", 6);
    await first.page.getByRole("button", { name: "Train", exact: true }).first().click();
    await waitForEpochs(first.page, 3);
    const killedAt = Date.now();
    await first.browser.kill();

    const { browser, page } = await start(profile);
    const [cut] = await keptRuns(page);
    const last = cut?.lines.findLast(({ type }) => type === "step");
    if (cut === undefined || last === undefined) throw new Error("Nothing was kept of the run");
    const lostMs = killedAt - (cut.startedAt + last.elapsedMs);
    console.log(`steps on disk after kill -9: ${last.step}; the newest is ${Math.round(lostMs)} ms old`);
    expect(last.step).toBeGreaterThanOrEqual(30);
    expect(last.step).toBeLessThan(90);
    expect(lostMs).toBeLessThan(1_000);

    await page.getByText("The training of studio was cut off").waitFor();
    await page.getByRole("button", { name: "Go on training" }).click();
    const train = panel(page, "Train");
    await train.getByText("Finished").waitFor({ timeout: 60_000 });
    await openPanel(page, "Train");
    await page.getByRole("button", { name: "Train", exact: true }).first().click();
    await train.getByText("Finished").waitFor({ state: "detached" });
    await train.getByText("Finished").waitFor({ timeout: 60_000 });
    const [resumed, unbroken] = await keptRuns(page);
    if (resumed === undefined || unbroken === undefined) throw new Error("A run is missing");
    expect(resumed.id).toBe(cut.id);
    expect(unbroken.lines.filter(({ type }) => type === "step")).toHaveLength(90);
    expect(curves(resumed)).toEqual(curves(unbroken));

    await page.reload();
    await page.getByRole("button", { name: "Menu" }).waitFor();
    await page.waitForTimeout(500);
    expect(await page.getByText("was cut off").count()).toBe(0);
    await browser.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }, 120_000);
});

const slow = process.env.LAYERLOOM_E2E_WEBGPU !== undefined;
if (!slow)
  console.warn(
    "skipped: the end of the GPU process (minutes on a software adapter); set LAYERLOOM_E2E_WEBGPU=1",
  );

describe.skipIf(!slow)("killed with the GPU process", () => {
  // A browser gives its software adapter up after the second crash of its GPU process; two switches lift that limit.
  const session = createSession([
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--disable-gpu-process-crash-limit",
    "--disable-domain-blocking-for-3d-apis",
  ]);

  it("is recovered twice without a lost number; after the third time a sentence says what to do", async () => {
    const { context, page } = await session.open();
    await openOn(page, "builtin:glyphs?train=64&test=10", 60, 16);
    await chooseBackend(page, "WebGPU");
    await page.getByRole("button", { name: "Train", exact: true }).first().click();
    const browser = context.browser();
    if (browser === null) throw new Error("The context has no browser");
    const debug = await browser.newBrowserCDPSession();
    const sentence = page.getByText("does not come back", { exact: false });
    for (const epochs of [3, 6, 9]) {
      await waitForEpochs(page, epochs, 300_000);
      expect(await sentence.count()).toBe(0);
      await debug.send("Browser.crashGpuProcess");
    }
    await sentence.waitFor({ timeout: 60_000 });
    await panel(page, "Train").getByText("Failed").waitFor();
    const [run] = await keptRuns(page);
    const numbers = (wanted: Line["type"]): readonly number[] =>
      (run?.lines ?? []).filter(({ type }) => type === wanted).map(({ step }) => step);
    const [steps, epochs] = [numbers("step"), numbers("epoch")];
    console.log(
      `killed three times, recovered twice: ${steps.length} steps and ${epochs.length} epochs kept`,
    );
    // after the third crash nothing is resumed: what came within the last second need not be on disk
    expect(epochs.length).toBeGreaterThanOrEqual(8);
    expect(steps).toEqual(steps.map((_, i) => i + 1));
    expect(epochs).toEqual(epochs.map((_, i) => 4 * (i + 1)));
  }, 900_000);
});

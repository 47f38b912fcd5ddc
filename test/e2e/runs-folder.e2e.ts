/** A run of the command line opens in the studio, with the same numbers. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openOn, openPanel, panel } from "./support/studio.ts";
import { temporaryFolder } from "./support.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const session = createSession();
const source = "builtin:glyphs?train=960&test=100";

it("opens the folder of a run, with its numbers, its network and its weights", async () => {
  const parent = temporaryFolder("runs");
  const folder = join(parent, "lenet-on-glyphs");
  const options = ["--data", source, "--epochs", "2", "--backend", "wasm", "--out", folder];
  const command = [join(root, "scripts/layerloom.mjs"), "train", "lenet-modern", ...options];
  const trained = spawnSync(process.execPath, command, { encoding: "utf8", cwd: root });
  expect(trained.status, trained.stderr).toBe(0);
  const lines: readonly { readonly type: string; readonly testAccuracy: number }[] = readFileSync(
    join(folder, "metrics.jsonl"),
    "utf8",
  )
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const tested = lines.filter(({ type }) => type === "epoch").map(({ testAccuracy }) => testAccuracy);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

  const { page } = await session.open();
  await openOn(page, "builtin:glyphs?train=60&test=20", 1, 20);
  await page.keyboard.press("Control+Enter"); // a newer run beside it
  await panel(page, "Train").getByText("Finished").waitFor({ timeout: 60_000 });
  const runs = await openPanel(page, "Runs");
  await runs.getByRole("button", { name: "Open a run folder…" }).waitFor();
  await page.getByTestId("run-folder").setInputFiles(folder);
  const row = runs.getByRole("row").filter({ hasText: "lenet-on-glyphs" });
  await row.waitFor({ timeout: 30_000 });
  const cells = (await row.getByRole("cell").allTextContents()).map((text) => text.trim());
  expect(cells.slice(3)).toEqual(["finished", "2/2", percent(Math.max(...tested)), source]);

  await runs.getByRole("button", { name: "Show curves" }).click();
  const epochs = panel(page, "Train").getByRole("table").locator("tbody").getByRole("row");
  await expect.poll(() => epochs.count()).toBe(2);
  expect(await epochs.last().textContent()).toContain(percent(tested[1] ?? Number.NaN));
  await page.getByRole("radio", { name: "By epoch" }).click();
  expect(await page.getByRole("radio", { name: "By epoch" }).isChecked()).toBe(true);

  await openPanel(page, "Runs");
  await page.getByTestId("run-folder").setInputFiles(join(folder, "checkpoints"));
  await page.getByText("run.json is missing", { exact: false }).waitFor();
  rmSync(parent, { recursive: true, force: true });
});

it("opens and charts a run of an exported PyTorch project, once", async () => {
  const { page } = await session.open();
  await openOn(page, "builtin:glyphs?train=60&test=20", 1, 20);
  const runs = await openPanel(page, "Runs");
  const rows = runs.getByRole("row").filter({ hasText: "pytorch-run" });
  for (const said of ["is among the runs", "was among the runs already"]) {
    await page.getByTestId("run-folder").setInputFiles(join(root, "test/fixtures/pytorch-run"));
    await page.getByText(`pytorch-run ${said}`).waitFor({ timeout: 30_000 });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
  }
  const cells = (await rows.getByRole("cell").allTextContents()).map((text) => text.trim());
  expect(cells.slice(3, 6)).toEqual(["finished", "3/3", "80.0 %"]);
  await runs.getByRole("button", { name: "Show curves" }).click();
  const epochs = panel(page, "Train").getByRole("table").locator("tbody").getByRole("row");
  await expect.poll(() => epochs.count()).toBe(3);
  expect(await epochs.last().textContent()).toContain("80.0 %");
});

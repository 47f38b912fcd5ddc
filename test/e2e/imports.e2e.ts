/** Files of other programs in a real browser: a network opens with its report, weights attach, what lies is refused. */
import { expect, it } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { safetensorsTarget } from "../../engine/targets/safetensors/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { initialWeights } from "../../engine/targets/support/network.ts";
import type { Target } from "../../engine/targets/support/types.ts";
import { analysed } from "../targets/support/cases.ts";
import { violations } from "./support/axe.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

async function exported(target: Target): Promise<Buffer> {
  const document = loadGraph("lenet-modern");
  const analysis = analysed(document);
  const result = await target.write({ document, analysis, weights: initialWeights(analysis, 5) });
  const [file] = result.ok ? result.value : [];
  if (file === undefined) throw new Error("Nothing was written.");
  return Buffer.from(fileBytes(file));
}
const mimeType = "application/octet-stream";

it("opens an ONNX file as a document, says what became of each part, and trains from its weights", async () => {
  const { page } = await session.open();
  await page.keyboard.press("Control+Shift+O");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Choose files" }).waitFor();
  expect(await violations(page)).toEqual([]);
  const buffer = await exported(onnxTarget);
  await dialog.locator("input[type=file]").setInputFiles({ name: "lenet.onnx", mimeType, buffer });
  await dialog
    .getByText("The weights are kept among the runs", { exact: false })
    .waitFor({ timeout: 30_000 });
  await expect.poll(() => dialog.getByRole("row").count()).toBeGreaterThan(8);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page
    .getByRole("button", { name: /^Train$/ })
    .first()
    .waitFor();
  await page.getByRole("tab", { name: "Train" }).click();
  const start = page.getByLabel("Start from");
  await start.waitFor();
  expect(await start.locator("option:checked").textContent()).toContain("LeNet");

  // Weights go onto the network in front.
  await page.keyboard.press("Control+Shift+O");
  const weights = await exported(safetensorsTarget);
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "w.safetensors", mimeType, buffer: weights });
  await dialog.getByText(/^\d+ tensors fit$/).waitFor({ timeout: 30_000 });
});

it("refuses a pickle with the way round it", async () => {
  const { page } = await session.open();
  await page.keyboard.press("Control+Shift+O");
  const dialog = page.getByRole("dialog");
  const buffer = Buffer.from([0x80, 2, 0x7d]);
  await dialog.locator("input[type=file]").setInputFiles({ name: "model.pt", mimeType, buffer });
  const refusal = dialog.getByRole("alert");
  await refusal.waitFor({ timeout: 30_000 });
  expect(await refusal.textContent()).toContain("weights_only=True");
});

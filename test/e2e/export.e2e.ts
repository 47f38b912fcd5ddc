/** Exports from the window: written by the worker, saved, and looked back at under the page's policy. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openTemplate } from "./support/editor.ts";
import { nameNextFile, readStored } from "./support/files.ts";
import { createSession } from "./support/session.ts";

const session = createSession();
const dialog = (page: Page) => page.getByRole("dialog", { name: "Export" });

async function exportAs(page: Page, format: string, file: string): Promise<void> {
  await nameNextFile(page, file);
  await dialog(page).locator(`input[value="${format}"]`).check();
  await dialog(page).getByRole("button", { name: "Export", exact: true }).click();
  await dialog(page)
    .getByText(/ is saved, /)
    .waitFor({ timeout: 30_000 });
}

it("exports LeNet, and checks it in onnxruntime, in TensorFlow.js and by reading it again", async () => {
  const { page } = await session.open();
  await openTemplate(page, "LeNet with ReLU");
  await page.keyboard.press("Control+Shift+E");
  for (const [format, said] of [
    ["onnx", /^onnxruntime-web .* loaded it\. On 100 random inputs .* at most \d\.\de-[5-9]/],
    ["tfjs", /^TensorFlow\.js .* loaded it\. On 100 random inputs .* at most (0|\d\.\de-[5-9])/],
    ["keras", /^Read back here as a network of its own\. On 100 random inputs /],
    ["safetensors", /^Read back here: all 10 tensors are the same/],
  ] as const) {
    await exportAs(page, format, `net.${format}`);
    await dialog(page).getByRole("button", { name: "Check it" }).click();
    await dialog(page).getByText(said).waitFor({ timeout: 60_000 });
    await dialog(page).getByRole("button", { name: "Another export" }).click();
  }
  await exportAs(page, "html", "net.html");
  const html = await readStored(page, "net.html");
  expect(html.startsWith("<!doctype html>")).toBe(true);
  expect(html.length).toBeGreaterThan(300_000);
  await dialog(page).getByRole("button", { name: "Another export" }).click();
  await exportAs(page, "png", "net.png");
  const png = await readStored(page, "net.png");
  expect(png.slice(1, 4)).toBe("PNG");
  expect(png.length).toBeGreaterThan(10_000);
  await dialog(page).getByRole("button", { name: "Close" }).first().click();
  await dialog(page).waitFor({ state: "detached" });
});

/** Classes recorded with a camera (the browser's made-up one) become data, and the camera is let go. */
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openPanel } from "./support/studio.ts";

const session = createSession(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);

it("records two classes, opens them as data, and lets the camera go", async () => {
  const { page } = await session.open();
  await page.getByRole("button", { name: "LeNet with ReLU", exact: true }).click();
  await page.locator(".react-flow__node").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+.");
  const data = await openPanel(page, "Data");
  await data.getByRole("button", { name: "Record…" }).click();
  const dialog = page.getByRole("dialog", { name: "Record classes with the camera" });
  await dialog.getByRole("button", { name: "Open the camera" }).click();
  const use = dialog.getByRole("button", { name: "Use as data" });
  for (const name of ["left", "right/hand"]) {
    await dialog.getByRole("textbox", { name: "Name of the class" }).fill(name);
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    const line = dialog.getByRole("listitem").filter({ hasText: name.replace("/", " ") });
    const images = async (): Promise<number> =>
      Number.parseInt(/(\d+) image/.exec((await line.textContent()) ?? "")?.[1] ?? "0", 10);
    await expect.poll(images, { timeout: 15_000 }).toBeGreaterThanOrEqual(8);
    await dialog.getByRole("button", { name: "Stop recording" }).click();
    expect(await use.isEnabled()).toBe(name !== "left");
  }
  const live = await page.evaluateHandle(() => {
    const source = document.querySelector("video")?.srcObject;
    return source instanceof MediaStream ? source.getTracks() : [];
  });
  await use.click();
  await data.getByText("right hand", { exact: true }).waitFor({ timeout: 20_000 });
  await data.getByText("3×96×96").first().waitFor();
  expect(await live.evaluate((tracks) => tracks.map(({ readyState }) => readyState))).toEqual(["ended"]);
});

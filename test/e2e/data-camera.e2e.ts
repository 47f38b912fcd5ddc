/** The camera (the browser's made-up one) records classes and films samples, and is let go. */
import type { JSHandle, Page } from "playwright-core";
import { expect, it } from "vitest";
import { createSession } from "./support/session.ts";
import { openOn, openPanel, panel, waitForEpochs } from "./support/studio.ts";

const session = createSession(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);

const tracksOf = (page: Page): Promise<JSHandle<readonly MediaStreamTrack[]>> =>
  page.evaluateHandle(() => {
    const source = document.querySelector("video")?.srcObject;
    return source instanceof MediaStream ? source.getTracks() : [];
  });
const states = (tracks: JSHandle<readonly MediaStreamTrack[]>): Promise<readonly string[]> =>
  tracks.evaluate((all) => all.map(({ readyState }) => readyState));

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
  const live = await tracksOf(page);
  await use.click();
  await data.getByText("right hand", { exact: true }).waitFor({ timeout: 20_000 });
  await data.getByText("3×96×96").first().waitFor();
  expect(await states(live)).toEqual(["ended"]);
});

it("films a sample for Try it and for Look inside, until the panel is left or another sample is taken", async () => {
  const { page } = await session.open();
  await openOn(page, "builtin:glyphs?train=60&test=20", 1, 20);
  await page.keyboard.press("Control+Enter");
  await waitForEpochs(page, 1);
  await panel(page, "Train").getByText("Finished").waitFor({ timeout: 60_000 });

  const tryIt = await openPanel(page, "Try it");
  expect(await page.locator("video").count()).toBe(0);
  await tryIt.getByRole("button", { name: "Film", exact: true }).focus();
  await page.keyboard.press("Enter");
  const bars = tryIt.getByRole("list", { name: "What the network says" });
  await bars.waitFor({ timeout: 30_000 });
  // the made-up picture moves, and the answer with it
  const said = new Set<string>();
  const differs = async (): Promise<number> => said.add((await bars.textContent()) ?? "").size;
  await expect.poll(differs, { timeout: 20_000, interval: 250 }).toBeGreaterThanOrEqual(3);
  const first = await tracksOf(page);
  expect(await states(first)).toEqual(["live"]);

  const look = await openPanel(page, "Look inside");
  expect(await states(first)).toEqual(["ended"]);
  await look.getByRole("button", { name: "Film", exact: true }).click();
  await look.getByRole("button", { name: /conv1/ }).click();
  await look.getByText("6 maps of 28×28").waitFor({ timeout: 30_000 });
  await look.getByLabel("Picture of the camera").waitFor();
  const second = await tracksOf(page);
  expect(await states(second)).toEqual(["live"]);
  await look.getByRole("button", { name: "Another", exact: true }).click();
  await look.getByText("True class", { exact: false }).waitFor();
  expect(await states(second)).toEqual(["ended"]);
  expect(await page.locator("video").count()).toBe(0);
});

it("says what to do where the camera is refused", async () => {
  const { page } = await session.open();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.reload();
  await openOn(page, "builtin:glyphs?train=60&test=20", 1, 20);
  await page.keyboard.press("Control+Enter");
  await waitForEpochs(page, 1);
  const look = await openPanel(page, "Look inside");
  await look.getByRole("button", { name: "Film", exact: true }).click();
  await look.getByRole("alert").getByText("may not be used here", { exact: false }).waitFor();
});

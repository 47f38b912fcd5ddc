/** The exported page, opened from the disk as by a double click: it computes what the engine computes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { encode } from "fast-png";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { prepareImage } from "../../engine/data/process/prepare.ts";
import { pageTarget } from "../../engine/targets/html/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { predict } from "../../engine/training/evaluation/predict.ts";
import { analysed } from "../targets/support/cases.ts";
import { inputShapeOf, trainedWeights } from "../targets/support/numbers.ts";
import { launchBrowser } from "./support.ts";

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "layerloom-page-"));
beforeAll(async () => {
  await tf.setBackend("cpu");
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const MEAN = [0.4, 0.5, 0.3];
const STD = [0.2, 0.25, 0.3];

interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** What the engine says of pixels of 0 to 1, `H × W × C`. */
  engine(pixels: Float32Array): Promise<readonly number[]>;
  readonly shape: readonly number[];
}

async function open(id: string): Promise<Opened> {
  const document = loadGraph(id);
  const analysis = analysed(document);
  const weights = trainedWeights(analysis, 4);
  const shape = inputShapeOf(analysis);
  const [channels = 1] = shape;
  const normalization = { mean: MEAN.slice(0, channels), std: STD.slice(0, channels) };
  const classes = Array.from({ length: 10 }, (_, i) => `<b>${i}</b>`);
  const written = await pageTarget.write({ document, analysis, weights, classes, normalization });
  const [file] = written.ok ? written.value : [];
  if (file === undefined) throw new Error("not written");
  const place = join(folder, `${id}.html`);
  writeFileSync(place, fileBytes(file));
  const complaints: string[] = [];
  const context = await browser.newContext({ offline: true, locale: "en-US" });
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:"))
      complaints.push(request.url());
  });
  await page.goto(pathToFileURL(place).href);
  await page.getByRole("heading", { name: document.about.title }).waitFor();
  const model = buildModel({ expanded: analysis.expanded, shapes: analysis.shapes, seed: 0 });
  model.writeWeights(weights);
  return {
    page,
    complaints,
    shape,
    async engine(pixels) {
      const normal = pixels.map(
        (value, i) =>
          (value - (normalization.mean[i % channels] ?? 0)) / (normalization.std[i % channels] ?? 1),
      );
      const [said] = await predict({ model, pixels: normal, count: 1, classes });
      return said?.probabilities ?? [];
    },
  };
}

const far = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

const ask = (page: Page, pixels: readonly number[]): Promise<number[]> =>
  page.evaluate(async (values) => {
    const network = Reflect.get(window, "layerloomNetwork") as {
      predict(pixels: ArrayLike<number>): Promise<number[]>;
    };
    return network.predict(values);
  }, pixels);

it.each(["lenet", "lenet-modern", "small-resnet", "small-inception", "small-densenet", "small-vgg"])(
  "%s says in the page what it says in the engine",
  async (id) => {
    const { page, shape, engine, complaints } = await open(id);
    const size = shape.reduce((product, side) => product * side, 1);
    for (let seed = 0; seed < 5; seed++) {
      const random = createRandom(seed, "page");
      const pixels = Float32Array.from({ length: size }, () => random.next());
      expect(far(await engine(pixels), await ask(page, [...pixels]))).toBeLessThanOrEqual(1e-4);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it("takes an image file, and shows the same probabilities in both languages", async () => {
  const { page, shape, engine, complaints } = await open("small-resnet");
  const random = createRandom(9, "image");
  const [width, height] = [50, 40];
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : random.int(256),
  );
  const pixels = Float32Array.from(
    prepareImage({ width, height, rgba: data }, shape, "crop"),
    (byte) => byte / 255,
  );
  const expected = await engine(pixels);
  const best = expected.indexOf(Math.max(...expected));
  await page.setInputFiles("input[type=file]", {
    name: "noise.png",
    mimeType: "image/png",
    buffer: Buffer.from(encode({ width, height, data, channels: 4, depth: 8 })),
  });
  const first = page.locator(".answers li").first();
  await first.waitFor();
  expect(await first.getAttribute("data-class")).toBe(String(best));
  const shown = Number.parseFloat((await first.locator(".share").textContent()) ?? "");
  expect(Math.abs(shown - 100 * Math.max(...expected))).toBeLessThanOrEqual(0.06);
  // A class name is text, whatever it looks like.
  expect(await first.locator(".name").textContent()).toBe(`<b>${best}</b>`);
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("heading", { name: "回答" }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("answers to a drawing, and clears", async () => {
  const { page, complaints } = await open("lenet-modern");
  await page.getByText("never trained").waitFor();
  const sheet = page.locator("canvas.sheet");
  const box = await sheet.boundingBox();
  if (box === null) throw new Error("There is no sheet");
  await page.mouse.move(box.x + 140, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 220, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => page.locator(".answers li").count()).toBe(10);
  await page.getByRole("button", { name: "Clear" }).click();
  expect(await page.locator(".answers li").count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** A published data set in the page: fetched by way of the editor's own server, resumed, and refused where it is not the published one. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../cli/serve/server.ts";
import { knownSets } from "../../engine/data/known-sets.ts";
import { openPanel } from "./support/studio.ts";
import { collectComplaints, interfaceFolder, launchBrowser, openInterface } from "./support.ts";

const BYTES = 9_912_422;
let mirror: Server;
let server: RunningServer;
let browser: Browser;
const ranges: number[] = [];

beforeAll(async () => {
  mirror = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    ranges.push(from);
    const bytes = Buffer.alloc(BYTES - from);
    response.writeHead(from > 0 ? 206 : 200, { "Content-Length": bytes.length });
    // the first connection breaks off
    if (from === 0)
      response.write(bytes.subarray(0, 3_000_000), () => setTimeout(() => response.destroy(), 300));
    else response.end(bytes);
  });
  await new Promise<void>((resolve) => mirror.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`;
  const dataSets = { sets: knownSets, mirrors: [address] };
  server = await startServer({ port: 0, root: interfaceFolder(), dataSets });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  mirror.close();
});

it("goes on where the connection broke, and refuses what is not the published file", async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const complaints = await collectComplaints(context);
  const page = await context.newPage();
  await openInterface(page, server.url);
  await page.getByRole("button", { name: "LeNet with ReLU", exact: true }).click();
  await page.locator(".react-flow__node").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+.");
  const data = await openPanel(page, "Data");
  await data.getByRole("button", { name: "Download…" }).click();
  const dialog = page.getByRole("dialog", { name: "Published data sets" });
  await dialog.getByText("11.6 MB").waitFor();
  await dialog.getByRole("button", { name: "MNIST: Download", exact: true }).click();
  await data.getByText("is not the published file", { exact: false }).waitFor({ timeout: 30_000 });
  expect(ranges[0]).toBe(0);
  expect(ranges.length).toBe(2);
  expect(ranges[1]).toBeGreaterThan(0);
  expect(ranges[1]).toBeLessThanOrEqual(3_000_000);
  await data.getByRole("button", { name: "Download…" }).click();
  await dialog.getByText("11.6 MB").waitFor(); // nothing of it was kept
  expect(complaints.list.filter((text) => !text.includes("502"))).toEqual([]);
  await context.close();
});

// Frames while dragging a node and while zooming, side by side in the same Chromium: a bare React Flow with as many empty
// nodes, the editor's canvas, and the whole window with its panels; and how long an edit takes to be painted.
// Usage: node bench/canvas/run.mjs [nodes] [--json] [--only=bare|ours|whole]

import { fileURLToPath } from "node:url";
import { frames, openPages, quantile, tenths } from "../lib/pages.mjs";

const nodes = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 1000);
const asJson = process.argv.includes("--json");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice(7);
const WIDTH = 1440;
const HEIGHT = 900;
const STEPS = 90;

const { browser, url, close } = await openPages(fileURLToPath(new URL(".", import.meta.url)), [
  "bare",
  "ours",
  "whole",
]);

const summary = (values) => ({
  median: tenths(quantile(values, 0.5)),
  p95: tenths(quantile(values, 0.95)),
  frames: values.length,
});

/** One input for each frame, as a hand gives them, sent from within the page so that the driver's speed does not count. */
const perFrame = (page, kind) =>
  page.evaluate(
    ([what, steps]) =>
      new Promise((resolve) => {
        const pane = document.querySelector(".react-flow__pane");
        const centre = { clientX: innerWidth / 2, clientY: innerHeight / 2 };
        let step = 0;
        const next = () => {
          if (step === steps) {
            resolve();
            return;
          }
          step += 1;
          if (what === "zoom") {
            const deltaY = step <= steps / 2 ? -24 : 24;
            pane.dispatchEvent(
              new WheelEvent("wheel", { ...centre, deltaY, bubbles: true, cancelable: true }),
            );
          } else {
            const x = window.grab.x + 60 * Math.sin(step / 9);
            const y = window.grab.y + step / 2;
            const move = { clientX: x, clientY: y, bubbles: true, view: window };
            window.dispatchEvent(new MouseEvent("mousemove", move));
          }
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    [kind, STEPS],
  );

/**
 * From a changed kernel size to the frame that shows all shapes that follow from it. `work` begins with a frame, so that it
 * is what the edit costs from its command to the end of painting; `seen` begins anywhere and includes the wait for the
 * display's next frame.
 */
const editTimes = (page) =>
  page.evaluate(async () => {
    const EDITS = 60;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const afterPaint = () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
    const edit = (turn) =>
      window.layerloom.documents.dispatch([
        {
          command: "set-params",
          args: { scope: null, ids: ["n1"], params: { kernel: turn % 2 === 0 ? [5, 5] : [3, 3] } },
        },
      ]);
    const work = [];
    const seen = [];
    for (let turn = 0; turn < 2 * EDITS; turn += 1) {
      await idle();
      await idle();
      if (turn < EDITS) {
        await frame();
        const begun = performance.now();
        edit(turn);
        await afterPaint();
        work.push(performance.now() - begun);
      } else {
        await new Promise((resolve) => setTimeout(resolve, (turn * 7) % 17));
        const begun = performance.now();
        edit(turn);
        await frame();
        await afterPaint();
        seen.push(performance.now() - begun);
      }
    }
    return { work: work.slice(4), seen: seen.slice(4) };
  });

async function measure(name) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const started = performance.now();
  await page.goto(url(name, `nodes=${nodes}`));
  await page.waitForSelector("body[data-ready]", { timeout: 60_000 });
  const readyMs = Math.round(performance.now() - started);
  await page.waitForTimeout(1500);
  const shown = await page.locator(".react-flow__node").count();
  const visible = await page.evaluate(
    () =>
      [...document.querySelectorAll(".react-flow__node")].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
      }).length,
  );
  const zoom = summary(await frames(page, () => perFrame(page, "zoom")));
  await page.waitForTimeout(500);
  const box = await page
    .locator('.react-flow__node[data-id="n500"], .react-flow__node[data-id="n20"]')
    .first()
    .boundingBox();
  const grab = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.evaluate((point) => {
    window.grab = point;
  }, grab);
  await page.mouse.move(grab.x, grab.y);
  await page.mouse.down();
  await page.mouse.move(grab.x + 6, grab.y + 6);
  await page.waitForTimeout(200);
  const drag = summary(await frames(page, () => perFrame(page, "drag")));
  await page.mouse.up();
  await page.waitForTimeout(500);
  const times = name !== "bare" ? await editTimes(page) : null;
  const edit = times === null ? null : { work: summary(times.work), seen: summary(times.seen) };
  await page.close();
  return { name, nodes, mounted: shown, visible, readyMs, drag, zoom, edit };
}

const results = [];
try {
  // Ours and theirs in turn, so that a busy machine disturbs both alike.
  for (const name of ["bare", "ours", "whole", "bare", "ours", "whole"]) {
    if (only !== undefined && name !== only) continue;
    results.push(await measure(name));
    if (!asJson) {
      const { drag, zoom, readyMs, visible, edit } = results.at(-1);
      console.log(
        `${name.padEnd(5)} ${nodes} nodes (${visible} in the window): drag ${drag.median} ms (p95 ${drag.p95}), ` +
          `zoom ${zoom.median} ms (p95 ${zoom.p95}), first drawn after ${readyMs} ms` +
          (edit === null
            ? ""
            : `, edit to painted shapes ${edit.work.median} ms (p95 ${edit.work.p95}), with the wait for a frame ${edit.seen.median} ms (p95 ${edit.seen.p95})`),
      );
    }
  }
  if (asJson) console.log(JSON.stringify(results));
} finally {
  await close();
}

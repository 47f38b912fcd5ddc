// Frames of the window while a residual network trains: at rest, and while the canvas is dragged about. Beside them the same
// window without training. Usage: node bench/training/window.mjs [--json]
import { openApp, openTemplate, quantile } from "./app.mjs";

const SECONDS = 8;

/** Times between frames while the pointer drags the canvas to and fro, or stays. */
async function frames(page, dragging) {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const tick = (now) => {
      window.frameTimes.push(now - last);
      last = now;
      window.frameRequest = requestAnimationFrame(tick);
    };
    window.frameRequest = requestAnimationFrame(tick);
  });
  const begun = performance.now();
  if (dragging) {
    const { x, y } = await page.locator(".react-flow__pane").boundingBox();
    await page.mouse.move(x + 30, y + 200);
    await page.mouse.down({ button: "middle" });
    for (let step = 0; performance.now() - begun < 1000 * SECONDS; step += 1) {
      await page.mouse.move(x + 30 + 120 * Math.abs(Math.sin(step / 30)), y + 200 + 60 * Math.sin(step / 17));
      await page.waitForTimeout(12);
    }
    await page.mouse.up({ button: "middle" });
  } else await page.waitForTimeout(1000 * SECONDS);
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.frameRequest);
    return window.frameTimes.slice(2);
  });
  const rounded = (value) => Math.round(value * 10) / 10;
  return {
    frames: times.length,
    median: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
    worst: rounded(Math.max(...times)),
  };
}

const app = await openApp();
try {
  const { page } = app;
  await openTemplate(page, "Small ResNet");
  await page.waitForTimeout(1500);
  const idle = { still: await frames(page, false), dragged: await frames(page, true) };
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Epoch 1 of/).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1000);
  const training = { still: await frames(page, false), dragged: await frames(page, true) };
  const state = await page
    .getByText(/Epoch \d+ of/)
    .first()
    .textContent();
  const result = { idle, training, state };
  if (process.argv.includes("--json")) console.log(JSON.stringify(result));
  else {
    const line = ({ median, p95, worst }) => `median ${median} ms, p95 ${p95} ms, worst ${worst} ms`;
    console.log(`without training: still ${line(idle.still)}; canvas dragged ${line(idle.dragged)}`);
    console.log(`while it trains:  still ${line(training.still)}; canvas dragged ${line(training.dragged)}`);
    console.log(state);
  }
} finally {
  await app.close();
}

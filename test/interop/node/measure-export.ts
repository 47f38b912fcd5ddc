/** Exports one template in a process of its own and prints what that took: `measure-export TEMPLATE FORMAT [cancel]`. */
import { createHash } from "node:crypto";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { loadGraph } from "../../../cli/graph.ts";
import type { ExportFormat } from "../../../engine/targets/support/format-names.ts";
import { exportTargets } from "../../../engine/targets/support/formats.ts";
import { untrainedInput } from "../../../engine/training/export-input.ts";

const [, , template = "", format = "", mode = ""] = process.argv;

tf.registerBackend("cpu", () => new MathBackendCPU());
await tf.setBackend("cpu");
const document = loadGraph(template);
globalThis.gc?.();
const baseline = process.memoryUsage.rss();
const input = await untrainedInput(document, { withWeights: true });
const weightBytes = [...input.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
globalThis.gc?.();
const held = process.memoryUsage.rss();

const shares: number[] = [];
let buffers = 0;
let longestGapMs = 0;
let last = performance.now();
const note = (): void => {
  const now = performance.now();
  longestGapMs = Math.max(longestGapMs, now - last);
  last = now;
  buffers = Math.max(buffers, process.memoryUsage().arrayBuffers);
};
const controller = new AbortController();
const timer = setInterval(note, 5);
const started = performance.now();
let cancelled = false;
let bytes = 0;
try {
  const result = await exportTargets[format as ExportFormat].write({
    ...input,
    progress(done) {
      shares.push(done);
      note();
      if (mode === "cancel" && done >= 0.2) controller.abort();
    },
    signal: controller.signal,
  });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  note();
  // Somebody has to read every byte once.
  const hash = createHash("sha1");
  for (const { chunks } of result.value)
    for (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.byteLength;
    }
  hash.digest();
  note();
} catch (error) {
  if (!controller.signal.aborted) throw error;
  cancelled = true;
}
clearInterval(timer);
process.stdout.write(
  `${JSON.stringify({
    template,
    format,
    weightBytes,
    bytes,
    baseline,
    held,
    peak: process.resourceUsage().maxRSS * 1024,
    buffers,
    shares: shares.length,
    ms: Math.round(performance.now() - started),
    longestGapMs: Math.round(longestGapMs),
    cancelled,
  })}\n`,
);
process.exit(0);

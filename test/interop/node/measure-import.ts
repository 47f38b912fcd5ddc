/** Imports one file in a process of its own and prints what that took: `measure-import FILE [SHARD…]`. */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { loadGraph } from "../../../cli/graph.ts";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { importNetwork } from "../../../engine/import/open.ts";
import { importWeights } from "../../../engine/import/weights/read.ts";
import type { Weights } from "../../../engine/targets/weights/types.ts";

/** `maxRSS` begins with what the process that started this one had taken; the system's own mark does not. */
function peakBytes(): number {
  if (!existsSync("/proc/self/status")) return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

const [, , path = "", ...rest] = process.argv;
const onto = rest.find((one) => one.startsWith("onto="))?.slice(5);
const read = (file: string) => ({ name: basename(file), bytes: readFileSync(file) });

// Of a file of nothing, so that the code is loaded and its memory is in the baseline.
await importNetwork({ name: "empty.onnx", bytes: new Uint8Array(16) });
const analysis = onto === undefined ? null : createAnalyser().analyse(loadGraph(onto));
globalThis.gc?.();
const baseline = process.memoryUsage.rss();
let buffers = 0;
const first = read(path);
const more = rest.filter((one) => !one.startsWith("onto=")).map(read);
const fileBytes = [first, ...more].reduce((sum, { bytes }) => sum + bytes.length, 0);
const started = performance.now();

async function load(): Promise<Weights | null> {
  if (analysis !== null) {
    const match = importWeights(analysis, first);
    return match.ok ? match.value.weights : null;
  }
  const imported = await importNetwork(first, more);
  return imported.ok ? imported.value.weights : null;
}
const weights = await load();
buffers = Math.max(buffers, process.memoryUsage().arrayBuffers);
process.stdout.write(
  `${JSON.stringify({
    fileBytes,
    numbers: [...(weights ?? new Map()).values()].reduce((sum, { data }) => sum + data.length, 0),
    refused: weights === null,
    baseline,
    buffers,
    peak: peakBytes(),
    ms: Math.round(performance.now() - started),
  })}\n`,
);
process.exit(0);

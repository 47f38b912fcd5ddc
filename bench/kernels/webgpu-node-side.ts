/** One side of `webgpu-steps.mjs` in a process of its own: takes a step when told to, and says how long it took. */
import { findGpu } from "../../cli/backend/webgpu.ts";
import { openSide, type Way } from "./webgpu-side.ts";

const [way, network, batch] = process.argv.slice(2) as [Way, string, string?];
const side = await openSide(way, network, findGpu, batch === undefined ? undefined : Number(batch));
process.on("message", async () => {
  const started = performance.now();
  const loss = await side.step();
  process.send?.({ ms: performance.now() - started, loss, adapter: side.adapter });
});
process.send?.({ ready: true });

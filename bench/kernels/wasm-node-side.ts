/** A side of `wasm-browser.mjs` in a process of Node: acts when told to, and says how long it took. */
import { nodeWasmHost, wasmFolder } from "../../cli/backend/wasm.ts";
import { openSide, type Way } from "./wasm-side.ts";

const [way, network, threads] = process.argv.slice(2) as [Way, string, string];
const side = await openSide(way, network, nodeWasmHost(Number(threads)), `${wasmFolder()}/`);
process.on("message", async () => {
  const started = performance.now();
  await side.act();
  process.send?.({ ms: performance.now() - started });
});
process.send?.({ backend: side.backend });

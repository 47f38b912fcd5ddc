/** A worker that runs the self-test on the backend it is told, as the app's worker opens it. */
import { builtinCases } from "../../../engine/selftest/builtin.ts";
import { runSelftest } from "../../../engine/selftest/selftest.ts";
import { selectBackend } from "../../../engine/targets/tfjs/backend/select.ts";
import type { BackendChoice } from "../../../engine/targets/tfjs/backend/types.ts";
import { browserBackendPorts } from "../../../engine/worker/backend.ts";
import { browserWasmHost } from "../../../engine/worker/wasm-host.ts";

const WASM = Object.fromEntries(
  ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"].map((name) => [name, `/wasm/${name}`]),
);

self.addEventListener("message", async ({ data }: MessageEvent<BackendChoice>) => {
  const selected = await selectBackend(data, browserBackendPorts(browserWasmHost(WASM)));
  if (!selected.ok) {
    self.postMessage({ problems: selected.problems });
    return;
  }
  const { name, description, software, reason } = selected.value;
  const results = await runSelftest(builtinCases);
  self.postMessage({ name, description, software, reason, results });
});

/** Backends for tests: one of them a process, opened as the command line opens them. */
import { existsSync } from "node:fs";
import { nodeBackendPorts } from "../../cli/backend/index.ts";
import { selectBackend } from "../../engine/targets/tfjs/backend/select.ts";
import type { BackendName, SelectedBackend } from "../../engine/targets/tfjs/backend/types.ts";

/** Software drivers, the fastest first; used where no driver was chosen, so that results are alike everywhere. */
const DRIVERS = [
  "/usr/share/vulkan/icd.d/lvp_icd.json",
  "/usr/share/vulkan/icd.d/lvp_icd.x86_64.json",
  "/usr/lib/chromium/vk_swiftshader_icd.json",
];

function chooseDriver(): void {
  if (process.env.VK_ICD_FILENAMES !== undefined || process.env.VK_DRIVER_FILES !== undefined) return;
  const driver = DRIVERS.find((file) => existsSync(file));
  if (driver !== undefined) process.env.VK_ICD_FILENAMES = driver;
}

/**
 * Makes it current, or says why it cannot be had. `null` is allowed for webgpu alone: the others work everywhere. `threads`
 * for wasm: one, as tests run side by side.
 */
export async function openTestBackend(name: BackendName, threads = 1): Promise<SelectedBackend | null> {
  if (name === "webgpu") chooseDriver();
  const selected = await selectBackend(name, nodeBackendPorts(threads));
  if (selected.ok) return selected.value;
  const reason = selected.problems.map((found) => found.message).join(" ");
  if (name !== "webgpu") throw new Error(reason);
  console.warn(`skipped: WebGPU tests, because ${reason}`);
  return null;
}

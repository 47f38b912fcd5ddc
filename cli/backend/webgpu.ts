/** WebGPU in Node through Dawn (the optional package `webgpu`), on whatever Vulkan, Metal or Direct3D driver is there. */

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps the manifests of its Vulkan drivers (the loader's own search path). */
function driverFolders(): readonly string[] {
  const shared = (process.env.XDG_DATA_DIRS ?? "/usr/local/share:/usr/share").split(":");
  const own = process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share");
  return ["/etc", own, ...shared].map((folder) => join(folder, "vulkan", "icd.d"));
}

/** Without a driver Dawn would fill standard error before it finds no adapter. */
function mayHaveDriver(): boolean {
  if (process.platform !== "linux") return true;
  const { VK_ICD_FILENAMES, VK_DRIVER_FILES, VK_ADD_DRIVER_FILES } = process.env;
  if (VK_ICD_FILENAMES || VK_DRIVER_FILES || VK_ADD_DRIVER_FILES) return true;
  return driverFolders().some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

/** Puts `navigator.gpu` and WebGPU's constants among the globals, where tfjs looks for them as in a browser. */
export async function findGpu(): Promise<GPU> {
  if (globalThis.navigator?.gpu !== undefined) return globalThis.navigator.gpu;
  if (!mayHaveDriver()) throw new Error("no Vulkan driver is installed");
  const { create, globals } = await import("webgpu");
  const gpu = create([]);
  Object.assign(globalThis, globals);
  // Node 21 and later have a navigator without a GPU; older ones have none.
  if (globalThis.navigator === undefined) {
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  } else {
    Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
  }
  return gpu;
}

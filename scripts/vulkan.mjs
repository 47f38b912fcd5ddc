// Finds a Vulkan driver for WebGPU in Node: a software one serves the tests where there is no GPU.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
const swiftshader = ["/usr/lib/chromium/vk_swiftshader_icd.json"];

/** Driver manifests on this machine: lavapipe first, because it is the fastest of the software drivers. */
export function softwareDrivers() {
  const found = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => /lvp_icd/.test(file));
  return [...found, ...swiftshader.filter((file) => existsSync(file))];
}

/** Environment for a test process: the drivers a person chose, or the first software driver, so that results are alike everywhere. */
export function vulkanEnvironment() {
  if (process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES) return {};
  const [driver] = softwareDrivers();
  return driver === undefined ? {} : { VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver };
}

// Installs what the gate needs beyond npm: a browser for the end-to-end tests and a software Vulkan driver for WebGPU.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { canInstallPackages, ensureBrowser, installPackages } from "./browser.mjs";
import { softwareDrivers } from "./vulkan.mjs";

const { browser, reason } = ensureBrowser();
console.log(browser === undefined ? `no browser: ${reason}` : `browser: ${browser}`);

const hasLavapipe = () => softwareDrivers().some((file) => file.includes("lvp_icd"));
const backports = "/etc/apt/sources.list.d/layerloom-backports.list";

/** The mirror this machine already uses, so that no other host is asked. */
function debianMirror() {
  const files = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"].filter((file) =>
    existsSync(file),
  );
  return files
    .map((file) => /^(?:URIs:|deb)\s+(\S+)/m.exec(readFileSync(file, "utf8"))?.[1])
    .find((found) => found !== undefined);
}

function installLavapipe() {
  const release = /VERSION_CODENAME=(\w+)/.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  if (release !== "bookworm") return installPackages(["libvulkan1", "mesa-vulkan-drivers"]);
  // Bookworm's own Mesa (22) is too old for WebGPU in Node; its backports carry 25.
  const mirror = debianMirror();
  if (mirror !== undefined && !existsSync(backports)) {
    writeFileSync(backports, `deb ${mirror} bookworm-backports main\n`);
  }
  return installPackages(["libvulkan1", "mesa-vulkan-drivers"], ["-t", "bookworm-backports"]);
}

if (!hasLavapipe() && canInstallPackages() && existsSync("/etc/debian_version")) installLavapipe();
console.log(
  hasLavapipe()
    ? "software Vulkan driver: lavapipe"
    : "software Vulkan driver: none; tests on WebGPU will say that they skip",
);

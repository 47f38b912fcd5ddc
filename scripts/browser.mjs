// Finds a Chromium-based browser for the end-to-end tests, or installs Debian's where that is possible.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const fixed = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const onPath = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/** Path of a browser that is already there, or undefined. `LAYERLOOM_CHROMIUM` overrides the search. */
export function findBrowser() {
  const chosen = process.env.LAYERLOOM_CHROMIUM;
  if (chosen !== undefined && chosen !== "") return existsSync(chosen) ? chosen : undefined;
  return onPath() ?? fixed.find((file) => existsSync(file));
}

/** Whether Debian's package manager can be used without asking anybody. */
export const canInstallPackages = () =>
  process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Installs Debian packages; true where every one of them is there afterwards. */
export function installPackages(packages, options = []) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { env, stdio: ["ignore", "ignore", "inherit"] };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  return spawnSync("apt-get", ["install", "-y", "-qq", ...options, ...packages], quiet).status === 0;
}

/** Finds a browser, installing Debian's Chromium where there is none and it can be done; else the reason why not. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return { browser: found };
  if (!canInstallPackages()) {
    return {
      reason:
        "no Chromium, Chrome or Edge was found (set LAYERLOOM_CHROMIUM to the path of one; on Debian: apt-get install chromium)",
    };
  }
  console.log("Installing Debian's chromium for the end-to-end tests …");
  if (installPackages(["chromium"])) {
    const installed = findBrowser();
    if (installed !== undefined) return { browser: installed };
  }
  return { reason: "Debian's chromium could not be installed" };
}

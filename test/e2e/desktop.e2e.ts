/** The real desktop window, where Electron's binary and a display are there; otherwise the reason is printed. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron } from "playwright-core";
import { expect, it } from "vitest";
import { EVENTS, MESSAGES, REQUESTS } from "../../electron/contract.ts";
import { temporaryFolder } from "./support.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const pathFile = join(root, "node_modules/electron/path.txt");

function findBinary(): { readonly binary?: string; readonly reason: string } {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: "there is no display" };
  }
  if (!existsSync(pathFile)) return { reason: "Electron's binary has not been fetched (npm start does)" };
  return { binary: join(root, "node_modules/electron/dist", readFileSync(pathFile, "utf8")), reason: "" };
}
const { binary, reason } = findBinary();
if (binary === undefined) console.log(`the desktop window is not tested here: ${reason}`);

it.skipIf(binary === undefined)(
  "shows the gallery in a sandbox, with the bridge and nothing else of Node",
  async () => {
    const profile = temporaryFolder("desktop");
    const app = await _electron.launch({
      executablePath: binary ?? "",
      args: [root, `--user-data-dir=${profile}`],
    });
    const page = await app.firstWindow();
    await page.getByRole("button", { name: "LeNet-5 (book)", exact: true }).waitFor();
    expect(page.url()).toBe("app://layerloom/index.html");
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, "layerloom")).sort(),
      node: ["require", "process", "module"].filter((name) => name in window),
    }));
    expect(seen.bridge).toEqual(["platform", ...REQUESTS, ...MESSAGES, ...EVENTS].sort());
    expect(seen.node).toEqual([]);
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  },
);

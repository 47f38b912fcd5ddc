// Starts the editor: as a desktop window where Electron and a display are there, otherwise for a browser.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCli, buildElectron, buildRenderer } from "./lib/builds.mjs";
import { inRoot, root } from "./lib/root.mjs";

const hasDisplay =
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** The binary, or in one clause why there is none. The npm package comes without it and fetches it at its first run. */
function findElectron() {
  if (!hasDisplay) return { reason: "there is no display" };
  const folder = inRoot("node_modules/electron");
  if (!existsSync(folder)) return { reason: "the electron package is not installed" };
  const binary = binaryIn(folder);
  if (binary !== undefined) return { binary };
  const fetched = spawnSync(process.execPath, [join(folder, "install.js")], {
    cwd: folder,
    encoding: "utf8",
  });
  const afterwards = binaryIn(folder);
  if (afterwards !== undefined) return { binary: afterwards };
  const cause =
    `${fetched.stderr ?? ""}`
      .trim()
      .split("\n")
      .find((line) => /error/i.test(line)) ?? "no answer";
  return { reason: `Electron's binary is not there and cannot be fetched (${cause.trim()})` };
}

function binaryIn(folder) {
  const named = join(folder, "path.txt");
  if (!existsSync(named)) return undefined;
  const binary = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"),
    readFileSync(named, "utf8"),
  );
  return existsSync(binary) ? binary : undefined;
}

await buildRenderer({ quiet: true });
const { binary, reason } = findElectron();
if (binary === undefined) {
  console.log(`No desktop window: ${reason}. Serving the editor for a browser instead.`);
  await buildCli();
  const args = [inRoot("dist/cli/layerloom.mjs"), "serve", ...process.argv.slice(2)];
  follow(spawn(process.execPath, args, { stdio: "inherit", cwd: root }));
} else {
  await buildElectron();
  follow(spawn(binary, [root, ...process.argv.slice(2)], { stdio: "inherit", cwd: root }));
}

function follow(child) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

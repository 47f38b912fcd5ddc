// Builds what is stale: the command line, the interface, and the desktop window's own code.
import { buildCli, buildElectron, buildRenderer } from "./lib/builds.mjs";

const parts = [
  ["command line", buildCli],
  ["interface", buildRenderer],
  ["desktop window", buildElectron],
];
for (const [name, build] of parts) {
  const started = performance.now();
  const ran = await build();
  console.log(
    ran ? `built ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)` : `${name} is up to date`,
  );
}

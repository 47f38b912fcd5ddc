// The command line from a checkout: builds what is stale first and prints nothing of its own.
import { spawn } from "node:child_process";
import { buildCli, buildRenderer } from "./lib/builds.mjs";
import { inRoot } from "./lib/root.mjs";

const args = process.argv.slice(2);
await buildCli();
if (args[0] === "serve" && !args.includes("--help")) await buildRenderer({ quiet: true });

// A process of its own, so that options of Node and the exit code are those of the installed command.
const child = spawn(process.execPath, [...process.execArgv, inRoot("dist/cli/layerloom.mjs"), ...args], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
});

/** From the start of the command line to its first answer, beside Node with an empty program. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../paths.ts";
import { alternate, type BenchRow } from "./types.ts";

const ROUNDS = 9;

export async function benchStart(): Promise<readonly BenchRow[]> {
  const program = join(packageRoot(), "dist", "cli", "layerloom.mjs");
  const run = (args: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`The program ended with code ${status}: ${stderr}`);
  };
  const times = await alternate(
    ROUNDS,
    () => run([program, "summary", "lenet", "--json"]),
    () => run(["-e", "0"]),
  );
  return [
    { bench: "start", what: "the command line, to the summary of a network", ...times, peer: "Node alone" },
  ];
}

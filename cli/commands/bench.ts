import { cpus, totalmem } from "node:os";
import { Argument, type Command } from "commander";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { backendOption, openBackendFor } from "../backend/options.ts";
import { nodeThreads } from "../backend/wasm.ts";
import { benchEdit } from "../bench/edit.ts";
import type { BenchRow } from "../bench/types.ts";
import { formatTable, note, printJson, printLine } from "../output.ts";

const NAMES = ["edit", "predict", "step"] as const;
type BenchName = (typeof NAMES)[number];

export function registerBench(program: Command): void {
  program
    .command("bench")
    .addArgument(new Argument("[name]", "which one; all unless told").choices(NAMES))
    .description("the benchmarks, each with its peer beside it, measured in alternation")
    .option("--network <ids...>", "of the benchmark of steps, only these networks")
    .addOption(backendOption())
    .option("--json", "one JSON value")
    .action(bench);
}

async function bench(
  name: BenchName | undefined,
  options: { backend: BackendChoice; json?: boolean; network?: readonly string[] },
): Promise<void> {
  const wanted = name === undefined ? NAMES : [name];
  const rows: BenchRow[] = [];
  if (wanted.includes("edit")) rows.push(...(await benchEdit()));
  if (wanted.includes("predict") || wanted.includes("step")) {
    const backend = await openBackendFor(options.backend);
    if (wanted.includes("predict"))
      rows.push(...(await (await import("../bench/predict.ts")).benchPredict(backend)));
    if (wanted.includes("step")) {
      const { benchStep } = await import("../bench/step.ts");
      rows.push(...(await benchStep(backend, nodeThreads().count, options.network)));
    }
  }
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  if (options.json === true) {
    printJson({ machine, rows });
    return;
  }
  note(machine);
  printLine(formatTable(["what", "ours ms", "peer ms", "peer / ours", "peer"], rows.map(cells)));
  for (const { what, note: reason } of rows) if (reason !== undefined) note(`${what}: ${reason}`);
}

const cells = ({ what, oursMs, peerMs, peer }: BenchRow): readonly (string | number)[] => [
  what,
  oursMs.toFixed(2),
  peerMs === null ? "–" : peerMs.toFixed(2),
  peerMs === null ? "–" : (peerMs / oursMs).toFixed(2),
  peer,
];

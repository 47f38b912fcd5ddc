import { cpus, totalmem } from "node:os";
import { Argument, type Command } from "commander";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { backendOption, openBackendFor } from "../backend/options.ts";
import { nodeThreads } from "../backend/wasm.ts";
import { benchEdit } from "../bench/edit.ts";
import { benchStart } from "../bench/start.ts";
import type { BenchRow, MemoryRow } from "../bench/types.ts";
import { whole } from "../numbers.ts";
import { formatTable, note, printJson, printLine } from "../output.ts";

const NAMES = ["edit", "start", "predict", "step", "memory"] as const;
type BenchName = (typeof NAMES)[number];
interface BenchOptions {
  readonly backend: BackendChoice;
  readonly json?: boolean;
  readonly network?: readonly string[];
  readonly batch?: number;
}

export function registerBench(program: Command): void {
  program
    .command("bench")
    .addArgument(new Argument("[name]", "which one; all unless told").choices(NAMES))
    .description("the benchmarks, each with its peer beside it, measured in alternation")
    .option("--network <ids...>", "of the benchmarks of steps and memory, only these networks")
    .option("--batch <samples>", "of the benchmark of steps, instead of each network's own", whole(1))
    .addOption(backendOption())
    .option("--json", "one JSON value")
    .action(bench);
}

/** Those that need a backend load what computes when they are asked for. */
async function measure(wanted: readonly BenchName[], { backend: choice, network, batch }: BenchOptions) {
  const rows: BenchRow[] = [];
  const memory: MemoryRow[] = [];
  if (wanted.includes("edit")) rows.push(...(await benchEdit()));
  if (wanted.includes("start")) rows.push(...(await benchStart()));
  if (!wanted.some((name) => name === "predict" || name === "step" || name === "memory"))
    return { rows, memory };
  const backend = await openBackendFor(choice);
  if (wanted.includes("predict")) {
    rows.push(...(await (await import("../bench/predict.ts")).benchPredict(backend)));
  }
  if (wanted.includes("step")) {
    const { benchStep } = await import("../bench/step.ts");
    const threads = nodeThreads().count;
    rows.push(...(await benchStep({ backend, threads, ids: network, batch })));
  }
  if (wanted.includes("memory") && backend.name === "wasm") {
    memory.push(...(await (await import("../bench/memory.ts")).benchMemory(network)));
  } else if (wanted.includes("memory")) {
    note(`Memory is measured with wasm alone: ${backend.name} does not tell what it holds.`);
  }
  return { rows, memory };
}

async function bench(name: BenchName | undefined, options: BenchOptions): Promise<void> {
  const { rows, memory } = await measure(name === undefined ? NAMES : [name], options);
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  if (options.json === true) {
    printJson({ machine, rows, memory });
    return;
  }
  note(machine);
  if (rows.length > 0) {
    printLine(formatTable(["what", "ours ms", "peer ms", "peer / ours", "peer"], rows.map(cells)));
  }
  for (const { what, note: reason } of rows) if (reason !== undefined) note(`${what}: ${reason}`);
  if (memory.length === 0) return;
  if (rows.length > 0) printLine();
  printLine(formatTable(["what", "measured MB", "forecast MB"], memory.map(memoryCells)));
}

const memoryCells = ({ what, measuredMB, forecastMB }: MemoryRow): readonly string[] => [
  what,
  measuredMB.toFixed(1),
  forecastMB.toFixed(1),
];

const cells = ({ what, oursMs, peerMs, peer }: BenchRow): readonly (string | number)[] => [
  what,
  oursMs.toFixed(2),
  peerMs === null ? "–" : peerMs.toFixed(2),
  peerMs === null ? "–" : (peerMs / oursMs).toFixed(2),
  peer,
];

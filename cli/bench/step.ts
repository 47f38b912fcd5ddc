/**
 * One training step: beside PyTorch, where a Python with it is installed, on as many CPU threads or, for WebGPU on
 * hardware, with CUDA; and beside stock tfjs without our kernels, on WebGPU there and else on its plain backend.
 */
import { setTimeout as wait } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { selectBackend } from "../../engine/targets/tfjs/backend/select.ts";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { nodeBackendPorts } from "../backend/index.ts";
import { note, ProblemError } from "../output.ts";
import { analyseNetwork, type BenchNetwork, benchNetworks, gpuNetworks } from "./networks.ts";
import { findTorch, openTorch, type TorchDevice } from "./torch.ts";
import { createTrainer } from "./trainer.ts";
import { alternateTimed, type BenchRow, timed } from "./types.ts";

/** As many as take some seconds. */
const ROUNDS = { least: 3, most: 15, ms: 4_000 } as const;
/** Steps of some seconds each. */
const PLAIN = { id: "lenet-modern", batch: 64, rounds: 3 } as const;
/** PyTorch's threads look for work a while after a step, and would take it from the other's. */
const PAUSE_MS = 250;

export interface StepBench {
  readonly backend: OpenBackend;
  /** Of PyTorch: for a fair comparison as many as the backend has. */
  readonly threads: number;
  /** All networks unless told. */
  readonly ids?: readonly string[] | undefined;
  /** Samples a step; each network's own number unless told. */
  readonly batch?: number | undefined;
}

export async function benchStep({
  backend,
  threads,
  ids = [],
  batch,
}: StepBench): Promise<readonly BenchRow[]> {
  const python = findTorch();
  const rows: BenchRow[] = [];
  const add = (row: BenchRow): void => {
    rows.push(row);
    note(`${row.what}: ${row.oursMs.toFixed(1)} ms, ${row.peer} ${row.peerMs?.toFixed(1) ?? "–"} ms`);
  };
  const hardware = backend.name === "webgpu" && !backend.software;
  const device = hardware && python?.cuda ? "cuda" : "cpu";
  const chosen = chooseNetworks(hardware, ids, batch);
  for (const network of chosen) {
    add(await besideTorch(backend, network, python, { device, threads }));
    if (backend.name !== "webgpu") continue;
    const { besideStockKernels } = await import("./webgpu.ts");
    add(await besideStockKernels(backend, network));
  }
  if (backend.name === "wasm" && chosen.some(({ id }) => id === PLAIN.id)) add(await besidePlain(backend));
  return rows;
}

/** A name may have two batch sizes, one for hardware. */
function chooseNetworks(
  hardware: boolean,
  ids: readonly string[],
  batch: number | undefined,
): readonly BenchNetwork[] {
  const named = (list: readonly BenchNetwork[]) =>
    list.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const usual = named(benchNetworks);
  const large = named(gpuNetworks).filter(({ id }) => hardware || !usual.some((other) => other.id === id));
  const found = hardware || ids.length > 0 ? [...usual, ...large] : usual;
  if (batch === undefined) return found;
  return [...new Map(found.map((network) => [network.id, { ...network, batch }])).values()];
}

async function besideTorch(
  backend: OpenBackend,
  { id, batch }: BenchNetwork,
  python: ReturnType<typeof findTorch>,
  { device, threads }: { readonly device: TorchDevice; readonly threads: number },
): Promise<BenchRow> {
  const trainer = createTrainer(analyseNetwork(id), batch);
  const shape = trainer.inputShape;
  const torch = openTorch(python, { id, batch, shape, device, threads });
  const ours = async (): Promise<number> => {
    await wait(PAUSE_MS);
    return timed(trainer.step);
  };
  const about = {
    bench: "step",
    what: `${id}, batch ${batch}, SGD, ${backend.name} (${backend.description})`,
  };
  try {
    // The engine of WebAssembly makes its best code after some calls.
    for (let i = 0; i < 2; i++) await trainer.step();
    const fitting = Math.floor(ROUNDS.ms / (await timed(trainer.step)));
    const rounds = Math.min(ROUNDS.most, Math.max(ROUNDS.least, fitting));
    if (typeof torch === "string") {
      const { oursMs } = await alternateTimed(rounds, ours, async () => 0);
      return { ...about, oursMs, peer: "PyTorch, CPU", peerMs: null, note: torch };
    }
    const times = await alternateTimed(rounds, ours, torch.step);
    const where =
      device === "cuda"
        ? `CUDA (${python?.cuda}), float32`
        : `CPU, ${threads} thread${threads === 1 ? "" : "s"}`;
    const peer = `PyTorch ${torch.version}, ${where}`;
    return { ...about, ...times, peer };
  } finally {
    trainer.dispose();
    if (typeof torch !== "string") torch.close();
  }
}

async function besidePlain(backend: OpenBackend): Promise<BenchRow> {
  const { id, batch } = PLAIN;
  const analysis = analyseNetwork(id);
  const ours = createTrainer(analysis, batch);
  for (let i = 0; i < 3; i++) await ours.step();
  const opened = await selectBackend("cpu", nodeBackendPorts());
  if (!opened.ok) throw new ProblemError(opened.problems);
  const plain = createTrainer(analysis, batch);
  const on = async (name: string, step: () => Promise<number>): Promise<number> => {
    await tf.setBackend(name);
    return timed(step);
  };
  const times = await alternateTimed(
    PLAIN.rounds,
    () => on(backend.name, ours.step),
    () => on("cpu", plain.step),
  );
  plain.dispose();
  await tf.setBackend(backend.name);
  ours.dispose();
  const what = `${id}, batch ${batch}, SGD, ${backend.name} (${backend.description})`;
  return { bench: "step", what, ...times, peer: "stock tfjs, cpu" };
}

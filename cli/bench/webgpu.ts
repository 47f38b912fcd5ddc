/** One training step on WebGPU beside the same step by tfjs' stock kernels, in alternation in this process. */
import { registerWebgpuKernels } from "../../engine/kernels/webgpu/register.ts";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { analyseNetwork, type BenchNetwork } from "./networks.ts";
import { createTrainer } from "./trainer.ts";
import { alternateTimed, type BenchRow, timed } from "./types.ts";

const ROUNDS = 3;
/** Steps until our shaders are compiled and our step is recorded. */
const WARM = 3;

async function byStockKernels<T>(act: () => Promise<T>): Promise<T> {
  registerWebgpuKernels({ fast: false });
  try {
    return await act();
  } finally {
    registerWebgpuKernels();
  }
}

/** The stock side has our closed forms of batch norm and optimisers, which stock tfjs has not: `bench/kernels` measures that. */
export async function besideStockKernels(
  backend: OpenBackend,
  { id, batch }: BenchNetwork,
): Promise<BenchRow> {
  const analysis = analyseNetwork(id);
  const ours = createTrainer(analysis, batch);
  for (let i = 0; i < WARM; i++) await ours.step();
  const stock = await byStockKernels(async () => createTrainer(analysis, batch));
  try {
    const times = await alternateTimed(
      ROUNDS,
      () => timed(ours.step),
      () => byStockKernels(() => timed(stock.step)),
    );
    const what = `${id}, batch ${batch}, SGD, ${backend.name} (${backend.description})`;
    return { bench: "step", what, ...times, peer: `stock tfjs kernels, ${backend.name}` };
  } finally {
    ours.dispose();
    stock.dispose();
  }
}

/** The most memory that tensors take during a training step with wasm: measured, beside what was forecast. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { analyseNetwork, type BenchNetwork, benchNetworks } from "./networks.ts";
import { createTrainer } from "./trainer.ts";
import type { MemoryRow } from "./types.ts";

const MB = 1e6;

/**
 * The most bytes that the backend held at once. `tf.memory` counts a tensor's data once for each clone of it, the backend
 * has it once.
 */
export async function peakBytes(act: () => Promise<unknown>): Promise<number> {
  const wasm = tf.backend() as BackendWasm;
  const [move, disposeData] = [wasm.move.bind(wasm), wasm.disposeData.bind(wasm)];
  const bytesOf = (shape: number[], dtype: tf.DataType): number =>
    tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
  let [live, peak] = [tf.memory().numBytes, 0];
  wasm.move = (dataId, values, shape, dtype, refCount) => {
    move(dataId, values, shape, dtype, refCount);
    live += bytesOf(shape, dtype);
    peak = Math.max(peak, live);
  };
  wasm.disposeData = (dataId, force) => {
    const { shape, dtype } = wasm.dataIdMap.get(dataId);
    const gone = disposeData(dataId, force);
    if (gone) live -= bytesOf(shape, dtype);
    return gone;
  };
  try {
    await act();
  } finally {
    Object.assign(wasm, { move, disposeData });
  }
  return peak;
}

async function rowOf({ id, batch }: BenchNetwork): Promise<MemoryRow> {
  const analysis = analyseNetwork(id);
  const trainer = createTrainer(analysis, batch);
  await trainer.step();
  const peak = await peakBytes(trainer.step);
  trainer.dispose();
  return {
    bench: "memory",
    what: `${id}, batch ${batch}, SGD`,
    measuredMB: peak / MB,
    forecastMB: analysis.totals.trainingBytes(batch, 0) / MB,
  };
}

/** Of all networks, or of those named. */
export async function benchMemory(ids: readonly string[] = []): Promise<readonly MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const network of benchNetworks) {
    if (ids.length === 0 || ids.includes(network.id)) rows.push(await rowOf(network));
  }
  return rows;
}

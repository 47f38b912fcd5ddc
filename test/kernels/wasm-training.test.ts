/** Training with our SIMD module beside training with stock kernels composed: the same losses. */
import { afterAll, describe, expect, test, vi } from "vitest";
import { analyseNetwork } from "../../cli/bench/networks.ts";
import { createTrainer } from "../../cli/bench/trainer.ts";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { openTestBackend } from "../support/backends.ts";

vi.setConfig({ testTimeout: 60_000 });
const STEPS = 20;
const backend = await openTestBackend("wasm", 2);
afterAll(() => backend?.dispose());

async function losses(id: string, batch: number, simd: boolean): Promise<readonly number[]> {
  registerWasmKernels({ simd });
  const trainer = createTrainer(analyseNetwork(id), batch);
  const found: number[] = [];
  for (let i = 0; i < STEPS; i++) found.push(await trainer.step());
  trainer.dispose();
  return found;
}

describe("twenty losses within 1e-4 of those of stock kernels", () => {
  test.each([
    ["lenet-modern", 32],
    ["small-resnet", 8],
    ["small-densenet", 8],
  ])("%s", async (id, batch) => {
    const [ours, stock] = [await losses(id, batch, true), await losses(id, batch, false)];
    expect(ours).toHaveLength(STEPS);
    for (const [i, loss] of stock.entries()) {
      const away = Math.abs((ours[i] ?? Number.NaN) - loss);
      expect(away / Math.max(1, Math.abs(loss)), `step ${i}`).toBeLessThan(1e-4);
    }
  });
});

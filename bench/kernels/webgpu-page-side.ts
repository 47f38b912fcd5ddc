/** One side of `webgpu-steps.mjs` in a page of its own. */
import { openSide, type Side, type Way } from "./webgpu-side.ts";

declare global {
  interface Window {
    open_side(way: Way, network: string, batch?: number): Promise<string>;
    take_step(): Promise<{ readonly ms: number; readonly loss: number }>;
  }
}

let side: Side | null = null;
window.open_side = async (way, network, batch) => {
  side = await openSide(way, network, async () => navigator.gpu, batch);
  return side.adapter;
};
window.take_step = async () => {
  if (side === null) throw new Error("No side is open.");
  const started = performance.now();
  const loss = await side.step();
  return { ms: performance.now() - started, loss };
};

/** Sums of a product's parts, in their order: the same result every time. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output, sizeOf, view } from "./dispatch.ts";
import { declare, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

const WIDTH = 64;

/** Parts of `size` elements that one binding may hold. */
export const mostParts = (backend: WebGPUBackend, size: number): number =>
  Math.max(1, Math.floor(backend.device.limits.maxStorageBufferBindingSize / (4 * size)));

/** `[parts, …shape]` to `shape`. Takes `parts` over. */
export function addParts(backend: WebGPUBackend, parts: TensorInfo, shape: readonly number[]): TensorInfo {
  const [count = 1] = parts.shape;
  if (count === 1) {
    const whole = view(backend, parts, shape);
    backend.disposeData(parts.dataId);
    return whole;
  }
  const size = sizeOf(shape);
  const vector = size % 4 === 0;
  const elements = vector ? size / 4 : size;
  const sum = output(backend, shape);
  dispatch(backend, {
    key: `addParts ${vector} ${count} ${elements}`,
    code: () => `
${declare([written("sum", vector), vectors("parts", vector)])}
${flatMain(
  WIDTH,
  String(elements),
  `var total = parts[index];
  for (var i = 1; i < ${count} + zero; i++) { total += parts[i * ${elements} + index]; }
  sum[index] = total;`,
)}`,
    bindings: [sum, parts],
    workgroups: flatGrid(elements, WIDTH),
  });
  backend.disposeData(parts.dataId);
  return sum;
}

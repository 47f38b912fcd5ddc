/** Sums of a product's parts, in their order: the same result every time. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Activation, activationCode, activationKey } from "./activation.ts";
import { dispatch, output, sizeOf, view } from "./dispatch.ts";
import { declare, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

const WIDTH = 64;

/** Parts of `size` elements that one binding may hold. */
export const mostParts = (backend: WebGPUBackend, size: number): number =>
  Math.max(1, Math.floor(backend.device.limits.maxStorageBufferBindingSize / (4 * size)));

/** What follows a product: a bias for each column, and an activation. */
export interface Epilogue {
  /** `[columns]`, the last axis of the product. */
  readonly bias: TensorInfo | null;
  readonly activation: Activation | null;
}
export const NO_EPILOGUE: Epilogue = { bias: null, activation: null };
export const epilogueKey = ({ bias, activation }: Epilogue): string =>
  `${bias !== null} ${activationKey(activation)}`;

/** `[parts, …shape]` to `shape`. Takes `parts` over; where there is one part, whoever made it has added the epilogue. */
export function addParts(
  backend: WebGPUBackend,
  parts: TensorInfo,
  shape: readonly number[],
  after: Epilogue = NO_EPILOGUE,
): TensorInfo {
  const [count = 1] = parts.shape;
  if (count === 1) {
    const whole = view(backend, parts, shape);
    backend.disposeData(parts.dataId);
    return whole;
  }
  const size = sizeOf(shape);
  const width = shape[shape.length - 1] ?? 1;
  const vector = (after.bias === null ? size : width) % 4 === 0;
  const elements = vector ? size / 4 : size;
  const sum = output(backend, shape);
  dispatch(backend, {
    key: `addParts ${vector} ${count} ${elements} ${after.bias === null ? "" : width} ${epilogueKey(after)}`,
    code: () => `
${declare([written("sum", vector), vectors("parts", vector), ...(after.bias === null ? [] : [vectors("bias", vector)])])}
${activationCode(after.activation, vector)}
${flatMain(
  WIDTH,
  String(elements),
  `var total = parts[index];
  for (var i = 1; i < ${count} + zero; i++) { total += parts[i * ${elements} + index]; }
  ${after.bias === null ? "" : `total += bias[index % ${vector ? width / 4 : width}];`}
  sum[index] = activate(total);`,
)}`,
    bindings: [sum, parts, ...(after.bias === null ? [] : [after.bias])],
    workgroups: flatGrid(elements, WIDTH),
  });
  backend.disposeData(parts.dataId);
  return sum;
}

/** Tensors beyond what one binding may hold, taken a window at a time: weights of large dense layers. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf, WINDOW_STEP, type Window } from "./dispatch.ts";

const bindingElements = ({ device }: Pick<WebGPUBackend, "device">): number =>
  device.limits.maxStorageBufferBindingSize / 4;

export const isLarge = (backend: WebGPUBackend, { shape }: Pick<TensorInfo, "shape">): boolean =>
  sizeOf(shape) > bindingElements(backend);

/** Rows of a matrix with where they begin. */
export interface Rows extends Window {
  readonly firstRow: number;
}

/** A matrix `[rows, columns]` as windows of as many whole rows as fit. */
export function rowWindows(backend: WebGPUBackend, x: TensorInfo): readonly Rows[] {
  const [rows = 0, columns = 0] = x.shape.slice(-2);
  const most = Math.floor(bindingElements(backend) / columns / WINDOW_STEP) * WINDOW_STEP;
  if (most === 0) throw new Error(`A row of ${columns} numbers is beyond what this device can bind.`);
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => {
    const firstRow = i * most;
    const shape = [Math.min(most, rows - firstRow), columns];
    return { dataId: x.dataId, dtype: x.dtype, shape, firstRow, firstElement: firstRow * columns };
  });
}

/** All elements, in windows that are vectors; the tensor itself where it can be bound as a whole. */
export function windows(backend: WebGPUBackend, x: TensorInfo): readonly (TensorInfo | Window)[] {
  if (!isLarge(backend, x)) return [x];
  const [size, most] = [sizeOf(x.shape), Math.floor(bindingElements(backend) / WINDOW_STEP) * WINDOW_STEP];
  return Array.from({ length: Math.ceil(size / most) }, (_, i) => {
    const firstElement = i * most;
    return { dataId: x.dataId, dtype: x.dtype, shape: [Math.min(most, size - firstElement)], firstElement };
  });
}

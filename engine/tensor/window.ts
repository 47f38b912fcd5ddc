/** Arithmetic of a window sliding along one axis. */

export interface WindowAxis {
  /** Size of the input along this axis. */
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  /** Padding on each of the two sides. */
  readonly padding: number;
  readonly dilation: number;
  /** Round up (pooling's `ceil`), dropping a last window that would start in the padding, as PyTorch does. */
  readonly ceil?: boolean;
}

/** Extent of a dilated kernel: `d(k-1) + 1`. */
export const dilatedExtent = (kernel: number, dilation: number): number => dilation * (kernel - 1) + 1;

/**
 * Number of window positions: `floor((n + 2p - d(k-1) - 1) / s) + 1`
 * (https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html). Below 1 the window does not fit.
 */
export function windowOutput({ size, kernel, stride, padding, dilation, ceil = false }: WindowAxis): number {
  const span = size + 2 * padding - dilatedExtent(kernel, dilation);
  if (span < 0 && !ceil) return 0;
  if (!ceil) return Math.floor(span / stride) + 1;
  const rounded = Math.ceil(span / stride) + 1;
  return (rounded - 1) * stride >= size + padding ? rounded - 1 : rounded;
}

/** Output size of a transposed convolution: `(n-1)s - 2p + d(k-1) + outputPadding + 1`. */
export const transposedOutput = (axis: WindowAxis & { readonly outputPadding: number }): number =>
  (axis.size - 1) * axis.stride -
  2 * axis.padding +
  dilatedExtent(axis.kernel, axis.dilation) +
  axis.outputPadding;

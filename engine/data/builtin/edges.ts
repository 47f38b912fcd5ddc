/**
 * `builtin:edges`: one image and its vertical edges, for learning a 1×2 kernel by gradient descent. The image is 6×8, ones
 * with columns 2 to 5 zero; the target is its cross-correlation with [1, -1], so 1 where white turns black and -1 back.
 */
export const EDGES_HEIGHT = 6;
export const EDGES_WIDTH = 8;
export const EDGES_KERNEL = [1, -1] as const;

/** `6 × 8` values, row by row. */
export const edgesImage = (): Float32Array =>
  Float32Array.from({ length: EDGES_HEIGHT * EDGES_WIDTH }, (_, at) => {
    const column = at % EDGES_WIDTH;
    return column >= 2 && column <= 5 ? 0 : 1;
  });

/** `6 × 7` values: the image under the kernel. */
export function edgesTarget(): Float32Array {
  const image = edgesImage();
  const width = EDGES_WIDTH - 1;
  return Float32Array.from({ length: EDGES_HEIGHT * width }, (_, at) => {
    const left = Math.floor(at / width) * EDGES_WIDTH + (at % width);
    return EDGES_KERNEL[0] * (image[left] as number) + EDGES_KERNEL[1] * (image[left + 1] as number);
  });
}

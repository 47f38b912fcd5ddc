/** `Slice` without the copy of the whole tensor that the stock kernel makes first: a split costs one pass. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { copyRun } from "./copies.ts";
import { composed, type WasmKernel } from "./heap.ts";

/** Runs of elements that lie side by side in the source are copied at once; any rank. */
function copyBox(
  source: Float32Array,
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
  out: Float32Array,
): void {
  const strides = tf.util.computeStrides([...shape]).concat(1);
  // Axes that are taken whole behind the last one that is cut belong to the run.
  let last = shape.length - 1;
  while (last > 0 && size[last] === shape[last]) last--;
  const run = (size[last] ?? 1) * (strides[last] ?? 1);
  const start = (begin[last] ?? 0) * (strides[last] ?? 1);
  let to = 0;
  const visit = (axis: number, from: number): void => {
    if (axis >= last) {
      copyRun(source, from + start, out, to, run);
      to += run;
      return;
    }
    const [first, count, stride] = [begin[axis] ?? 0, size[axis] ?? 1, strides[axis] ?? 1];
    for (let i = first; i < first + count; i++) visit(axis + 1, from + i * stride);
  };
  visit(0, 0);
}

/** `stock` serves other types than float32. */
export const slice = (stock: WasmKernel): WasmKernel => {
  const floats = composed((c, { inputs, attrs }) => {
    const { x } = inputs as { x: TensorInfo };
    const [begin, size] = tf.slice_util.parseSliceParams(
      x as tf.Tensor,
      attrs.begin as unknown as number[],
      attrs.size as unknown as number[],
    );
    return c.create(size, (out) => copyBox(c.floats(x), x.shape, begin, size, out));
  });
  return (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    const empty = x.shape.length === 0 || x.shape.includes(0);
    return x.dtype === "float32" && !empty ? floats(call) : stock(call);
  };
};

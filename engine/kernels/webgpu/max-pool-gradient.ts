/** `MaxPoolGrad`: the stock kernel gives the gradient to the last maximum of a window, PyTorch to the first. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { flatProgram, type WebgpuKernel } from "./program.ts";

type Four = [number, number, number, number];

/** Sums the gradients of the windows whose maximum this pixel is, and in which no earlier pixel is as large. */
const CODE = `
  let value = getX(coords[0], coords[1], coords[2], coords[3]);
  let at = coords.yz + uniforms.pads;
  let first = max(vec2<i32>(0), (at - uniforms.window + uniforms.strides) / uniforms.strides);
  let last = min(uniforms.windows - 1, at / uniforms.strides);
  var sum = 0.0;
  for (var oy = first.x; oy <= last.x; oy++) {
    for (var ox = first.y; ox <= last.y; ox++) {
      if (value != getY(coords[0], oy, ox, coords[3])) { continue; }
      let corner = vec2<i32>(oy, ox) * uniforms.strides - uniforms.pads;
      let begin = max(corner, vec2<i32>(0));
      let end = min(corner + uniforms.window, uniforms.image);
      var earlier = false;
      for (var y = begin.x; y <= coords[1]; y++) {
        let stop = select(end.y, coords[2], y == coords[1]);
        for (var x = begin.y; x < stop; x++) {
          earlier = earlier || getX(coords[0], y, x, coords[3]) == value;
        }
      }
      if (!earlier) { sum += getDy(coords[0], oy, ox, coords[3]); }
    }
  }
  setOutputAtIndex(index, sum);
`;

export const maxPoolGradient: WebgpuKernel = ({ inputs, attrs, backend }) => {
  const { dy, input, output } = inputs as { dy: TensorInfo; input: TensorInfo; output: TensorInfo };
  const g = tf.backend_util.computePool2DInfo(
    input.shape as Four,
    attrs.filterSize as unknown as [number, number],
    attrs.strides as unknown as [number, number],
    1,
    attrs.pad as unknown as "valid",
    attrs.dimRoundingMode as unknown as "floor",
  );
  const pair = (height: number, width: number) => ({ type: "int32", data: [height, width] });
  const program = flatProgram({
    key: "layerloomMaxPoolGradient",
    variables: ["x", "y", "dy"],
    uniforms:
      "strides : vec2<i32>, pads : vec2<i32>, window : vec2<i32>, windows : vec2<i32>, image : vec2<i32>,",
    outputShape: input.shape,
    code: CODE,
  });
  return backend.runWebGPUProgram(program, [input, output, dy], "float32", [
    pair(g.strideHeight, g.strideWidth),
    pair(g.padInfo.top, g.padInfo.left),
    pair(g.filterHeight, g.filterWidth),
    pair(g.outHeight, g.outWidth),
    pair(g.inHeight, g.inWidth),
  ]);
};

/** The measured networks as `tf.layers` writes them, with its own batch norm. */
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import * as tfl from "@tensorflow/tfjs-layers";

type Step = (x: SymbolicTensor) => SymbolicTensor;
const run =
  (...steps: readonly Step[]): Step =>
  (x) =>
    steps.reduce((value, step) => step(value), x);
const on =
  (layer: { apply(x: SymbolicTensor): unknown }): Step =>
  (x) =>
    layer.apply(x) as SymbolicTensor;

const relu: Step = (x) => on(tfl.layers.reLU())(x);
const norm: Step = (x) => on(tfl.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }))(x);
const dense =
  (units: number): Step =>
  (x) =>
    on(tfl.layers.dense({ units }))(x);
const conv =
  (filters: number): Step =>
  (x) =>
    on(tfl.layers.conv2d({ filters, kernelSize: 3, padding: "same", useBias: false }))(x);

const lenet: Step = run(
  (x) => on(tfl.layers.conv2d({ filters: 6, kernelSize: 5, padding: "same" }))(x),
  relu,
  (x) => on(tfl.layers.maxPooling2d({ poolSize: 2, strides: 2 }))(x),
  (x) => on(tfl.layers.conv2d({ filters: 16, kernelSize: 5 }))(x),
  relu,
  (x) => on(tfl.layers.maxPooling2d({ poolSize: 2, strides: 2 }))(x),
  (x) => on(tfl.layers.flatten())(x),
  dense(120),
  relu,
  dense(84),
  relu,
  dense(10),
);

const block: Step = (x) => {
  const inner = run(conv(64), norm, relu, conv(64), norm)(x);
  return relu(tfl.layers.add().apply([inner, x]) as SymbolicTensor);
};
const residual: Step = run(
  conv(64),
  norm,
  relu,
  block,
  block,
  (x) => on(tfl.layers.globalAveragePooling2d({}))(x),
  dense(10),
);

/** By the name of the network in `small-networks.ts`. */
export function stockModel(name: string): LayersModel {
  const shape = name === "LeNet" ? [28, 28, 1] : [32, 32, 3];
  const inputs = tfl.input({ shape });
  return tfl.model({ inputs, outputs: (name === "LeNet" ? lenet : residual)(inputs) });
}

/**
 * Training steps on WebGPU in one of two ways, for Node and for a browser's page: by this engine, or by stock tfjs with
 * `tf.layers` and its own optimiser. Each way has a process or a page to itself, as both change tfjs' registries.
 */
import * as tf from "@tensorflow/tfjs-core";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { webgpuPort } from "../../engine/worker/backend.ts";
import { optimizerSettings } from "../../test/training/settings.ts";
import { type SmallNetwork, smallNetworks } from "./small-networks.ts";
import { stockModel } from "./stock-models.ts";

export type Way = "ours" | "stock";
export interface Side {
  readonly adapter: string;
  /** Takes one step to its end; the loss before it. */
  step(): Promise<number>;
}

const CLASSES = 10;

function imagesOf({ batch, input }: SmallNetwork): { pixels: Float32Array; labels: Int32Array } {
  const random = createRandom(3, "bench");
  const size = batch * input[0] * input[1] * input[2];
  return {
    pixels: Float32Array.from({ length: size }, () => random.normal()),
    labels: Int32Array.from({ length: batch }, (_, i) => i % CLASSES),
  };
}

function ourStep(network: SmallNetwork): () => Promise<number> {
  const model = buildModel({ ...network.graph, seed: 1 });
  const optimizer = createOptimizer(optimizerSettings());
  const classes = Array.from({ length: CLASSES }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const refused = (reason: string): never => {
    throw new Error(reason);
  };
  const stepper = createStepper({ model, optimizer, objective, clipNorm: 0, onRefusal: refused });
  const indices = Int32Array.from({ length: network.batch }, (_, i) => i);
  const batch = { epoch: 0, step: 0, count: network.batch, indices, ...imagesOf(network) };
  return async () => {
    const taken = await stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step: 0 } });
    const [outcome] = [...taken, ...(await stepper.drain())];
    return outcome?.loss ?? Number.NaN;
  };
}

function stockStep(network: SmallNetwork): () => Promise<number> {
  const model = stockModel(network.name);
  const optimizer = tf.train.sgd(0.01);
  const { pixels, labels } = imagesOf(network);
  const [channels, height, width] = network.input;
  const x = tf.tensor4d(pixels, [network.batch, height, width, channels]);
  const y = tf.oneHot(tf.tensor1d(labels, "int32"), CLASSES);
  return async () => {
    const loss = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar,
      true,
    );
    const [value = Number.NaN] = (await loss?.data()) ?? [];
    loss?.dispose();
    return value;
  };
}

/** `findGpu` as `webgpuPort` wants it; the network's own batch unless told. */
export async function openSide(
  way: Way,
  id: string,
  findGpu: () => Promise<GPU>,
  batch?: number,
): Promise<Side> {
  const found = smallNetworks[id]?.();
  if (found === undefined) throw new Error(`Networks are ${Object.keys(smallNetworks).join(", ")}.`);
  const opened = await webgpuPort(findGpu, { fast: way === "ours" }).open();
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(" "));
  opened.value.onError((message) => {
    throw new Error(message);
  });
  const network = batch === undefined ? found : { ...found, batch };
  const step = way === "ours" ? ourStep(network) : stockStep(network);
  return { adapter: opened.value.description, step };
}

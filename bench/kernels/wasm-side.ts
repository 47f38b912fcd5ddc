/**
 * What `wasm-browser.mjs` times, in a process of Node or in a worker of a page: training steps and inference by this engine,
 * and by stock tfjs with `tf.layers`. Each way has a process or a worker to itself, as each changes tfjs' registries.
 */
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { cpuPort, type WasmHost, wasmPort } from "../../engine/worker/backend.ts";
import { optimizerSettings } from "../../test/training/settings.ts";
import { type SmallNetwork, smallNetworks } from "./small-networks.ts";
import { stockModel } from "./stock-models.ts";

export type Way = "train" | "train-plain" | "infer" | "infer-stock";
export interface Side {
  readonly backend: string;
  /** Acts once and waits for the result. */
  act(): Promise<void>;
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

async function opened(port: ReturnType<typeof wasmPort>): Promise<OpenBackend> {
  const found = await port.open();
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join(" "));
  return found.value;
}

const imageTensor = (network: SmallNetwork): tf.Tensor4D => {
  const [channels, height, width] = network.input;
  return tf.tensor4d(imagesOf(network).pixels, [network.batch, height, width, channels]);
};

/** Forward, and the values read. */
const inference = (run: () => tf.Tensor) => async (): Promise<void> => {
  const output = tf.tidy(run);
  await output.data();
  output.dispose();
};

function trainOurs(network: SmallNetwork): Side["act"] {
  const model = buildModel({ ...network.graph, seed: 1 });
  const optimizer = createOptimizer(optimizerSettings());
  const classes = Array.from({ length: CLASSES }, (_, i) => String(i));
  const objective = { loss: "cross-entropy", labelSmoothing: 0, task: "classification", classes } as const;
  const stepper = createStepper({ model, optimizer, objective, clipNorm: 0 });
  const indices = Int32Array.from({ length: network.batch }, (_, i) => i);
  const batch = { epoch: 0, step: 0, count: network.batch, indices, ...imagesOf(network) };
  return async () => {
    await stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step: 0 } });
    await stepper.drain();
  };
}

function trainStock(network: SmallNetwork): Side["act"] {
  const model = stockModel(network.name);
  const optimizer = tf.train.sgd(0.01);
  const x = imageTensor(network);
  const y = tf.oneHot(tf.tensor1d(imagesOf(network).labels, "int32"), CLASSES);
  return async () => {
    const loss = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar,
      true,
    );
    await loss?.data();
    loss?.dispose();
  };
}

/** `folder` is where tfjs finds its binaries. */
export async function openSide(way: Way, id: string, host: WasmHost, folder: string): Promise<Side> {
  const network = smallNetworks[id]?.();
  if (network === undefined) throw new Error(`Networks are ${Object.keys(smallNetworks).join(", ")}.`);
  if (way === "train" || way === "infer") {
    const { description } = await opened(wasmPort(host));
    if (way === "train") return { backend: description, act: trainOurs(network) };
    const model = buildModel({ ...network.graph, seed: 1 });
    const x = imageTensor(network);
    const act = inference(() => model.forward(x, { training: false }).logits);
    return { backend: description, act };
  }
  if (way === "train-plain") {
    const { description } = await opened(cpuPort());
    return { backend: `stock tfjs, ${description}`, act: trainStock(network) };
  }
  const threads = host.threads().count;
  setWasmPaths(folder);
  setThreadsCount(threads);
  await tf.setBackend("wasm");
  const model = stockModel(network.name);
  const x = imageTensor(network);
  return {
    backend: `stock tfjs-wasm, ${threads} threads`,
    act: inference(() => model.predict(x) as tf.Tensor),
  };
}

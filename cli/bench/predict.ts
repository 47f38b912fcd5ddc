/** Inference of one image: our executor beside the exported model in stock tf.layers, on the same backend. */
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import type { OpenBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { loadSource } from "../export/source.ts";
import { ProblemError } from "../output.ts";
import { alternate, type BenchRow } from "./types.ts";

const ROUNDS = 15;
const MODELS = ["lenet-modern", "small-resnet", "torchvision-squeezenet1_1"];

async function stockModel(id: string): Promise<Awaited<ReturnType<typeof loadLayersModel>>> {
  const written = await layersModelTarget.write(await loadSource(id, 1, true));
  if (!written.ok) throw new ProblemError(written.problems);
  const [topology, ...shards] = written.value;
  if (topology === undefined) throw new Error(`The export of ${id} is empty.`);
  const json = JSON.parse(new TextDecoder().decode(fileBytes(topology))) as {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
  };
  const weightData = shards.map((shard) => fileBytes(shard).slice().buffer);
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  return loadLayersModel(tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs, weightData }));
}

export async function benchPredict(backend: OpenBackend): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const id of MODELS) {
    const { analysis } = await loadSource(id, 1, true);
    const ours = buildModel({ expanded: analysis.expanded, shapes: analysis.shapes, seed: 1 });
    const stock = await stockModel(id);
    const [channels = 1, height = 1, width = 1] = ours.inputShape;
    const x = tf.randomNormal([1, height, width, channels], 0, 1, "float32", 1);
    const read = async (run: () => tf.Tensor): Promise<void> => {
      const output = tf.tidy(run);
      await output.data();
      output.dispose();
    };
    const { oursMs, peerMs } = await alternate(
      ROUNDS,
      () => read(() => ours.forward(x, { training: false }).logits),
      () => read(() => stock.predict(x) as tf.Tensor),
    );
    rows.push({
      bench: "predict",
      what: `${id}, one image, ${backend.name}`,
      oursMs,
      peer: `stock tf.layers, ${backend.name}`,
      peerMs,
    });
    x.dispose();
    ours.dispose();
    stock.dispose();
  }
  return rows;
}

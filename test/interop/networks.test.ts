/** Every template beside the same network in PyTorch: the same random weights and input, the same logits. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeBackendPorts } from "../../cli/backend/index.ts";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { selectBackend } from "../../engine/targets/tfjs/backend/select.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import type { Model, WeightArray } from "../../engine/targets/tfjs/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { readTemplate, templateIds } from "../templates/templates.ts";
import { findPython, present } from "./python.ts";

const python = findPython("torch", "numpy");

/** Its only layer is covered by the operations' own tests. */
const models = templateIds("models").filter((id) => id !== "learn-a-kernel");
const folders: string[] = [];

beforeAll(async () => {
  const selected = await selectBackend("wasm", nodeBackendPorts());
  if (!selected.ok) throw new Error(selected.problems[0]?.message);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Random batch-norm statistics and scales, so that nothing multiplies by one or adds zero. */
function stir(weights: ReadonlyMap<string, WeightArray>): ReadonlyMap<string, WeightArray> {
  return new Map(
    [...weights].map(([path, { shape, data }]) => {
      const random = createRandom(7, path);
      const isNorm = weights.has(path.replace(/\.[^.]+$/, ".running_mean"));
      if (!isNorm) return [path, { shape, data }] as const;
      const centre = path.endsWith("weight") || path.endsWith("running_var") ? 1 : 0;
      return [path, { shape, data: data.map(() => centre + 0.2 * (random.next() - 0.5)) }] as const;
    }),
  );
}

const toChannelsFirst = (x: tf.Tensor): Float32Array =>
  tf.tidy(() => (x.rank === 4 ? tf.transpose(x, [0, 3, 1, 2]) : x).dataSync<"float32">());

function logitsOf(model: Model, x: tf.Tensor, training: boolean): Float32Array {
  return tf.tidy(() => {
    const { logits, applyUpdates } = model.forward(x, { training });
    applyUpdates();
    return logits.dataSync<"float32">();
  });
}

const floats = (file: string): Float32Array => {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

/** Largest difference over the largest reference value. */
function relativeError(ours: Float32Array, reference: Float32Array): number {
  expect(ours.length).toBe(reference.length);
  const largest = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return (
    ours.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (reference[i] as number))), 0) / largest
  );
}

describe.skipIf(python === null)("templates in PyTorch", () => {
  it.each(models)("%s", { timeout: 600_000 }, async (id) => {
    const { expanded, shapes } = createAnalyser().analyse(withoutDropout(id));
    const model = buildModel({ expanded, shapes, seed: 3 });
    model.writeWeights(stir(await model.readWeights()));
    const weights = await model.readWeights();
    const [channels = 1, height = 1, width = 1] = model.inputShape;
    const large = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0) > 3e7;
    const batch = large ? 1 : 2;
    const random = createRandom(11, id);
    const x = tf.tensor4d(
      Float32Array.from({ length: batch * height * width * channels }, () => random.normal()),
      [batch, height, width, channels],
    );

    const folder = mkdtempSync(join(tmpdir(), "layerloom-interop-"));
    folders.push(folder);
    let offset = 0;
    const entries = [...weights].map(([path, { shape, data }]) => {
      const entry = { path, shape, offset };
      offset += data.length;
      return entry;
    });
    const packed = new Float32Array(offset);
    for (const { path, offset: at } of entries) packed.set(weights.get(path)?.data ?? [], at);
    writeFileSync(join(folder, "weights.bin"), packed);
    writeFileSync(join(folder, "input.bin"), toChannelsFirst(x));
    const request = { weights: entries, input: [batch, channels, height, width] };
    writeFileSync(join(folder, "request.json"), JSON.stringify(request));
    const script = join(import.meta.dirname, "networks", "compare.py");
    present(python).run(script, [id, folder]);

    const inference = relativeError(logitsOf(model, x, false), floats(join(folder, "eval.bin")));
    const training = relativeError(logitsOf(model, x, true), floats(join(folder, "train.bin")));
    const after = await model.readWeights();
    const running = entries.filter(({ path }) => path.includes("running_"));
    const statistics = Float32Array.from(running.flatMap(({ path }) => [...(after.get(path)?.data ?? [])]));
    const buffers = running.length === 0 ? 0 : relativeError(statistics, floats(join(folder, "running.bin")));
    x.dispose();
    model.dispose();
    rmSync(folder, { recursive: true, force: true });
    console.log(
      `${id}: inference ${inference.toExponential(1)}, training ${training.toExponential(1)}, statistics ${buffers.toExponential(1)}`,
    );
    expect(inference).toBeLessThanOrEqual(1e-4);
    expect(training).toBeLessThanOrEqual(1e-4);
    expect(buffers).toBeLessThanOrEqual(1e-4);
  });
});

/** The template with its dropouts muted: the two sides draw other random numbers. */
function withoutDropout(id: string) {
  const document = readTemplate("models", id);
  const nodes = document.graph.nodes.map((node) =>
    node.type === "layer" && node.kind === "dropout" ? { ...node, muted: true } : node,
  );
  return { ...document, graph: { ...document.graph, nodes } };
}

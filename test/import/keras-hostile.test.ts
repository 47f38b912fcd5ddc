import { deflateSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { importNetwork } from "../../engine/import/open.ts";
import { recognise } from "../../engine/import/recognise.ts";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import { trainedWeights } from "../targets/support/numbers.ts";
import { written } from "./support.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function refusal(
  name: string,
  bytes: Uint8Array,
  more: Parameters<typeof importNetwork>[1] = [],
): Promise<string> {
  const result = await importNetwork({ name, bytes }, more);
  if (result.ok) return "";
  const [first] = result.problems;
  expect(first?.message).toMatch(/[.:]$/);
  return first?.code ?? "";
}
const archive = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, text(content)])), {
    level: 0,
  });
const model = (layers: readonly unknown[], outputs: unknown = ["a", 0, 0]): string =>
  JSON.stringify({ class_name: "Functional", config: { name: "m", layers, output_layers: outputs } });
const manifest = (topology: string, weights = "[]"): Uint8Array =>
  text(`{"format":"layers-model","modelTopology":${topology},"weightsManifest":${weights}}`);

beforeAll(async () => {
  await openTestBackend("cpu");
});

describe("pickles and strangers", () => {
  test.each([
    ["weights.pt", Uint8Array.of(0x80, 2, 0x7d), "import/pickle"],
    ["weights.pth", zipSync({ "archive/data.pkl": text("x") }), "import/pickle"],
    ["pytorch_model.bin", zipSync({ "archive/data.pkl": text("x") }), "import/pickle"],
    ["model.pkl", text("(lp0"), "import/pickle"],
    ["model.h5", Uint8Array.of(0x89, 0x48, 0x44, 0x46, 1, 2, 3, 4), "import/hdf5"],
    ["empty.onnx", new Uint8Array(0), "import/empty"],
    ["picture.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), "import/unknown-file"],
  ])("%s is refused", (name, bytes, code) => {
    const found = recognise(name, bytes);
    expect(found.ok ? "" : found.problem.code).toBe(code);
  });
});

describe("models that lie", () => {
  test.each([
    ["no layers", manifest(model([])), "keras/config"],
    [
      "a circle",
      manifest(
        model([
          { class_name: "ReLU", name: "a", config: {}, inbound_nodes: [[["b", 0, 0, {}]]] },
          { class_name: "ReLU", name: "b", config: {}, inbound_nodes: [[["a", 0, 0, {}]]] },
        ]),
      ),
      "keras/unconnected",
    ],
    [
      "an input without sizes",
      manifest(model([{ class_name: "InputLayer", name: "a", config: {} }])),
      "keras/input",
    ],
    [
      "an input larger than memory",
      manifest(
        model([{ class_name: "InputLayer", name: "a", config: { batch_input_shape: [null, 1e12, 8, 3] } }]),
      ),
      "keras/input",
    ],
    [
      "a class of its own",
      manifest(JSON.stringify({ class_name: "MyNet", config: { layers: [{}] } })),
      "keras/class",
    ],
    ["a graph model", text('{"format":"graph-model","modelTopology":{}}'), "tfjs/graph-model"],
    ["a document", text('{"format":"layerloom/document"}'), "tfjs/no-topology"],
    ["JSON without an end", text(`${"[".repeat(100_000)}`), ""],
    ["a trap as a key", text('{"modelTopology":{"__proto__":{"polluted":1}}}'), ""],
    [
      "a way out of the folder",
      manifest(model([]), '[{"paths":["../../etc/passwd"],"weights":[]}]'),
      "tfjs/shard-name",
    ],
    [
      "a missing shard",
      manifest(model([]), '[{"paths":["a.bin"],"weights":[{"name":"w","shape":[4],"dtype":"float32"}]}]'),
      "tfjs/missing-shard",
    ],
    [
      "giant dimensions",
      manifest(
        model([]),
        '[{"paths":[],"weights":[{"name":"w","shape":[16777216,16777216],"dtype":"float32"}]}]',
      ),
      "tfjs/shard-size",
    ],
    [
      "quantised weights",
      manifest(model([]), '[{"paths":[],"weights":[{"name":"w","shape":[4],"dtype":"uint8"}]}]'),
      "tfjs/quantised",
    ],
  ])("%s", async (_name, bytes, code) => {
    const found = await refusal("model.json", bytes);
    if (code === "") expect(found).not.toBe("");
    else expect(found).toBe(code);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test("a model inside that is used thousands of times is not unfolded without end", async () => {
  const use = (from: string, index: number) => [[from, index, 0, {}]];
  const source = { class_name: "InputLayer", name: "a", config: { batch_input_shape: [null, 8, 8, 3] } };
  const chain = Array.from({ length: 1_000 }, (_, index) => ({
    class_name: "ReLU",
    name: `r${index}`,
    config: {},
    inbound_nodes: [use(index === 0 ? "a" : `r${index - 1}`, 0)],
  }));
  const inner = {
    class_name: "Functional",
    name: "inner",
    config: { name: "inner", layers: [source, ...chain], output_layers: ["r999", 0, 0] },
    inbound_nodes: Array.from({ length: 4_000 }, (_, index) =>
      use(index === 0 ? "a" : "inner", Math.max(0, index - 1)),
    ),
  };
  const started = performance.now();
  const bytes = manifest(model([source, inner], ["inner", 3_999, 0]));
  expect(await refusal("model.json", bytes)).toBe("import/too-many-layers");
  expect(performance.now() - started).toBeLessThan(5_000);
});

describe("archives that lie", () => {
  test("a bomb is not unpacked", async () => {
    const bomb = zipSync({ "config.json": new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal("model.keras", bomb)).toMatch(/^keras\//);
  });
  test("sizes that lie are found out", async () => {
    const honest = zipSync({ "model.weights.h5": new Uint8Array(50_000).fill(7) }, { level: 9 });
    const lying = honest.slice();
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(directory + 24, 400, true);
    expect(await refusal("model.keras", lying)).toBe("keras/zip");
    expect(deflateSync(new Uint8Array(8)).length).toBeGreaterThan(0);
  });
  test("without a description it is refused", async () => {
    expect(await refusal("model.keras", archive({ "model.weights.h5": "no HDF5" }))).toBe("keras/hdf5");
    expect(await refusal("model.keras", archive({ "metadata.json": "{}" }))).toBe("keras/no-weights");
  });
});

describe("a real file", () => {
  const lenet = () => {
    const document = loadGraph("lenet-modern");
    const analysis = analysed(document);
    return { document, analysis, weights: trainedWeights(analysis, 1) };
  };

  test("of Keras, cut off or with flipped bits, is refused or read, and never throws", async () => {
    const file = await written(kerasTarget, lenet());
    for (let part = 0; part < 50; part++)
      expect(await refusal("model.keras", file.slice(0, Math.floor((file.length * part) / 50)))).not.toBe("");
    const random = createRandom(2, "flip");
    for (let round = 0; round < 150; round++) {
      const broken = file.slice();
      // Everything but the numbers is in the first and the last part of the archive.
      const end = round % 3 === 0 ? broken.length : 8_000;
      const at = round % 3 === 1 ? broken.length - 1 - random.int(400) : random.int(end);
      broken[at] = (broken[at] ?? 0) ^ (1 << random.int(8));
      await refusal("model.keras", broken);
    }
  });

  test("of TensorFlow.js, cut off or with flipped bits, is refused or read, and never throws", async () => {
    const result = await layersModelTarget.write(lenet());
    if (!result.ok) throw new Error(result.problems[0]?.message);
    const [json, ...shards] = result.value.map((file) => ({ name: file.path, bytes: fileBytes(file) }));
    if (json === undefined) throw new Error("Nothing was written.");
    for (let part = 0; part < 50; part++)
      expect(
        await refusal("model.json", json.bytes.slice(0, Math.floor((json.bytes.length * part) / 50)), shards),
      ).not.toBe("");
    const random = createRandom(3, "flip");
    for (let round = 0; round < 150; round++) {
      const broken = json.bytes.slice();
      const at = random.int(broken.length);
      broken[at] = (broken[at] ?? 0) ^ (1 << random.int(8));
      await refusal("model.json", broken, shards);
    }
  });
});

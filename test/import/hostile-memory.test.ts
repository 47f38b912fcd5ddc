/** Files that announce far more than they hold: what is asked of the memory stays in proportion to the file. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { type ForeignFile, importNetwork } from "../../engine/import/open.ts";
import { importWeights } from "../../engine/import/weights/read.ts";
import { bytes, int, message, sub, text } from "../../engine/targets/onnx/protobuf.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import type { ExportFormat } from "../../engine/targets/support/format-names.ts";
import { exportTargets } from "../../engine/targets/support/formats.ts";
import { initialWeights } from "../../engine/targets/support/network.ts";
import { analysed } from "../targets/support/cases.ts";

const document = loadGraph("lenet-modern");
const analysis = analysed(document);
/** A billion numbers and more. */
const GIANT = 2 ** 20;

beforeAll(async () => {
  await tf.setBackend("cpu");
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function exported(format: ExportFormat): Promise<readonly ForeignFile[]> {
  const weights = initialWeights(analysis, 1);
  const result = await exportTargets[format].write({ document, analysis, weights });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value.map((file) => ({ name: file.path, bytes: fileBytes(file) }));
}

/** The most bytes that any one array is asked to have while `act` runs. */
async function largestArray(act: () => Promise<unknown>): Promise<number> {
  let largest = 0;
  for (const kind of [
    ArrayBuffer,
    Uint8Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
  ]) {
    const width = "BYTES_PER_ELEMENT" in kind ? kind.BYTES_PER_ELEMENT : 1;
    const counted: unknown = new Proxy(kind, {
      construct(target, args, made) {
        const [length] = args;
        if (typeof length === "number") largest = Math.max(largest, width * length);
        return Reflect.construct(target, args, made === counted ? target : made);
      },
    });
    vi.stubGlobal(kind.name, counted);
  }
  await act();
  vi.unstubAllGlobals();
  return largest;
}

async function expectModest(files: readonly ForeignFile[], refused: boolean): Promise<void> {
  const [first, ...more] = files;
  if (first === undefined) throw new Error("There is no file.");
  const given = files.reduce((sum, file) => sum + file.bytes.length, 0);
  let ok: boolean | null = null;
  const largest = await largestArray(async () => {
    ok = (await importNetwork(first, more)).ok;
  });
  expect(largest).toBeLessThanOrEqual(2 * given + 65_536);
  if (refused) expect(ok).toBe(false);
}

test("an array is seen, whoever makes it", async () => {
  const { floatBytes } = await import("../../engine/targets/support/files.ts");
  expect(await largestArray(async () => void new Float32Array(1000))).toBe(4000);
  expect(await largestArray(async () => void floatBytes(new Float32Array(250)))).toBe(1000);
  // As the largest weight of a whole file is.
  const [file] = await exported("onnx");
  if (file === undefined) throw new Error("Nothing was written.");
  const largest = await largestArray(async () => void (await importNetwork(file)));
  expect(largest).toBeGreaterThanOrEqual(4 * 400 * 120);
});

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parsed = (file: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(file));

const value = (field: number, name: string, ...dims: readonly number[]) =>
  sub(field, text(1, name), sub(2, sub(1, int(1, 1), sub(2, ...dims.map((size) => sub(1, int(1, size)))))));
const onnx = (...graph: readonly ReturnType<typeof sub>[]): readonly ForeignFile[] => {
  const whole = message(int(1, 8), sub(7, ...graph), sub(8, text(1, ""), int(2, 17)));
  return [{ name: "model.onnx", bytes: fileBytes({ path: "", chunks: whole.chunks }) }];
};
const operation = (op: string, inputs: readonly string[], output: string) =>
  sub(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, op));
const constant = (dims: readonly number[], data: Uint8Array, type: number) =>
  sub(5, ...dims.map((size) => int(1, size)), int(2, type), text(8, "w"), bytes(9, data));
const wholeNumbers = (...numbers: readonly number[]): Uint8Array =>
  new Uint8Array(BigInt64Array.from(numbers.map(BigInt)).buffer);

test.each([
  ["a weight", [constant([GIANT, GIANT], new Uint8Array(64), 1), operation("Add", ["x", "w"], "y")]],
  [
    "a shape to fill",
    [constant([2], wholeNumbers(GIANT, GIANT), 7), operation("ConstantOfShape", ["w"], "y")],
  ],
  [
    "a shape to repeat to",
    [constant([2], wholeNumbers(GIANT, GIANT), 7), operation("Expand", ["x", "w"], "y")],
  ],
  [
    "a shape to tile to",
    [constant([4], wholeNumbers(1, GIANT, 64, 64), 7), operation("Tile", ["x", "w"], "y")],
  ],
] as const)("ONNX: %s of a billion numbers", async (_, graph) => {
  await expectModest(onnx(value(11, "x", 1, 3, 8, 8), value(12, "y", 1, 3, 8, 8), ...graph), false);
});

test("ONNX: an input of a billion pixels", async () => {
  const size = 65_536;
  const graph = [value(11, "x", 1, 3, size, size), value(12, "y", 1, 3, size, size)];
  await expectModest(onnx(...graph, operation("Relu", ["x"], "y")), false);
});

test.each([
  ["an input of a billion pixels", { batch_shape: [null, 65_536, 65_536, 3] }],
  ["a layer of a billion units", { units: 2 ** 30 }],
  ["a convolution of a billion filters", { filters: 2 ** 30, kernel_size: [GIANT, GIANT] }],
])("Keras: %s", async (_, change) => {
  const [file] = await exported("keras");
  const entries = unzipSync(file?.bytes ?? new Uint8Array());
  const config = parsed(entries["config.json"]);
  for (const layer of config.config.layers)
    for (const [name, setting] of Object.entries(change))
      if (name in layer.config) layer.config[name] = setting;
  const changed = zipSync({ ...entries, "config.json": json(config) }, { level: 0 });
  await expectModest([{ name: "model.keras", bytes: changed }], false);
});

test("Keras: arrays of a billion numbers in its weights", async () => {
  const [file] = await exported("keras");
  const entries = unzipSync(file?.bytes ?? new Uint8Array());
  const weights = new Uint8Array(entries["model.weights.h5"] ?? []);
  const sizes = Buffer.from(BigUint64Array.of(400n, 120n).buffer);
  const at = Buffer.from(weights.buffer).indexOf(sizes);
  expect(at).toBeGreaterThan(0);
  weights.set(new Uint8Array(BigUint64Array.of(2n ** 30n, 2n ** 30n).buffer), at);
  const changed = zipSync({ ...entries, "model.weights.h5": weights }, { level: 0 });
  await expectModest([{ name: "model.keras", bytes: changed }], true);
});

test("TensorFlow.js: a manifest of a billion numbers", async () => {
  const [model, ...shards] = await exported("tfjs");
  const content = parsed(model?.bytes);
  content.weightsManifest[0].weights[0].shape = [65_536, 65_536];
  await expectModest([{ name: "model.json", bytes: json(content) }, ...shards], true);
});

test.each([
  ["a shape", { a: { dtype: "F32", shape: [GIANT, GIANT], data_offsets: [0, 4] } }],
  ["offsets", { a: { dtype: "F32", shape: [GIANT, GIANT], data_offsets: [0, 4 * GIANT * GIANT] } }],
])("safetensors: %s of a billion numbers", async (_, header) => {
  const head = json(header);
  const file = new Uint8Array(8 + head.length + 4);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let ok = true;
  const largest = await largestArray(async () => {
    ok = importWeights(analysis, { name: "w.safetensors", bytes: file }).ok;
  });
  expect(largest).toBeLessThanOrEqual(2 * file.length + 65_536);
  expect(ok).toBe(false);
});

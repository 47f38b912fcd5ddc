import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import { crc32, lookup3 } from "../../../engine/targets/keras/checksum.ts";
import { snakeCase } from "../../../engine/targets/keras/render.ts";
import { kerasTarget } from "../../../engine/targets/keras/target.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import { analysed, gridCases } from "../support/cases.ts";

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function archiveOf(id: string) {
  const document = loadGraph(id);
  const analysis = analysed(document);
  const weights = initialWeights(analysis, 1);
  const result = await kerasTarget.write({ document, analysis, weights, classes: ["a", "b"] });
  const [file] = result.ok ? result.value : [];
  if (file === undefined) throw new Error("not written");
  return { weights, bytes: fileBytes(file), entries: unzipSync(fileBytes(file)) };
}

describe("a .keras file", () => {
  test("is a stored zip of Keras' three files", async () => {
    const { entries, bytes } = await archiveOf("small-resnet");
    expect(Object.keys(entries)).toEqual(["metadata.json", "config.json", "model.weights.h5"]);
    // Stored, so that what is in an entry is in the file as it is.
    expect(Buffer.from(bytes).includes(Buffer.from(entries["config.json"] ?? []))).toBe(true);
    expect(JSON.parse(text(entries["metadata.json"])).layerloom.classes).toEqual(["a", "b"]);
    const { config } = JSON.parse(text(entries["config.json"]));
    const classes = new Set(config.layers.map((layer: { class_name: string }) => layer.class_name));
    expect(classes.has("Conv2D") && classes.has("BatchNormalization") && !classes.has("Lambda")).toBe(true);
  });

  test("holds HDF5 with every number of the weights", async () => {
    const { entries, weights } = await archiveOf("lenet");
    const file = Buffer.from(entries["model.weights.h5"] ?? []);
    expect(file.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(Number(file.readBigUInt64LE(28))).toBe(file.length);
    const { data } = weights.get("fc3.bias") ?? { data: new Float32Array() };
    expect(file.includes(Buffer.from(data.buffer))).toBe(true);
  });

  test("says beforehand what it cannot hold", () => {
    for (const { kind, analysis } of gridCases()) {
      const problems = kerasTarget.check(analysis);
      if (kind === "localResponseNorm") expect(problems[0]?.message).toContain("Keras");
    }
  });
});

test.each([
  ["", 0xdeadbeef],
  ["Four score and seven years ago", 0x17770551],
])("lookup3 of %j", (key, expected) => {
  expect(lookup3(new TextEncoder().encode(key))).toBe(expected);
});

test("crc32 runs over parts", () => {
  const bytes = new TextEncoder().encode("123456789");
  expect(crc32([bytes])).toBe(0xcbf43926);
  expect(crc32([bytes.subarray(0, 4), bytes.subarray(4)])).toBe(0xcbf43926);
});

test.each([
  ["Conv2DTranspose", "conv2d_transpose"],
  ["PReLU", "p_re_lu"],
  ["DepthwiseConv2D", "depthwise_conv2d"],
  ["BatchNormalization", "batch_normalization"],
])("%s is counted as %s", (className, expected) => {
  expect(snakeCase(className)).toBe(expected);
});

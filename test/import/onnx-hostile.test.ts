/** Files made to hurt: each is refused with a sentence or read as what it is; nothing throws, nothing grows. */
import { beforeAll, describe, expect, test } from "vitest";
import { importedOf } from "../../engine/import/imported.ts";
import { readOnnx } from "../../engine/import/onnx/read.ts";
import { bytes, int, type Message, message, sub, text } from "../../engine/targets/onnx/protobuf.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { trainedWeights } from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { written } from "./support.ts";

const bytesOf = (content: Message): Uint8Array => fileBytes({ path: "", chunks: content.chunks });
const node = (op: string, inputs: readonly string[], output: string): Message =>
  sub(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, op));
const value = (field: number, name: string, ...dims: readonly number[]): Message =>
  sub(field, text(1, name), sub(2, sub(1, int(1, 1), sub(2, ...dims.map((size) => sub(1, int(1, size)))))));
const model = (...graph: readonly Message[]): Uint8Array =>
  bytesOf(message(int(1, 8), sub(7, ...graph), sub(8, text(1, ""), int(2, 17))));
const ends = [value(11, "x", 1, 3, 8, 8), value(12, "y", 1, 3, 8, 8)];
const weight = (dims: readonly number[], data: Uint8Array, type = 1): Message =>
  sub(5, ...dims.map((size) => int(1, size)), int(2, type), text(8, "w"), bytes(9, data));

function refusal(file: Uint8Array): string {
  const result = readOnnx(file);
  if (result.ok) return "";
  const [first] = result.problems;
  expect(first?.message).toMatch(/^[A-Z].*\.$/s);
  expect(first?.remedy).toMatch(/\.$/);
  return first?.code ?? "";
}

describe("files that lie", () => {
  test.each([
    ["nothing at all", new Uint8Array(0), "onnx/no-graph"],
    ["text", new TextEncoder().encode("hello, this is no model"), "onnx/broken"],
    ["a length beyond the file", Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f), "onnx/broken"],
    ["a number without an end", new Uint8Array(40).fill(0xff), "onnx/broken"],
    ["no operator set", bytesOf(sub(7, ...ends)), "onnx/opset"],
    ["an operator set of the future", bytesOf(message(sub(7, ...ends), sub(8, int(2, 999)))), "onnx/opset"],
    ["an operator set of the past", bytesOf(message(sub(7, ...ends), sub(8, int(2, 3)))), "onnx/opset"],
    [
      "a circle",
      model(...ends, node("Relu", ["b"], "a"), node("Relu", ["a"], "b"), node("Relu", ["a"], "y")),
      "onnx/circle",
    ],
    ["a value from nowhere", model(...ends, node("Relu", ["z"], "y")), "onnx/missing"],
    ["a value made twice", model(...ends, node("Relu", ["x"], "y"), node("Relu", ["x"], "y")), "onnx/twice"],
    ["an output that nothing makes", model(...ends), "onnx/no-output"],
    [
      "giant dimensions",
      model(...ends, weight([65_536, 65_536, 65_536], new Uint8Array(4)), node("Conv", ["x", "w"], "y")),
      "onnx/size",
    ],
    [
      "more dimensions than any tensor",
      model(...ends, weight(new Array<number>(40).fill(1), new Uint8Array(4))),
      "onnx/dims",
    ],
    ["negative dimensions", model(...ends, weight([-4, -4], new Uint8Array(64))), "onnx/dims"],
    ["an unknown type of numbers", model(...ends, weight([4], new Uint8Array(4), 99)), "onnx/type"],
    [
      "weights in another file",
      model(...ends, sub(5, int(1, 4), int(2, 1), text(8, "w"), int(14, 1))),
      "onnx/external",
    ],
    [
      "an input of five axes",
      model(value(11, "x", 1, 3, 8, 8, 8), value(12, "y", 1), node("Relu", ["x"], "y")),
      "onnx/input",
    ],
    [
      "an input larger than memory",
      model(value(11, "x", 1, 3, 2 ** 40, 8), value(12, "y", 1), node("Relu", ["x"], "y")),
      "onnx/dims",
    ],
  ])("%s", (_name, file, code) => expect(refusal(file)).toBe(code));

  test("names that are traps are names", () => {
    const file = model(
      ...ends,
      node("__proto__", ["x"], "constructor"),
      node("toString", ["constructor"], "y"),
    );
    const result = readOnnx(file);
    if (!result.ok) throw new Error(result.problems[0]?.message);
    const { report } = importedOf(result.value, "ONNX", "__proto__");
    expect(report.quarantined.map(({ kind }) => kind)).toEqual(["onnx.__proto__", "onnx.toString"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("a formula without an end does not go deep", () => {
    const chain = Array.from({ length: 4_000 }, (_, index) =>
      node("Neg", [index === 0 ? "x" : `v${index}`], index === 3_999 ? "y" : `v${index + 1}`),
    );
    expect(refusal(model(...ends, ...chain))).toBe("");
  });

  test.each([
    ["a chain", (index: number) => [index - 1]],
    ["a tangle", (index: number) => [index - 1, index === 0 ? -1 : (index * 7_919) % index]],
    ["all side by side", () => [-1]],
  ])("%s of thousands of strange operations is laid out in time", async (_name, readsOf) => {
    const count = 3_000;
    const nameOf = (index: number): string => (index < 0 ? "x" : `v${index}`);
    const nodes = Array.from({ length: count }, (_, index) =>
      node("Strange", readsOf(index).map(nameOf), nameOf(index)),
    );
    const all = Array.from({ length: count }, (_, index) => nameOf(index));
    const started = performance.now();
    const result = readOnnx(model(...ends, ...nodes, node("Strange", all, "y")));
    if (!result.ok) throw new Error(result.problems[0]?.message);
    const { document } = importedOf(result.value, "ONNX", "many");
    expect(Object.keys(document.layout.root.nodes).length).toBe(count + 3);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("a large tensor that thousands of layers share is not copied for each", () => {
    const kernel = weight([64, 64, 32, 32], new Uint8Array(4 * 64 * 64 * 32 * 32));
    const wide = [value(11, "x", 1, 64, 32, 32), value(12, "v0", 1, 64, 1, 1)];
    const parallel = Array.from({ length: 2_000 }, (_, index) => node("Conv", ["x", "w"], `v${index}`));
    const before = process.memoryUsage().rss;
    expect(refusal(model(...wide, kernel, ...parallel))).toBe("import/too-many-weights");
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 2 ** 20);
  });

  test("a formula that doubles at each step is not unfolded", () => {
    const doubling = Array.from({ length: 60 }, (_, index) =>
      node(
        "Mul",
        [index === 0 ? "x" : `v${index}`, index === 0 ? "x" : `v${index}`],
        index === 59 ? "y" : `v${index + 1}`,
      ),
    );
    const started = performance.now();
    expect(refusal(model(...ends, ...doubling))).toBe("");
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("a real file", () => {
  let file = new Uint8Array(0);
  beforeAll(async () => {
    const { document, analysis } = randomNetwork(3);
    file = new Uint8Array(
      await written(onnxTarget, { document, analysis, weights: trainedWeights(analysis, 3) }),
    );
  });

  test("cut off anywhere is refused or has lost only what comes last", () => {
    let refused = 0;
    for (let part = 0; part < 50; part++) {
      const result = readOnnx(file.subarray(0, Math.floor((file.length * part) / 50)));
      if (!result.ok) refused += 1;
    }
    expect(refused).toBe(50);
  });

  test("with flipped bits never throws", () => {
    const random = createRandom(1, "flip");
    let refused = 0;
    for (let round = 0; round < 500; round++) {
      const broken = file.slice();
      // The structure is a small part of the file: half of the flips go where the nodes are.
      const end = round % 2 === 0 ? broken.length : Math.min(broken.length, 2_000);
      for (let flips = 0; flips < 3; flips++) {
        const at = random.int(end);
        broken[at] = (broken[at] ?? 0) ^ (1 << random.int(8));
      }
      const result = readOnnx(broken);
      if (result.ok) importedOf(result.value, "ONNX", "flipped");
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
  });
});

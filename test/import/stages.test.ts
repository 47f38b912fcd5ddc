import { beforeAll, describe, expect, test } from "vitest";
import { bytes, int, type Message, message, sub, text } from "../../engine/targets/onnx/protobuf.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { openTestBackend } from "../support/backends.ts";
import { randomInput, reference } from "../targets/support/numbers.ts";
import { opened } from "./support.ts";

const random = createRandom(1, "kernels");
const kernel = (name: string, out: number, inputs: number, size: number): Message => {
  const data = Float32Array.from({ length: out * inputs * size * size }, () => 0.2 * random.normal());
  const dims = [out, inputs, size, size].map((axis) => int(1, axis));
  return sub(5, ...dims, int(2, 1), text(8, name), bytes(9, new Uint8Array(data.buffer)));
};
const node = (op: string, inputs: readonly string[], output: string, ...more: readonly Message[]): Message =>
  sub(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, op), ...more);
const pads = sub(5, text(1, "pads"), ...[1, 1, 1, 1].map((side) => int(8, side)), int(20, 7));
const value = (field: number, name: string, ...dims: readonly number[]): Message =>
  sub(field, text(1, name), sub(2, sub(1, int(1, 1), sub(2, ...dims.map((size) => sub(1, int(1, size)))))));

/** Residual units of which nothing has a name; the first has a 1×1 convolution beside it. */
function nameless(units: number): Uint8Array {
  const parts: Message[] = [
    value(11, "x", 1, 3, 8, 8),
    kernel("0", 4, 3, 3),
    node("Conv", ["x", "0"], "u0", pads),
  ];
  for (let unit = 0; unit < units; unit++) {
    const [a, b, c] = [`${unit}a`, `${unit}b`, `${unit}c`];
    parts.push(kernel(a, 4, 4, 3), kernel(b, 4, 4, 3));
    parts.push(node("Conv", [`u${unit}`, a], `p${unit}`, pads), node("Relu", [`p${unit}`], `q${unit}`));
    parts.push(node("Conv", [`q${unit}`, b], `r${unit}`, pads));
    if (unit === 0) parts.push(kernel(c, 4, 4, 1), node("Conv", [`u${unit}`, c], `s${unit}`));
    parts.push(node("Add", [`r${unit}`, unit === 0 ? `s${unit}` : `u${unit}`], `t${unit}`));
    parts.push(node("Relu", [`t${unit}`], `u${unit + 1}`));
  }
  parts.push(node("GlobalAveragePool", [`u${units}`], "y"), value(12, "y", 1, 4, 1, 1));
  const { chunks } = message(int(1, 8), sub(7, ...parts), sub(8, text(1, ""), int(2, 17)));
  return fileBytes({ path: "", chunks });
}

beforeAll(async () => {
  await openTestBackend("cpu");
});

describe("a network without names", () => {
  test("has its repeated units folded into one block, with the first one's extra layer as an argument", async () => {
    const { document, analysis, report, weights } = await opened({ name: "bare.onnx", bytes: nameless(5) });
    expect(report.quarantined).toEqual([]);
    const blocks = document.graph.nodes.flatMap((one) =>
      one.type === "block" ? [[one.name, one.repeat]] : [],
    );
    expect(blocks).toEqual([["stage1", 5]]);
    expect(analysis.valid).toBe(true);
    expect(analysis.totals.params).toBe(3 * 4 * 9 + 5 * 2 * 4 * 4 * 9 + 16);
    const output = reference(analysis, weights, randomInput([3, 8, 8], 1, 2));
    expect(output.data.every(Number.isFinite)).toBe(true);
  });

  test("is left as it is where nothing repeats", async () => {
    const { document } = await opened({ name: "bare.onnx", bytes: nameless(1) });
    expect(document.graph.nodes.some((one) => one.type === "block")).toBe(false);
  });
});

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hasFont } from "../../../cli/export/png.ts";
import { loadGraph } from "../../../cli/graph.ts";
import { ProblemError, UsageError } from "../../../cli/output.ts";
import { createProgram } from "../../../cli/program.ts";
import { graphHash } from "../../../engine/document/hash.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import { THEMES } from "../../../engine/targets/svg/theme.ts";
import { readSafetensors } from "../../../engine/targets/weights/safetensors.ts";
import { writeSafetensors } from "../../../engine/targets/weights/safetensors-write.ts";
import { documentOf, graph, layer } from "../../document/builder.ts";
import { frozen } from "../../support/frozen.ts";
import { analysed } from "../../targets/support/cases.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-export-"));
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<unknown> =>
  createProgram().parseAsync(["export", ...args], { from: "user" });
async function refusal(...args: readonly string[]): Promise<ProblemError> {
  const error = await run(...args).catch((thrown: unknown) => thrown);
  if (error instanceof ProblemError) return error;
  throw new Error(`No problems, but ${error}.`);
}
const out = (name: string): string => join(folder, name);

describe("export", () => {
  test.each(["onnx", "safetensors", "json", "svg"])(
    "writes one file as %s and leaves nothing else",
    async (format) => {
      await run("lenet", "--format", format, "--out", out("new/net"));
      expect(readdirSync(out("new"))).toEqual(["net"]);
      expect(readFileSync(out("new/net")).length).toBeGreaterThan(1000);
    },
  );

  test.each([
    ["onnx", "no way to say which layers are frozen"],
    ["tfjs", "follow the batches"],
    ["keras", null],
  ])("says what becomes of frozen layers in %s", async (format, sentence) => {
    writeFileSync(out("frozen.layerloom"), serializeDocument(frozen(loadGraph("lenet"), ["conv1"])));
    await run(out("frozen.layerloom"), "--format", format, "--out", out("net"));
    const said = vi
      .mocked(process.stderr.write)
      .mock.calls.map(([text]) => String(text))
      .join("");
    if (sentence === null) expect(said).not.toContain("rozen");
    else expect(said).toContain(sentence);
  });

  test("writes a folder as tfjs, and into one that is there", async () => {
    await run("lenet", "--format", "tfjs", "--out", out("net"));
    writeFileSync(out("net/own.txt"), "mine");
    await run("lenet", "--format", "tfjs", "--out", out("net"), "--seed", "4");
    expect(readdirSync(out("net")).sort()).toEqual(["group1-shard1of1.bin", "model.json", "own.txt"]);
    expect(readdirSync(folder)).toEqual(["net"]);
  });

  test("draws the same first weights for a seed, others for another", async () => {
    for (const [name, seed] of [
      ["a", "1"],
      ["b", "1"],
      ["c", "2"],
    ] as const)
      await run("lenet", "--format", "safetensors", "--out", out(name), "--seed", seed);
    expect(readFileSync(out("a"))).toEqual(readFileSync(out("b")));
    expect(readFileSync(out("a"))).not.toEqual(readFileSync(out("c")));
  });

  test("gives a run's weights, classes and normalisation", async () => {
    const document = loadGraph("lenet");
    const weights = initialWeights(analysed(document), 99);
    const record = {
      format: "layerloom/run",
      version: 1,
      document: JSON.parse(serializeDocument(document)),
      seed: 1,
      data: {
        source: "builtin:glyphs",
        fingerprint: "",
        classes: ["nought", "one"],
        normalization: { mean: [0.5], std: [0.25] },
      },
      backend: "cpu",
      engineVersion: "0",
      startedAt: "",
    };
    mkdirSync(out("run"));
    writeFileSync(out("run/run.json"), JSON.stringify(record));
    await expect(run(out("run"), "--format", "onnx", "--out", out("x"))).rejects.toBeInstanceOf(ProblemError);
    const file = writeSafetensors(weights, { metadata: { graph: graphHash(document) } });
    writeFileSync(out("run/weights.safetensors"), file);
    await run(out("run"), "--format", "safetensors", "--out", out("w"));
    const read = readSafetensors(readFileSync(out("w")));
    if (!read.ok) throw new Error("unreadable");
    expect(read.value.metadata.get("classes")).toBe('["nought","one"]');
    for (const [path, { data }] of weights) expect(read.value.tensors.get(path)?.data).toEqual(data);
    await expect(
      run(out("run"), "--format", "onnx", "--out", out("x"), "--seed", "1"),
    ).rejects.toBeInstanceOf(UsageError);
  });

  test("names what a format cannot express before it writes anything", async () => {
    const nodes = [layer("input", "input"), layer("lrn", "localResponseNorm"), layer("output", "output")];
    writeFileSync(out("lrn.json"), serializeDocument(documentOf(graph(nodes, "input>lrn lrn>output"))));
    const failure = await refusal(out("lrn.json"), "--format", "tfjs", "--out", out("net"));
    expect(failure.problems).toMatchObject([{ code: "stock/local-response-norm", path: "lrn" }]);
    expect(existsSync(out("net"))).toBe(false);
    await run(out("lrn.json"), "--format", "onnx", "--out", out("net.onnx"));
    expect(existsSync(out("net.onnx"))).toBe(true);
  });

  test("refuses a graph that cannot be built, and a folder where a file belongs", async () => {
    writeFileSync(out("no.json"), serializeDocument(documentOf(graph([layer("input", "input")], ""))));
    expect((await refusal(out("no.json"), "--format", "onnx", "--out", out("x"))).problems).not.toEqual([]);
    await expect(run("lenet", "--format", "onnx", "--out", folder)).rejects.toBeInstanceOf(UsageError);
    expect(readdirSync(folder)).toEqual(["no.json"]);
  });

  test.each([
    ["tfjs", "loaded by TensorFlow.js"],
    ["onnx", "loaded by onnxruntime-web"],
    ["keras", "read back by Layerloom, 100 random inputs"],
    ["html", "loaded by Layerloom's page interpreter"],
    ["safetensors", "all 10 tensors are the same bit by bit"],
    ["pytorch", "no program of the target has run it"],
  ])("reads %s again, compares, and says how", async (format, said) => {
    const printed = vi.mocked(process.stdout.write);
    await run("lenet", "--format", format, "--out", out("net"), "--check");
    expect(printed.mock.calls.map(([text]) => text).join("")).toContain(said);
    expect(process.exitCode).toBeUndefined();
  });

  test("draws the graph as PNG, twice its size in the picture", async () => {
    const { createNodeDecoder } = await import("../../../cli/data/decoder.ts");
    if ((await createNodeDecoder()).description !== "sharp") {
      console.warn("skipped: sharp, which draws PNG files, is not installed");
      return;
    }
    await run("lenet", "--format", "svg", "--out", out("net.svg"));
    await run("lenet", "--format", "png", "--out", out("net.png"));
    const [, width, height] =
      /viewBox="[^"]*" width="([\d.]+)" height="([\d.]+)"/.exec(readFileSync(out("net.svg"), "utf8")) ?? [];
    const png = readFileSync(out("net.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBeCloseTo(2 * Number(width), -1);
    expect(png.readUInt32BE(20)).toBeCloseTo(2 * Number(height), -1);
    expect(png.length).toBeGreaterThan(10_000);
  });

  test("draws a dark picture too, and no letters as boxes", async () => {
    await run("lenet", "--format", "svg", "--out", out("light.svg"));
    await run("lenet", "--format", "svg", "--theme", "dark", "--out", out("dark.svg"));
    expect(readFileSync(out("dark.svg"), "utf8")).toContain(THEMES.dark.canvas);
    expect(readFileSync(out("light.svg"), "utf8")).toContain(THEMES.light.canvas);
    expect(await hasFont(async () => Uint8Array.of(1, 2, 3))).toBe(false);
    expect(await hasFont(async (svg) => svg)).toBe(true);
  });

  test("does not promise to check a picture", async () => {
    const failure = await run("lenet", "--format", "svg", "--out", out("x"), "--check").catch((e) => e);
    expect(failure).toBeInstanceOf(UsageError);
    expect(existsSync(out("x"))).toBe(false);
  });

  test("says why a place cannot be written", async () => {
    writeFileSync(out("file"), "");
    const failure = await refusal("lenet", "--format", "json", "--out", out("file/x"));
    expect(failure.problems).toMatchObject([{ code: "cli/cannot-write" }]);
  });
});

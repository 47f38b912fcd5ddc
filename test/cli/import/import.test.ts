import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import { ProblemError, UsageError } from "../../../cli/output.ts";
import { createProgram } from "../../../cli/program.ts";
import { graphHash } from "../../../engine/document/hash.ts";
import { readSafetensors } from "../../../engine/targets/weights/safetensors.ts";

let folder = "";
let printed = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-import-"));
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<unknown> =>
  createProgram().parseAsync([...args], { from: "user" });
const at = (name: string): string => join(folder, name);
const errorOf = (...args: readonly string[]): Promise<unknown> =>
  run(...args).catch((thrown: unknown) => thrown);
const tensorsOf = (file: string) => {
  const read = readSafetensors(readFileSync(file));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
};

describe("layerloom import", () => {
  test.each([
    ["onnx", "model.onnx"],
    ["keras", "model.keras"],
  ])("brings an exported %s file back, with its weights beside it", async (format, name) => {
    await run("export", "lenet-modern", "--format", format, "--seed", "7", "--out", at(name));
    printed = "";
    await run("import", at(name), "--out", at("again.layerloom"), "--json");
    const { params, valid, report } = JSON.parse(printed);
    expect(valid).toBe(true);
    expect(report.quarantined).toEqual([]);
    expect(params).toBeGreaterThan(10_000);
    const document = loadGraph(at("again.layerloom"));
    expect(tensorsOf(at("again.safetensors")).metadata.get("graph")).toBe(graphHash(document));
    // Exports take the weights that lie beside the document.
    await run("export", at("again.layerloom"), "--format", "safetensors", "--out", at("out.safetensors"));
    const [before, after] = [tensorsOf(at("again.safetensors")), tensorsOf(at("out.safetensors"))];
    for (const [path, { data }] of before.tensors)
      if (!path.endsWith("num_batches_tracked")) expect(after.tensors.get(path)?.data).toEqual(data);
  });

  test("puts weights onto a graph, and exports take weights by name too", async () => {
    await run("export", "lenet", "--format", "safetensors", "--seed", "3", "--out", at("w.safetensors"));
    printed = "";
    await run("import", at("w.safetensors"), "--onto", "lenet", "--out", at("lenet.layerloom"), "--json");
    expect(JSON.parse(printed).report).toMatchObject({ missing: [], mismatched: [], naming: "as they are" });
    expect(tensorsOf(at("lenet.safetensors")).tensors).toEqual(tensorsOf(at("w.safetensors")).tensors);
    await run(
      "export",
      "lenet",
      "--format",
      "safetensors",
      "--weights",
      at("w.safetensors"),
      "--out",
      at("x.safetensors"),
    );
    expect(tensorsOf(at("x.safetensors")).tensors).toEqual(tensorsOf(at("w.safetensors")).tensors);
  });

  test("refuses pickles and wrong usage, and writes nothing then", async () => {
    writeFileSync(at("model.pt"), Uint8Array.of(0x80, 2, 0));
    const refused = await errorOf("import", at("model.pt"), "--out", at("a.layerloom"));
    expect(refused instanceof ProblemError ? refused.problems[0]?.code : refused).toBe("import/pickle");
    const missing = await errorOf("import", at("nothing.onnx"), "--out", at("a.layerloom"));
    expect(missing instanceof ProblemError ? missing.problems[0]?.code : missing).toBe("cli/cannot-read");
    await run("export", "lenet", "--format", "safetensors", "--seed", "3", "--out", at("w.safetensors"));
    expect(await errorOf("import", at("w.safetensors"), "--out", at("a.layerloom"))).toBeInstanceOf(
      UsageError,
    );
    expect(existsSync(at("a.layerloom"))).toBe(false);
  });
});

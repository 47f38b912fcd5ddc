/** The command line as a person or a script meets it: the built program, its output and its exit codes. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "layerloom-cli-"));
const run = join(folder, "run");
const DATA = "builtin:glyphs?train=192&test=64";

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}
function layerloom(...args: readonly string[]): Outcome {
  const done = spawnSync(process.execPath, [join(root, "dist/cli/layerloom.mjs"), ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
}
const json = (text: string): unknown => JSON.parse(text);
const lines = (text: string): readonly Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, "scripts/layerloom.mjs"), "--version"], {
    cwd: root,
  });
  if (built.status !== 0) throw new Error(String(built.stderr));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("describing networks", () => {
  it("lists the templates", () => {
    const rows = json(layerloom("templates", "--json").out) as readonly {
      id: string;
      params: number;
      input: number[];
    }[];
    expect(rows.find(({ id }) => id === "lenet")).toMatchObject({ params: 44_426, input: [1, 28, 28] });
    expect(rows.length).toBeGreaterThan(20);
  });

  it("summarises a network layer by layer, and block by block", () => {
    const { layers, totals } = json(layerloom("summary", "torchvision-resnet18", "--json").out) as {
      readonly layers: readonly Record<string, unknown>[];
      readonly totals: Record<string, number>;
    };
    expect(totals).toMatchObject({ params: 11_689_512, buffers: 9_600 });
    expect(Object.keys(totals).sort()).toEqual(["activationBytes", "buffers", "macs", "params"]);
    expect(layers[1]).toMatchObject({
      path: "conv1",
      kind: "conv2d",
      outputShape: [64, 112, 112],
      params: 9_408,
    });
    const closed = json(
      layerloom("summary", "torchvision-resnet18", "--depth", "1", "--json").out,
    ) as typeof json & {
      readonly layers: readonly unknown[];
    };
    expect(closed.layers.length).toBeLessThan(layers.length);
  });

  it("takes another input shape", () => {
    const { out } = layerloom("summary", "lenet", "--input", "3x32x32", "--json");
    expect(JSON.parse(out).layers[0].outputShape).toEqual([3, 32, 32]);
  });

  it("finds nothing wrong with a template, and names what is wrong with a graph", () => {
    expect(layerloom("check", "alexnet")).toMatchObject({ status: 0, out: "" });
    const refused = layerloom("check", "alexnet", "--input", "1x20x20");
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(/error conv|error pool/);
    expect(refused.err).toContain("fix:");
  });
});

describe("training", () => {
  it("prints a JSON line a step, an epoch and one at the end, and writes a run folder", () => {
    const { status, out } = layerloom(
      ...[
        "train",
        "lenet-modern",
        "--data",
        DATA,
        "--epochs",
        "2",
        "--batch-size",
        "64",
        "--backend",
        "wasm",
      ],
      ...["--out", run, "--json"],
    );
    expect(status).toBe(0);
    const events = lines(out);
    expect(events.filter(({ type }) => type === "step")).toHaveLength(6);
    expect(events.filter(({ type }) => type === "epoch")).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ type: "done", reason: "finished", epoch: 2, step: 6 });
    for (const file of ["run.json", "metrics.jsonl", "weights.safetensors", "checkpoints", "tensorboard"]) {
      expect(existsSync(join(run, file)), file).toBe(true);
    }
  });

  it("repeats itself to the bit with the same seed", () => {
    const again = join(folder, "again");
    layerloom(
      ...[
        "train",
        "lenet-modern",
        "--data",
        DATA,
        "--epochs",
        "2",
        "--batch-size",
        "64",
        "--backend",
        "wasm",
      ],
      ...["--out", again, "--json"],
    );
    expect(
      readFileSync(join(again, "weights.safetensors")).equals(readFileSync(join(run, "weights.safetensors"))),
    ).toBe(true);
  });

  it("evaluates the run", () => {
    const report = json(layerloom("evaluate", run, "--json").out) as {
      readonly count: number;
      readonly perClass: readonly { readonly name: string }[];
      readonly confusion: readonly (readonly number[])[];
    };
    expect(report.count).toBe(64);
    expect(report.perClass).toHaveLength(10);
    expect(report.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(64);
  });

  it("predicts the first test samples", () => {
    const rows = json(layerloom("predict", run, "--data", DATA, "--limit", "3", "--json").out) as readonly {
      readonly probabilities: readonly number[];
      readonly top: readonly { readonly name: string; readonly probability: number }[];
    }[];
    expect(rows).toHaveLength(3);
    for (const { probabilities, top } of rows) {
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      expect(top[0]?.probability).toBe(Math.max(...probabilities));
    }
  });

  it("exports the run", () => {
    for (const [format, name] of [
      ["safetensors", "weights.safetensors"],
      ["json", "graph.json"],
      ["onnx", "model.onnx"],
      ["tfjs", "web"],
    ] as const) {
      const out = join(folder, name);
      const { status, err } = layerloom("export", run, "--format", format, "--out", out);
      expect(status, `${format}: ${err}`).toBe(0);
      expect(existsSync(out)).toBe(true);
    }
  });

  it("refuses to overwrite a run, and to resume one that has finished", () => {
    const taken = layerloom("train", "lenet", "--data", DATA, "--out", run);
    expect(taken).toMatchObject({ status: 1 });
    expect(taken.err).toContain("--resume");
    expect(layerloom("train", "--resume", run)).toMatchObject({ status: 1 });
  });
});

describe("what is wrong is said, with the remedy", () => {
  it("names templates near a mistyped one", () => {
    const { status, err } = layerloom("summary", "alexent");
    expect(status).toBe(1);
    expect(err).toContain("alexnet");
  });

  it.each([
    { args: ["train"], says: "GRAPH" },
    { args: ["train", "lenet", "--epochs", "none"], says: "whole number" },
    { args: ["summary", "lenet", "--input", "0x3"], says: "CxHxW" },
    { args: ["export", "lenet", "--format", "caffe", "--out", "x"], says: "Allowed choices" },
    { args: ["weave"], says: "unknown command" },
  ])("exits with 2 for wrong usage: $args", ({ args, says }) => {
    const { status, err } = layerloom(...args);
    expect(status).toBe(2);
    expect(err).toContain(says);
  });

  it("prints problems as JSON where JSON was asked for", () => {
    const broken = join(folder, "broken.json");
    writeFileSync(broken, '{ "format": "layerloom/document", "version": 99 }');
    const { status, out } = layerloom("check", broken, "--json");
    expect(status).toBe(1);
    const { problems } = json(out) as { readonly problems: readonly { readonly remedy: string }[] };
    expect(problems[0]?.remedy).not.toBe("");
  });

  it("refuses data that does not fit, and folders that are no runs", () => {
    const wrong = layerloom("train", "googlenet", "--data", "builtin:edges");
    expect(wrong.status).toBe(1);
    expect(layerloom("evaluate", folder)).toMatchObject({ status: 1 });
    expect(layerloom("train", "lenet", "--data", "idx:nowhere").err).toContain("nowhere");
  });
});

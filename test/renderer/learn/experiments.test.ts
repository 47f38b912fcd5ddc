import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import { layerKinds } from "../../../engine/layers/index.ts";
import type { FromWorker, MethodName } from "../../../engine/worker/protocol.ts";
import { createEngineClient } from "../../../renderer/engine/client.ts";
import { EXPERIMENT_IDS, EXPERIMENTS } from "../../../renderer/learn/figures/experiments.ts";
import { runExperiment, type SideResult } from "../../../renderer/learn/figures/runExperiment.ts";
import { LESSON_IDS, lessonFor, lessonForBlock } from "../../../renderer/learn/lessonFor.ts";

describe.each(EXPERIMENT_IDS)("the experiment %s", (id) => {
  it("compares two networks that are valid documents and differ in something", () => {
    const [a, b] = EXPERIMENTS[id].sides(3);
    for (const side of [a, b]) {
      expect(createAnalyser().analyse(side).problems).toEqual([]);
      const read = parseDocument(serializeDocument(side));
      expect(read.ok && read.value).toEqual(side);
      expect(side.training.seed).toBe(3);
    }
    expect(serializeDocument(a)).not.toBe(serializeDocument(b));
  });

  it("has a switch whose positions all differ, and are valid", () => {
    const { choices, sides } = EXPERIMENTS[id];
    const seen = choices.map((choice) => {
      const [first, second] = sides(1, choice);
      expect(createAnalyser().analyse(second).problems).toEqual([]);
      expect(first).toEqual(sides(1)[0]);
      return serializeDocument(second);
    });
    expect(new Set(seen).size).toBe(choices.length);
    if (choices.length > 0) expect(seen[0]).toBe(serializeDocument(sides(1)[1]));
  });

  it("tells a pair of runs that shows its point from one of two equals", () => {
    const equal = { loss: 1, testLoss: 1, testAccuracy: 0.5, params: 1000 };
    expect(EXPERIMENTS[id].shows(equal, equal)).toBe(false);
  });
});

/** A worker that trains in no time: two steps and an epoch, and the end. */
function fakeWorker(calls: { method: MethodName; args: unknown }[], problem: string | null): Worker {
  const worker = {
    onmessage: (_: { data: FromWorker }): void => undefined,
    terminate: (): void => void calls.push({ method: "stop", args: "terminated" }),
    postMessage({ id, method, args }: { id: number; method: MethodName; args: { runId: string } }): void {
      calls.push({ method, args });
      const say = (data: FromWorker): void => queueMicrotask(() => worker.onmessage({ data }));
      if (method === "openData" && problem !== null) {
        const found = {
          code: "x",
          severity: "error",
          path: "",
          message: problem,
          remedy: "",
          values: {},
          fixes: [],
        };
        say({ type: "reply", id, value: { ok: false, problems: [found] } });
        return;
      }
      say({ type: "reply", id, value: { ok: true, value: null } });
      if (method !== "train") return;
      const { runId } = args;
      const column = (...values: number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);
      const rest = { epoch: column(1, 1), learningRate: column(1, 1), elapsedMs: column(1, 2) };
      say({ type: "steps", runId, columns: { step: column(1, 2), loss: column(2, 1), ...rest } });
      const row = { epoch: 1, step: 2, loss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 };
      say({ type: "epoch", runId, row: { ...row, imagesPerSecond: 1, elapsedMs: 2 } });
      say({ type: "done", runId, reason: "finished", keptStep: 2, problem: null });
    },
  };
  return worker as unknown as Worker;
}

describe("running an experiment", () => {
  const start = (problem: string | null) => {
    const calls: { method: MethodName; args: unknown }[] = [];
    const results: SideResult[] = [];
    let ids = 0;
    const running = runExperiment(EXPERIMENTS.rate.sides(1), {
      client: createEngineClient(() => fakeWorker(calls, problem)),
      newRunId: () => `run${++ids}`,
      changed: (side, result) => {
        results[side] = result;
      },
    });
    return { running, results, calls };
  };

  it("trains both, one after the other, and leaves no run behind", async () => {
    const { running, results, calls } = start(null);
    expect(await running.finished).toBe(true);
    expect(calls.map(({ method }) => method)).toEqual([
      "openBackend",
      ...["openData", "train", "deleteRun"],
      ...["openData", "train", "deleteRun"],
      "stop",
    ]);
    expect(calls.at(-1)?.args).toBe("terminated");
    for (const side of [0, 1]) {
      expect(results[side]?.done).toBe(true);
      expect(results[side]?.losses).toEqual([
        [1, 2],
        [2, 1],
      ]);
      expect(results[side]?.epochs).toHaveLength(1);
    }
  });

  it("says what went wrong", async () => {
    await expect(start("No such data.").running.finished).rejects.toThrow("No such data.");
  });
});

it("every kind that has a lesson has one of those there are", () => {
  const found = layerKinds.map(lessonFor).filter((id) => id !== null);
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((id) => !LESSON_IDS.includes(id))).toEqual([]);
  expect(lessonFor("conv2d")).toBe("convolution-layer");
  expect(lessonFor("maxPool2d")).toBe("pooling");
  expect(lessonFor("softmax")).toBe("loss");
  expect(lessonFor("input")).toBeNull();
});

it("every built-in block has the lesson of the idea that it rests on", () => {
  const folder = join(import.meta.dirname, "../../../templates/blocks");
  const found = Object.fromEntries(
    readdirSync(folder).map((file) => {
      const read = parseDocument(readFileSync(join(folder, file), "utf8"));
      const name = file.replace(".json", "");
      const block = read.ok ? read.value.blocks[name] : undefined;
      if (!read.ok || block === undefined) throw new Error(`${file} holds no block of that name`);
      return [name, lessonForBlock(block, read.value.blocks)];
    }),
  );
  expect(found).toMatchObject({
    residual: "resnet",
    bottleneck: "resnet",
    inception: "googlenet",
    "dense-layer": "densenet",
    "dense-block": "densenet",
    "nin-block": "nin",
    "vgg-block": "vgg",
    "depthwise-separable": "channels",
  });
});

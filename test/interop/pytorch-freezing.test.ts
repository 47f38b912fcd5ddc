/** Frozen layers in the exported PyTorch project: the same losses as here, and what is frozen keeps every number. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { TrainingSettings } from "../../engine/document/types.ts";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import type { TrainEvent } from "../../engine/training/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { frozen } from "../support/frozen.ts";
import { analysed } from "../targets/support/cases.ts";
import { findPython, freePort, inFolder, present } from "./python.ts";
import {
  largestGap,
  lossesOf,
  type Trial,
  trainHere,
  trainThere,
  trial,
  writeProject,
} from "./pytorch-project.ts";

const python = findPython("torch", "numpy");

beforeAll(async () => {
  await openTestBackend("wasm");
});

/** A template's training with the nodes of these names frozen. */
function frozenTrial(
  id: string,
  source: string,
  names: readonly string[],
  changes: Partial<TrainingSettings>,
): Trial {
  const { document } = trial(id, source, changes);
  return { document: frozen(document, names), source };
}

const scenes = "builtin:scenes?train=640&test=100";
const short = { epochs: 2, batchSize: 64 } as const;
const adamw = {
  ...trial("small-resnet", scenes, {}).document.training.optimizer,
  type: "adamw",
  lr: 0.002,
  weightDecay: 0.05,
} as const;

const tensorsIn = (path: string) => {
  const file = readSafetensors(new Uint8Array(readFileSync(path)));
  if (!file.ok) throw new Error(file.problems[0]?.message);
  return file.value.tensors;
};

describe.skipIf(python === null)("frozen layers of a PyTorch project", () => {
  test.each<[string, Trial]>([
    ["the beginning of a residual net", frozenTrial("small-resnet", scenes, ["stem", "stage1"], short)],
    [
      "all but its last layer",
      frozenTrial("small-resnet", scenes, ["stem", "stage1", "stage2", "stage3"], short),
    ],
    [
      "its middle, with AdamW and clipping",
      frozenTrial("small-resnet", scenes, ["stage2"], { ...short, clipNorm: 1, optimizer: adamw }),
    ],
    [
      "some of LeNet",
      frozenTrial("lenet-modern", "builtin:glyphs?train=640&test=100", ["conv1", "fc1"], short),
    ],
  ])("%s: the first 20 losses, and the weights stay", (_, one) =>
    inFolder(async (folder) => {
      await writeProject(folder, one);
      const there = trainThere(present(python), folder, "--out", "run");
      const here = await trainHere(one);
      expect(lossesOf(there).length).toBe(20);
      expect(largestGap(lossesOf(here), lossesOf(there))).toBeLessThanOrEqual(1e-3);

      const [before, after] = ["weights.safetensors", "run/weights.safetensors"].map((name) =>
        tensorsIn(join(folder, name)),
      );
      const still = new Set(
        analysed(one.document).expanded.nodes.flatMap((node) => (node.frozen === true ? node.path : [])),
      );
      const kept = [...(before ?? [])].filter(([path, { data }]) => {
        const now = after?.get(path)?.data;
        return Buffer.from(data.buffer, data.byteOffset, data.byteLength).equals(
          Buffer.from(now?.buffer ?? new ArrayBuffer(0), now?.byteOffset ?? 0, now?.byteLength ?? 0),
        );
      });
      const expected = [...(before ?? []).keys()].filter((path) =>
        still.has(path.slice(0, path.lastIndexOf("."))),
      );
      expect(kept.map(([path]) => path).sort()).toEqual(expected.sort());
    }),
  );

  test("and in two processes", () =>
    inFolder(async (folder) => {
      const one = frozenTrial("lenet-modern", "builtin:glyphs?train=601&test=100", ["conv1", "conv2"], short);
      await writeProject(folder, one);
      const alone = trainThere(present(python), folder, "--out", "alone");
      const shared = { WORLD_SIZE: "2", MASTER_ADDR: "127.0.0.1", MASTER_PORT: String(await freePort()) };
      await Promise.all(
        [0, 1].map((rank) =>
          present(python)
            .with({ ...shared, RANK: String(rank), LOCAL_RANK: String(rank), OMP_NUM_THREADS: "1" })
            .start(join(folder, "train.py"), ["--device", "cpu", "--out", "both"], folder),
        ),
      );
      const lines = readFileSync(join(folder, "both", "metrics.jsonl"), "utf8")
        .trim()
        .split("\n");
      const both = lines.map((line) => JSON.parse(line) as TrainEvent);
      expect(largestGap(lossesOf(alone), lossesOf(both))).toBeLessThanOrEqual(1e-3);
    }));

  test("go on from a checkpoint", () =>
    inFolder(async (folder) => {
      // A schedule over all epochs would begin otherwise in a run of one.
      const schedule = { type: "constant" } as const;
      const one = frozenTrial("small-resnet", scenes, ["stem", "stage1"], { ...short, schedule });
      await writeProject(folder, one);
      const whole = trainThere(present(python), folder, "--out", "whole");
      const first = trainThere(present(python), folder, "--out", "parts", "--epochs", "1");
      const second = trainThere(present(python), folder, "--out", "parts", "--resume");
      const parts = [...lossesOf(first), ...lossesOf(second)];
      expect(largestGap(lossesOf(whole), parts)).toBeLessThanOrEqual(1e-5);
    }));
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { fsStore } from "../../cli/run-store/fs-store.ts";
import type { TrainingSettings } from "../../engine/document/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { evaluate } from "../../engine/training/evaluation/evaluate.ts";
import { loadRunWeights } from "../../engine/training/prepare.ts";
import { readDone, readRunRecord } from "../../engine/training/run-folder.ts";
import type { TrainEvent } from "../../engine/training/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import { findPython, freePort, inFolder, present } from "./python.ts";
import {
  epochsOf,
  largestGap,
  lossesOf,
  openSource,
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

const glyphs = "builtin:glyphs?train=640&test=200";
const scenes = "builtin:scenes?train=640&test=100";
const everything: Partial<TrainingSettings> = {
  labelSmoothing: 0.1,
  warmupSteps: 4,
  clipNorm: 1,
  epochs: 2,
  batchSize: 64,
  schedule: { type: "one-cycle", pctStart: 0.4, divFactor: 10, finalDivFactor: 100 },
};

/**
 * Learning rates at which rounding does not decide: with the template's 0.005 PyTorch's own losses of the residual net are
 * 2e-3 apart between two of its convolutions (mkldnn on and off) or numbers of threads; with 0.001, 1e-4. So are those of
 * LeNet with RMSprop at 0.001 (6e-4), and not at 0.0002 (1e-6).
 */
describe.skipIf(python === null)("the PyTorch project trains as the studio does", () => {
  test.each<[string, Trial]>([
    ["LeNet with SGD", trial("lenet", glyphs, { epochs: 2, batchSize: 64 })],
    ["LeNet with Adam and everything", trial("lenet-modern", glyphs, everything)],
    [
      "LeNet with augmentation and RMSprop",
      trial("lenet-modern", glyphs, {
        epochs: 2,
        batchSize: 64,
        optimizer: {
          ...loadGraph("lenet-modern").training.optimizer,
          type: "rmsprop",
          lr: 0.0002,
          momentum: 0.9,
          weightDecay: 0.01,
        },
        schedule: { type: "step", everyEpochs: 1, gamma: 0.5 },
        augment: { flip: 0.5, crop: 2, rotation: 15, color: 0.3, cutout: 6, mixup: 0.4 },
      }),
    ],
    [
      "a residual net",
      trial("small-resnet", scenes, {
        epochs: 2,
        batchSize: 64,
        optimizer: { ...loadGraph("small-resnet").training.optimizer, lr: 0.001 },
      }),
    ],
    ["a kernel", trial("learn-a-kernel", "builtin:edges", { epochs: 20 })],
  ])("%s: the first 20 losses, and the weights come back", (name, one) =>
    inFolder(async (folder) => {
      await writeProject(folder, one);
      const there = trainThere(present(python), folder, "--out", "run");
      const here = await trainHere(one);
      const [expected, actual] = [lossesOf(here), lossesOf(there)];
      expect(actual.length).toBe(20);
      const gap = largestGap(expected, actual);
      console.info(`${name}: losses at most ${gap.toExponential(1)} apart`);
      expect(gap).toBeLessThanOrEqual(1e-3);

      // The run opens here, and its weights are as good as they were there.
      const store = fsStore(join(folder, "run"));
      const record = await readRunRecord(store);
      if (!record.ok) throw new Error(record.problems[0]?.message);
      const { document, data } = record.value;
      expect(data.source).toBe(one.source);
      expect((await readDone(store))?.reason).toBe("finished");
      const { expanded, shapes } = analysed(document);
      const model = buildModel({ expanded, shapes, seed: 0 });
      expect((await loadRunWeights(store, document, model)).ok).toBe(true);
      const dataset = await openSource(one.source);
      const evaluation = await evaluate({
        model,
        info: dataset.info,
        split: dataset.test,
        normalization: data.normalization,
        loss: document.training.loss,
        batchSize: 50,
      });
      model.dispose();
      const last = epochsOf(there).at(-1);
      expect(Math.abs((evaluation?.report.loss ?? 9) - (last?.testLoss ?? -9))).toBeLessThanOrEqual(1e-3);
      if (last?.testAccuracy != null) expect(evaluation?.report.accuracy).toBeCloseTo(last.testAccuracy, 9);
      const lines = readFileSync(join(folder, "run", "metrics.jsonl"), "utf8")
        .trim()
        .split("\n");
      expect(lines.length).toBe(there.length - 1);
    }),
  );

  test("goes on from its checkpoint to the losses of an unbroken run", () =>
    inFolder(async (folder) => {
      const one = trial("lenet-modern", glyphs, { epochs: 2, batchSize: 64 });
      await writeProject(folder, one);
      const whole = trainThere(present(python), folder, "--out", "whole");
      const first = trainThere(present(python), folder, "--out", "parts", "--epochs", "1");
      const second = trainThere(present(python), folder, "--out", "parts", "--resume");
      expect(largestGap(lossesOf(whole), [...lossesOf(first), ...lossesOf(second)])).toBeLessThanOrEqual(
        1e-5,
      );
    }));

  test("on two processes computes what one computes", () =>
    inFolder(async (folder) => {
      // 600 samples: the last batch of an epoch is smaller, and 25 samples do not divide by two.
      const source = "builtin:glyphs?train=601&test=100";
      const one = trial("lenet-modern", source, { epochs: 2, batchSize: 64, clipNorm: 1 });
      await writeProject(folder, one);
      const alone = trainThere(present(python), folder, "--out", "alone");
      // As torchrun starts them; its own launcher fails with this torch's version of Python.
      const shared = { WORLD_SIZE: "2", MASTER_ADDR: "127.0.0.1", MASTER_PORT: String(await freePort()) };
      await Promise.all(
        [0, 1].map((rank) => {
          const environment = {
            ...shared,
            RANK: String(rank),
            LOCAL_RANK: String(rank),
            OMP_NUM_THREADS: "1",
          };
          return present(python)
            .with(environment)
            .start(join(folder, "train.py"), ["--device", "cpu", "--out", "both"], folder);
        }),
      );
      const lines = readFileSync(join(folder, "both", "metrics.jsonl"), "utf8")
        .trim()
        .split("\n");
      const both = lines.map((line) => JSON.parse(line) as TrainEvent);
      // Rounding alone, which training magnifies: in 64 bits the two agree to 1e-15.
      expect(largestGap(lossesOf(alone), lossesOf(both))).toBeLessThanOrEqual(1e-3);
      expect(epochsOf(both).at(-1)?.testAccuracy).toBeCloseTo(epochsOf(alone).at(-1)?.testAccuracy ?? -1, 1);
    }));
});

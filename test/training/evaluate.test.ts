import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryDataset } from "../../engine/data/memory.ts";
import { evaluate } from "../../engine/training/evaluation/evaluate.ts";
import { predict, topClasses } from "../../engine/training/evaluation/predict.ts";
import { argMaxRow, crossEntropyRow, rankOf, softmaxRow } from "../../engine/training/evaluation/rows.ts";
import { createTally } from "../../engine/training/evaluation/tally.ts";
import { build, chain } from "./networks.ts";
import { torchValues } from "./torch/values.ts";
import { useBackend } from "./use-backend.ts";

const rows = (values: readonly (readonly number[])[]) => values.map((row) => Float32Array.from(row));

describe("figures over outputs", () => {
  it("counts precision, recall, F1 and the confusion matrix", () => {
    // true class by row of (label, answer): computed by hand
    const answers = [
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
      [1, 1],
      [1, 1],
      [2, 1],
    ] as const;
    const tally = createTally({ classes: ["a", "b", "c", "d"], loss: "cross-entropy", endsInSoftmax: false });
    for (const [index, [label, answer]] of answers.entries()) {
      const output = Float32Array.from([0, 0, 0, 0]);
      output[answer] = 3;
      tally.add({ index, output, label });
    }
    const report = tally.report();
    expect(report.confusion).toEqual([
      [2, 1, 0, 0],
      [1, 3, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(report).toMatchObject({ accuracy: 5 / 8, count: 8, top5: null });
    expect(report.perClass.map(({ name, count }) => [name, count])).toEqual([
      ["a", 3],
      ["b", 4],
      ["c", 1],
      ["d", 0],
    ]);
    const figures = report.perClass.map(({ precision, recall, f1 }) => [precision, recall, f1]);
    const expected = [
      [2 / 3, 2 / 3, 2 / 3],
      [3 / 5, 3 / 4, 2 / 3],
      [0, 0, 0],
      [0, 0, 0],
    ];
    for (const [i, row] of figures.entries()) {
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(expected[i]?.[j] as number, 12);
    }
    const confidence = Math.exp(3) / (Math.exp(3) + 3);
    const bin = report.calibration[8];
    expect(report.calibration).toHaveLength(10);
    expect(bin).toMatchObject({ from: 0.8, to: 0.9, count: 8, accuracy: 5 / 8 });
    expect(bin?.confidence).toBeCloseTo(confidence, 12);
    const { indices, labels, predicted, confidences } = tally.predictions();
    expect([...indices]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...labels]).toEqual(answers.map(([label]) => label));
    expect([...predicted]).toEqual(answers.map(([, answer]) => answer));
    expect(confidences[0]).toBeCloseTo(confidence, 6);
  });

  it("takes PyTorch's loss for plain labels, also of huge logits", () => {
    const cases = torchValues.losses.crossEntropy.filter(
      ({ labels, smoothing }) => labels !== undefined && smoothing === 0,
    );
    expect(cases.map(({ name }) => name)).toContain("huge logits");
    for (const { logits, labels = [], loss } of cases) {
      const width = logits.shape[1] as number;
      const losses = labels.map((label, row) =>
        crossEntropyRow(Float32Array.from(logits.data.slice(row * width, (row + 1) * width)), label),
      );
      expect(losses.reduce((sum, value) => sum + value, 0) / labels.length / loss).toBeCloseTo(1, 6);
    }
  });

  it("ranks labels: of equal scores the lower class first, with a NaN last", () => {
    const scores = rows([
      [0.1, 0.9, 0.3, 0.2],
      [0.5, 0.5, 0.5, 0.5],
      [4, 3, 2, 1],
      [Number.NaN, 1, 2, 3],
    ]);
    const rank = (row: number, label: number): number => rankOf(scores[row] ?? [], label);
    expect([rank(0, 1), rank(0, 2), rank(0, 3), rank(0, 0)]).toEqual([0, 1, 2, 3]);
    expect([rank(1, 0), rank(1, 1), rank(1, 3)]).toEqual([0, 1, 3]);
    expect(rank(2, 3)).toBe(3);
    expect(rank(3, 3)).toBe(3);
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 8 }), (values) => {
        const ranks = values.map((_, label) => rankOf(values, label));
        // a permutation whose first is the answer
        return (
          [...ranks].sort((a, b) => a - b).every((place, i) => place === i) && ranks[argMaxRow(values)] === 0
        );
      }),
    );
  });

  it("gives probabilities that sum to 1 for any finite logits", () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 8 }), (logits) => {
        const probabilities = softmaxRow(Float32Array.from(logits));
        const sum = probabilities.reduce((total, value) => total + value, 0);
        return Math.abs(sum - 1) < 1e-12 && probabilities.every((value) => value >= 0);
      }),
    );
    expect(topClasses([0.2, 0.5, 0.2, 0.1], ["a", "b", "c"], 3).map(({ name }) => name)).toEqual([
      "b",
      "a",
      "c",
    ]);
  });
});

describe("evaluation and prediction of a network", () => {
  useBackend("cpu");

  /** Scores are the pixels themselves. */
  const identity = (softmax: boolean) => {
    const model = build(
      chain(
        [7, 1, 1],
        [
          ["flatten", "flatten"],
          ["fc", "dense", { units: 7 }],
          ...(softmax ? ([["softmax", "softmax"]] as const) : []),
        ],
      ),
    );
    const weight = Float32Array.from({ length: 49 }, (_, i) => (i % 8 === 0 ? 1 : 0));
    model.writeWeights(
      new Map([
        ["fc.weight", { shape: [7, 7], data: weight }],
        ["fc.bias", { shape: [7], data: new Float32Array(7) }],
      ]),
    );
    return model;
  };
  const classes = [..."abcdefg"];
  // the label is the largest, the second, the sixth and the last of the seven
  const pixels = [
    [7, 1, 2, 3, 4, 5, 6],
    [1, 6, 7, 3, 4, 5, 2],
    [7, 6, 5, 4, 3, 2, 1],
    [7, 6, 5, 4, 3, 2, 1],
  ];
  const labels = [0, 1, 5, 6];
  const part = { pixels: Float32Array.from(pixels.flat()), labels };
  const dataset = memoryDataset({ title: "ranks", shape: [7, 1, 1], classes, train: part, test: part });
  const normalization = { mean: [0, 0, 0, 0, 0, 0, 0], std: [1, 1, 1, 1, 1, 1, 1] };

  it.each([false, true])("reads the test part in file order (ending in softmax: %s)", async (softmax) => {
    const model = identity(softmax);
    const seen: number[] = [];
    const { info, test } = dataset;
    const evaluation = await evaluate({
      model,
      info,
      split: test,
      normalization,
      loss: "cross-entropy",
      batchSize: 3,
      onBatch: async (done) => seen.push(done) > 0,
    });
    const expected = pixels.reduce(
      (sum, row, i) => sum + crossEntropyRow(Float32Array.from(row), labels[i] ?? 0),
      0,
    );
    expect(seen).toEqual([3, 4]);
    expect(evaluation?.report).toMatchObject({ accuracy: 1 / 4, top5: 2 / 4, count: 4 });
    expect(evaluation?.report.loss).toBeCloseTo(expected / 4, 5);
    expect([...(evaluation?.predictions.predicted ?? [])]).toEqual([0, 2, 0, 0]);
    const stopped = await evaluate({
      model,
      info,
      split: test,
      normalization,
      loss: "mse",
      batchSize: 1,
      onBatch: async (done) => done < 2,
    });
    expect(stopped).toBeNull();
    model.dispose();
  });

  it("predicts the probabilities of single samples", async () => {
    const model = identity(true);
    const results = await predict({ model, pixels: part.pixels.slice(0, 14), count: 2, classes, k: 2 });
    expect(results).toHaveLength(2);
    expect(results[0]?.probabilities[0]).toBeCloseTo(softmaxRow(pixels[0] ?? [])[0] as number, 6);
    expect(results.map(({ top }) => top.map(({ name }) => name))).toEqual([
      ["a", "g"],
      ["c", "b"],
    ]);
    const [plain] = await predict({ model, pixels: part.pixels.slice(0, 7), count: 1, classes: [] });
    expect(plain).toEqual({ probabilities: pixels[0], top: [] });
    model.dispose();
  });
});

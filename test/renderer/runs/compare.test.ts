import { describe, expect, it } from "vitest";
import type { GraphDocument } from "../../../engine/document/types.ts";
import type { RunSummary } from "../../../engine/worker/values.ts";
import { graphChanges, settingRows } from "../../../renderer/runs/compare.ts";
import { chain, template } from "../../training/networks.ts";

const run = (document: GraphDocument, more: Partial<RunSummary> = {}): RunSummary => ({
  id: "a",
  name: "a",
  note: "",
  startedAt: "",
  document,
  source: document.training.data,
  classes: [],
  optimizer: document.training.optimizer.type,
  seed: document.training.seed,
  backend: "wasm",
  ending: "finished",
  epochs: [],
  ...more,
});

describe("settings side by side", () => {
  const lenet = template("lenet-modern");
  it("mark what differs, and only that", () => {
    const { optimizer } = lenet.training;
    const changed = {
      ...lenet,
      training: { ...lenet.training, batchSize: 32, optimizer: { ...optimizer, lr: 0.01 } },
    };
    const rows = settingRows([run(lenet), run(changed), run(lenet, { backend: "webgpu" })]);
    const differing = rows.filter(({ differs }) => differs);
    expect(differing.map(({ label, values }) => [label, values])).toEqual([
      ["runs:compare.backend", ["wasm", "wasm", "webgpu"]],
      ["training:settings.batchSize", ["64", "32", "64"]],
      ["training:settings.learningRate", ["0.001", "0.01", "0.001"]],
    ]);
    expect(rows.length).toBeGreaterThan(20);
  });
});

describe("networks", () => {
  const layers = [
    ["conv", "conv2d", { filters: 4, kernel: [3, 3], padding: [1, 1] }],
    ["act", "relu"],
    ["flatten", "flatten"],
    ["fc", "dense", { units: 3 }],
  ] as const;
  const first = chain([1, 4, 4], [...layers]);

  it("that are the same have no changes, whatever their ids and places", () => {
    expect(graphChanges(first, first)).toEqual([]);
    expect(graphChanges(template("resnet18"), template("resnet18"))).toEqual([]);
  });

  it("tell nodes that were added, removed and changed, with their parameters and inputs", () => {
    const second = chain(
      [1, 4, 4],
      [
        ["conv", "conv2d", { filters: 8, kernel: [3, 3], padding: [1, 1] }],
        ["norm", "batchNorm"],
        layers[2],
        layers[3],
      ],
    );
    expect(graphChanges(first, second)).toEqual([
      {
        type: "changed",
        path: "conv",
        kind: "conv2d",
        params: [{ name: "filters", before: "4", after: "8" }],
      },
      { type: "removed", path: "act", kind: "relu" },
      {
        type: "changed",
        path: "flatten",
        kind: "flatten",
        params: [{ name: "inputs", before: "act", after: "norm" }],
      },
      { type: "added", path: "norm", kind: "batchNorm" },
    ]);
  });

  it("tell a node that became another layer under its old name", () => {
    const [conv, , flatten, fc] = layers;
    const second = chain([1, 4, 4], [conv, ["act", "tanh"], flatten, fc]);
    expect(graphChanges(first, second)).toMatchObject([
      { type: "changed", path: "act", params: [{ name: "kind", before: "relu", after: "tanh" }] },
    ]);
  });
});

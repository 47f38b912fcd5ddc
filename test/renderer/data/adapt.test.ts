import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { applyCalls } from "../../../engine/document/commands/index.ts";
import { newIds } from "../../../engine/document/ids.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { adaptCalls, fitOf } from "../../../renderer/data/adapt.ts";
import { schemeOf } from "../../../renderer/data/chosenFiles.ts";
import { chain, template } from "../../training/networks.ts";

const analyse = (document: GraphDocument) => createAnalyser().analyse(document);
const scenes = {
  source: "builtin:scenes",
  task: "classification" as const,
  shape: [3, 32, 32],
  classes: Array.from({ length: 7 }, (_, i) => `c${i}`),
};
const applied = (document: GraphDocument, data = scenes): GraphDocument => {
  const calls = adaptCalls(document, analyse(document), data);
  if (calls === null) throw new Error("it cannot be adapted");
  const outcome = applyCalls(document, calls, newIds({ int: () => 1 }));
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.document;
};

describe("adapting a network to data", () => {
  // a network made for large images leaves nothing of 32 pixels
  it.each([
    ["lenet-modern", 32],
    ["small-resnet", 32],
    ["small-vgg", 32],
    ["nin", 96],
  ] as const)("makes the template %s fit", (id, side) => {
    const data = { ...scenes, shape: [3, side, side] };
    const document = applied(template(id), data);
    expect(fitOf(analyse(document), data)).toMatchObject({ inputFits: true, outputsFit: true });
    expect(document.training.data).toBe("builtin:scenes");
  });

  it("sets variables where parameters refer to them, and plain numbers where they do not", () => {
    const lenet = applied(template("lenet-modern"));
    expect(lenet.variables).toMatchObject({ channels: 3, height: 32, width: 32, classes: 7 });
    expect(lenet.graph).toEqual(template("lenet-modern").graph);
    const plain = chain(
      [1, 4, 4],
      [
        ["flatten", "flatten"],
        ["fc", "dense", { units: 3 }],
        ["act", "softmax"],
      ],
    );
    const document = applied(plain);
    expect(fitOf(analyse(document), scenes)).toMatchObject({ inputFits: true, outputs: 7 });
  });

  it("changes nothing but the source where all fits", () => {
    const lenet = template("lenet-modern");
    const own = { ...scenes, shape: [1, 28, 28], classes: Array.from({ length: 10 }, String) };
    expect(adaptCalls(lenet, analyse(lenet), own)).toHaveLength(1);
    const named = { ...own, source: lenet.training.data };
    expect(adaptCalls(lenet, analyse(lenet), named)).toEqual([]);
  });
});

describe("the reader of chosen files", () => {
  it.each([
    [["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"], "idx"],
    [["t10k-images.idx3-ubyte"], "idx"],
    [["cifar-10-batches-bin/data_batch_1.bin"], "cifar10"],
    [["table.csv"], "csv"],
    [["cats/1.png", "dogs/2.jpg"], "folder"],
    [["train/images/1.png", "labels.csv"], "folder"],
    [["test_images/1.png"], "folder"],
  ] as const)("%j are %s", (paths, scheme) => {
    expect(schemeOf(paths)).toBe(scheme);
  });
});

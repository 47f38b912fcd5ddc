import { describe, expect, it } from "vitest";
import { INPUT_FIELD, mergeFields, slideField } from "../../engine/analysis/field.ts";
import type { ReceptiveField } from "../../engine/analysis/types.ts";
import { documentOf, graph, layer } from "../document/builder.ts";
import { analyse } from "./fixing.ts";
import { alexnet, Chain, resnet18, vgg } from "./networks.ts";

const fieldAt = (analysis: ReturnType<typeof analyse>, path: string): ReceptiveField | undefined =>
  analysis.fields.get(path);

describe("receptive fields at the last pooling or unit", () => {
  it.each([
    ["VGG-16", vgg([2, 2, 3, 3, 3]), "pool5", 212],
    ["VGG-11", vgg([1, 1, 2, 2, 2]), "pool5", 150],
    ["AlexNet", alexnet(), "pool3", 195],
    ["ResNet-18", resnet18(), "layer4.1.relu2", 435],
  ] as const)("%s", (_name, document, path, size) => {
    const analysis = analyse(document);
    expect(analysis.valid).toBe(true);
    expect(fieldAt(analysis, path)?.size).toEqual([size, size]);
    expect(fieldAt(analysis, path)?.whole).toBe(false);
  });

  it("of AlexNet's first layers is that of the published table", () => {
    // Kernel 11, stride 4, padding 2: size 11, jump 4, first centre at -2 + 5.
    const fields = analyse(alexnet()).fields;
    expect(fields.get("conv1")).toEqual({ size: [11, 11], jump: [4, 4], start: [3, 3], whole: false });
    expect(fields.get("pool1")).toEqual({ size: [19, 19], jump: [8, 8], start: [7, 7], whole: false });
  });
});

describe("the field of single layers", () => {
  it("differs by axis where the window does", () => {
    const nodes = [
      layer("input", "input", { height: 20, width: 20 }),
      layer("conv", "conv2d", { kernel: [1, 3], stride: [1, 2], padding: [0, 1], dilation: [1, 2] }),
      layer("output", "output"),
    ];
    const analysis = analyse(documentOf(graph(nodes, "input>conv conv>output")));
    expect(analysis.fields.get("conv")).toEqual({ size: [1, 5], jump: [1, 2], start: [0, 1], whole: false });
    expect(analysis.fields.get("output")).toEqual(analysis.fields.get("conv"));
  });

  it("is the whole image behind a dense layer and a global pooling, and stays it", () => {
    const document = new Chain(3, 32).conv("conv", 8, 3).add("gap", "globalAvgPool2d").dense("fc", 4).end();
    const analysis = analyse(document);
    for (const path of ["gap", "fc", "output"])
      expect(analysis.fields.get(path)).toEqual({
        size: [32, 32],
        jump: [32, 32],
        start: [15.5, 15.5],
        whole: true,
      });
  });

  it("gets finer behind an upsampling", () => {
    const document = new Chain(3, 32).pool("pool", 2, 2).add("up", "upsample2d").conv("conv", 8, 3).end();
    const { fields } = analyse(document);
    expect(fields.get("up")?.jump).toEqual([1, 1]);
    expect(fields.get("conv")?.size).toEqual([4, 4]);
  });

  it("flattening keeps what the units saw", () => {
    const document = new Chain(1, 28).conv("conv", 6, 5).add("flatten", "flatten").dense("fc", 10).end();
    expect(analyse(document).fields.get("flatten")?.size).toEqual([5, 5]);
  });
});

describe("branches", () => {
  const wide = slideField(INPUT_FIELD, { kernel: [5, 3], stride: [1, 1], padding: [2, 1], dilation: [1, 1] });
  const flat = slideField(INPUT_FIELD, { kernel: [1, 7], stride: [1, 1], padding: [0, 0], dilation: [1, 1] });
  it("meet in the widest of each axis, with its start", () => {
    expect(mergeFields([wide, flat])).toEqual({ size: [5, 7], jump: [1, 1], start: [0, 3], whole: false });
  });
  it("meet in the whole image where one sees it", () => {
    const all = { size: [9, 9], jump: [9, 9], start: [4, 4], whole: true } as const;
    expect(mergeFields([wide, all])).toBe(all);
    expect(mergeFields([all, wide])).toBe(all);
  });
});

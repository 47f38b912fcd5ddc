import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { openTemplate, smallestSquare } from "../../engine/analysis/template.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { readTemplate, templateIds, withArgs } from "./templates.ts";

const analyse = (document: GraphDocument): Analysis => createAnalyser().analyse(document);
const model = (id: string): GraphDocument => readTemplate("models", id);
const parameters = (document: GraphDocument): number => analyse(document).totals.params;

/** Totals that PyTorch reports for the same networks. */
const totals: Readonly<Record<string, number>> = {
  lenet: 44_426,
  lenet5: 61_706,
  "lenet-modern": 61_706,
  "learn-a-kernel": 2,
  alexnet: 46_764_746,
  vgg11: 128_806_154,
  "vgg11-quarter": 43_093_322,
  vgg16: 134_300_362,
  nin: 1_992_166,
  googlenet: 5_977_530,
  resnet18: 11_178_378,
  densenet: 758_226,
  "torchvision-alexnet": 61_100_840,
  "torchvision-vgg11": 132_863_336,
  "torchvision-vgg16": 138_357_544,
  "torchvision-vgg19": 143_667_240,
  "torchvision-googlenet": 6_624_904,
  "torchvision-resnet18": 11_689_512,
  "torchvision-resnet50": 25_557_032,
  "torchvision-densenet121": 7_978_856,
  "torchvision-squeezenet1_1": 1_235_496,
  "torchvision-mobilenet_v2": 3_504_872,
};

describe("every model", () => {
  it.each(templateIds("models"))("%s is valid, described and trainable", (id) => {
    const document = model(id);
    const analysis = analyse(document);
    expect(analysis.problems).toEqual([]);
    expect(document.about.title).not.toBe("");
    expect(document.about.summary.length).toBeGreaterThan(80);
    expect(document.training.epochs).toBeGreaterThan(0);
    expect(Object.keys(document.layout.root.nodes).sort()).toEqual(
      document.graph.nodes.map(({ id }) => id).sort(),
    );
  });

  it.each(Object.entries(totals))("%s has %i parameters", (id, count) => {
    expect(parameters(model(id))).toBe(count);
  });
});

describe("work and sight", () => {
  // Multiply-accumulates that torchvision publishes, in units of 1e9.
  it.each([
    ["torchvision-alexnet", 0.714],
    ["torchvision-vgg16", 15.47],
    ["torchvision-resnet18", 1.814],
    ["torchvision-resnet50", 4.089],
    ["torchvision-densenet121", 2.834],
    ["torchvision-googlenet", 1.498],
  ])("%s does %d G multiply-accumulates within 0.5 %", (id, published) => {
    const macs = analyse(model(id)).totals.macs / 1e9;
    expect(Math.abs(macs - published) / published).toBeLessThan(0.005);
  });

  it.each([
    ["torchvision-vgg16", "block5.pool", 212],
    ["vgg16", "block5.pool", 212],
    ["torchvision-vgg11", "block5.pool", 150],
    ["alexnet", "pool3", 195],
    ["torchvision-alexnet", "features.12", 195],
    ["torchvision-resnet18", "layer4.1.add", 435],
    ["resnet18", "layer4.1.add", 435],
  ])("%s: a unit of %s sees %i pixels", (id, path, size) => {
    expect(analyse(model(id)).fields.get(path)?.size).toEqual([size, size]);
  });
});

describe("relatives reached by changing block arguments only", () => {
  it("VGG-19", () => {
    const deeper = ["block3", "block4", "block5"].reduce(
      (document, name) => withArgs(document, name, { args: { convs: 4 } }),
      model("torchvision-vgg16"),
    );
    expect(parameters(deeper)).toBe(143_667_240);
  });
  it("ResNet-34", () => {
    const repeats = { layer1: 3, layer2: 4, layer3: 6, layer4: 3 };
    const deeper = Object.entries(repeats).reduce(
      (document, [name, repeat]) => withArgs(document, name, { repeat }),
      model("torchvision-resnet18"),
    );
    expect(parameters(deeper)).toBe(21_797_672);
  });
  it("ResNet-101", () => {
    expect(parameters(withArgs(model("torchvision-resnet50"), "layer3", { repeat: 23 }))).toBe(44_549_160);
  });
  it("DenseNet-169", () => {
    let document = withArgs(model("torchvision-densenet121"), "features.denseblock3", {
      args: { layers: 32 },
    });
    document = withArgs(document, "features.transition3", { args: { channels: 640 } });
    document = withArgs(document, "features.denseblock4", { args: { layers: 32 } });
    expect(parameters(document)).toBe(14_149_480);
  });
});

describe("opening a template for other data", () => {
  it("takes colour images of another size and another number of classes", () => {
    const opened = openTemplate(model("alexnet"), { channels: 3, height: 96, width: 128, classes: 5 });
    if (!opened.ok) throw new Error(opened.problems[0]?.message);
    const analysis = analyse(opened.value);
    expect(analysis.valid).toBe(true);
    const output = analysis.expanded.nodes.find(({ kind }) => kind === "output");
    expect(output && analysis.shapes.get(output.path)?.output).toEqual([5]);
  });

  it.each(templateIds("models"))("%s names the smallest image that works", (id) => {
    const document = model(id);
    const smallest = smallestSquare(document);
    if (id === "learn-a-kernel") return expect(smallest).toBe(2);
    if (smallest === undefined) throw new Error("no size works");
    expect(openTemplate(document, { height: smallest, width: smallest }).ok).toBe(true);
    if (smallest === 1) return;
    const refused = openTemplate(document, { height: smallest - 1, width: smallest - 1 });
    expect(refused.ok ? "opened" : refused.problems[0]?.remedy).toContain(`${smallest}×${smallest}`);
  });

  it.each([0, -3, 2.5, 65_537, Number.NaN])("refuses a height of %d", (height) => {
    const refused = openTemplate(model("lenet"), { height });
    expect(refused.ok ? "opened" : refused.problems[0]?.code).toBe("template/size");
  });
});

describe("every block", () => {
  it.each(templateIds("blocks"))("%s is a valid document whose one block has sensible parameters", (id) => {
    const document = readTemplate("blocks", id);
    expect(analyse(document).problems).toEqual([]);
    const block = document.blocks[id];
    expect(block?.title).toBe(document.about.title);
    expect(block?.summary).toMatch(/\.$/);
    expect(block?.drawing).toBeTruthy();
    expect(block?.parameters.length).toBeGreaterThan(0);
  });

  it.each(templateIds("models"))("%s uses the same definitions as the palette", (id) => {
    const shared = new Map(
      templateIds("blocks").map((name) => [name, readTemplate("blocks", name).blocks[name]]),
    );
    for (const [name, definition] of Object.entries(model(id).blocks)) {
      if (shared.has(name)) expect(definition).toEqual(shared.get(name));
    }
  });
});

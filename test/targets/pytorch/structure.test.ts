import { describe, expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { bool } from "../../../engine/layers/param.ts";
import { className, identifier, pyDocstring, pyString } from "../../../engine/targets/pytorch/python.ts";
import { pytorchTarget } from "../../../engine/targets/pytorch/target.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import { block, define, documentOf, graph, layer, param, port } from "../../document/builder.ts";
import { analysed } from "../support/cases.ts";

async function modelOf(document: GraphDocument): Promise<string> {
  const analysis = analysed(document);
  const result = await pytorchTarget.write({ document, analysis, weights: initialWeights(analysis, 0) });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const file = result.value.find(({ path }) => path === "model.py");
  return new TextDecoder().decode(file?.chunks[0]);
}
const template = (id: string): Promise<string> => modelOf(loadGraph(id));
const classesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^class (\w+)\(/gm)].map(([, name = ""]) => name);

describe("blocks become classes and repeats loops", () => {
  test("in ResNet-50", async () => {
    const text = await template("torchvision-resnet50");
    expect(classesIn(text)).toEqual(["Bottleneck", "Network"]);
    expect(text).toContain("def __init__(self, in_channels, width, stride, project):");
    expect(text).toContain("self.bn3 = nn.BatchNorm2d(4 * width)");
    expect(text).toContain(
      "*[Bottleneck(in_channels=1024, width=256, stride=1, project=False) for _ in range(5)],",
    );
    expect(text).toContain(") if project else nn.Identity()");
  });
  test("in DenseNet-121, where each copy is wider than the one before", async () => {
    const text = await template("torchvision-densenet121");
    expect(classesIn(text)).toEqual(["DenseLayer", "Transition", "DenseBlock", "Network"]);
    expect(text).toMatch(/\*\[DenseLayer\(in_channels=in_channels \+ 32 \* i\) for i in range\(layers\)\]/);
  });
  test("and numbered names a sequence", async () => {
    const text = await template("torchvision-alexnet");
    expect(text).toContain(
      "self.features = nn.Sequential(\n            nn.Conv2d(3, 64, 11, stride=4, padding=2),",
    );
    expect(text).toContain("x = self.features(x)");
  });
});

const choose = bool({ label: "flag", help: "", default: false });
const two = define(
  "two",
  [param("width"), { name: "flag", spec: choose }],
  graph(
    [
      port("left", "in"),
      port("right", "in"),
      layer("conv", "conv2d", { kernel: 1, filters: "=width" }),
      layer("sum", "add", {}, { muted: "=!flag" }),
      port("first", "out"),
      port("second", "out"),
    ],
    "left>conv conv>sum right>sum.in#1 sum>first right>second",
  ),
);

describe("what the structure asks for", () => {
  test("several inputs and outputs, and an addition that is only sometimes there", async () => {
    const nodes = [
      layer("input", "input", { channels: 4, height: 3, width: 3 }),
      block("a", "two", { width: 4, flag: true }),
      block("b", "two", { width: 4 }),
      layer("end", "add"),
      layer("output", "output"),
    ];
    const wires =
      "input>a.left input>a.right a.first>b.left a.second>b.right b.first>end b.second>end.in#1 end>output";
    const text = await modelOf(documentOf(graph(nodes, wires), [two]));
    expect(classesIn(text)).toEqual(["Two", "Network"]);
    expect(text).toContain("def __init__(self, flag):");
    expect(text).toContain("if self.flag else");
    expect(text).toContain("def forward(self, left, right):");
  });

  test("a block with several ports in a chain falls back to one class", async () => {
    const nodes = [
      layer("input", "input", { channels: 4, height: 3, width: 3 }),
      block("a", "two", { width: 4, flag: true }, { repeat: 2 }),
      layer("end", "add"),
      layer("output", "output"),
    ];
    const wires = "input>a.left input>a.right a.first>end a.second>end.in#1 end>output";
    const text = await modelOf(documentOf(graph(nodes, wires), [two]));
    expect(classesIn(text)).toEqual(["Network"]);
    expect(text).toContain('self.a["1"]["conv"](');
  });

  test("a final softmax stands apart, as the loss reads what comes before it", async () => {
    const nodes = [
      layer("input", "input", { layout: "vector", channels: 4 }),
      layer("head.0", "dense", { units: 3 }),
      layer("head.1", "softmax"),
      layer("output", "output"),
    ].map((node) => ({ ...node, id: node.id.replace(".", "") }));
    const text = await modelOf(documentOf(graph(nodes, "input>head0 head0>head1 head1>output")));
    expect(text).toContain("def logits(self, x):");
    expect(text).toContain('return self.head["1"](self.logits(x))');
  });

  test("names that are no Python are kept for the weights", async () => {
    const nodes = [
      layer("input", "input", { layout: "vector", channels: 4 }),
      layer("a", "dense", { units: 3 }, { name: "forward" }),
      layer("b", "dense", { units: 3 }, { name: "слой-1" }),
      layer("output", "output"),
    ];
    const text = await modelOf(documentOf(graph(nodes, "input>a a>b b>output")));
    expect(text).toContain('"forward_": "forward",');
    expect(text).toContain(': "слой-1",');
  });
});

describe("Python's syntax", () => {
  test.each([
    ['a"b', '"a\\"b"'],
    ["a\\", '"a\\\\"'],
    ["a\nb\r", '"a\\nb\\x0d"'],
    ["\u2028\u202e", '"\\u2028\\u202e"'],
    ["é中😀", '"é中😀"'],
    ["\ud800", '"\ufffd"'],
  ])("quotes %j", (text, expected) => {
    expect(pyString(text)).toBe(expected);
  });
  test("breaks long docstrings between words alone", () => {
    const text = pyDocstring(`${"word ".repeat(40)}"""`, "    ");
    expect(text.split("\n").every((line) => line.length <= 100)).toBe(true);
    expect(text.startsWith('"""word') && text.endsWith('\\"\\"\\"\n    """')).toBe(true);
  });
  test.each([
    ["conv-1", "conv_1"],
    ["class", "class_"],
    ["1x1", "layer_1x1"],
    ["层", "layer"],
    ["__init__", "init"],
  ])("makes %s the identifier %s", (text, expected) => {
    expect(identifier(text, "layer")).toBe(expected);
  });
  test("names classes", () => {
    expect(className("inverted-residual")).toBe("InvertedResidual");
    expect(className("3x3")).toBe("Block_3x3");
  });
});

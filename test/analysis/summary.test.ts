import { describe, expect, it } from "vitest";
import { summarise } from "../../engine/analysis/summary.ts";
import { block, define, documentOf, graph, layer, param, port } from "../document/builder.ts";
import { analyse } from "./fixing.ts";
import { resnet18 } from "./networks.ts";

describe("a summary of all layers", () => {
  const analysis = analyse(resnet18());
  const { layers, totals } = summarise(analysis);

  it("has a row for each primitive layer, which add up to the totals", () => {
    expect(layers.map(({ path }) => path)).toEqual(analysis.expanded.nodes.map(({ path }) => path));
    const sum = (of: "params" | "macs") => layers.reduce((total, row) => total + row[of], 0);
    expect(totals).toEqual({
      params: sum("params"),
      buffers: 9600,
      macs: sum("macs"),
      activationBytes: analysis.totals.activationBytes,
    });
  });

  it("says of a layer what it is and does", () => {
    expect(layers.find(({ path }) => path === "layer2.0.conv1")).toEqual({
      path: "layer2.0.conv1",
      kind: "conv2d",
      outputShape: [128, 28, 28],
      params: 73_728,
      macs: 57_802_752,
      receptiveField: 51,
    });
  });

  it("leaves out the receptive field where a unit sees everything", () => {
    expect(layers.at(-2)).toMatchObject({ path: "fc", receptiveField: null, outputShape: [1000] });
  });

  it("survives JSON", () => {
    expect(JSON.parse(JSON.stringify({ layers, totals }))).toEqual({ layers, totals });
  });
});

describe("a summary by depth", () => {
  it("shows each copy of a block as one row", () => {
    const analysis = analyse(resnet18());
    const { layers, totals } = summarise(analysis, { depth: 1 });
    expect(layers.map(({ path }) => path)).toEqual([
      "input",
      "conv1",
      "bn1",
      "relu",
      "maxpool",
      "layer1.0",
      "layer1.1",
      "layer2.0",
      "layer2.1",
      "layer3.0",
      "layer3.1",
      "layer4.0",
      "layer4.1",
      "gap",
      "fc",
      "output",
    ]);
    expect(layers.find(({ path }) => path === "layer4.0")).toMatchObject({
      kind: "residual",
      outputShape: [512, 7, 7],
      params: 512 * 256 * 9 + 512 * 512 * 9 + 512 * 256 + 3 * 1024,
      receptiveField: 307,
    });
    expect(layers.reduce((sum, row) => sum + row.macs, 0)).toBe(totals.macs);
    expect(summarise(analysis, { depth: 2 }).layers).toEqual(summarise(analysis).layers);
  });

  it("opens nested blocks level by level", () => {
    const inner = define(
      "inner",
      [param("f")],
      graph(
        [
          port("in", "in"),
          layer("conv", "conv2d", { filters: "=f" }),
          layer("act", "relu"),
          port("out", "out"),
        ],
        "in>conv conv>act act>out",
      ),
    );
    const outer = define(
      "outer",
      [param("f")],
      graph(
        [
          port("in", "in"),
          block("a", "inner", { f: "=f" }, { repeat: 2 }),
          block("b", "inner", { f: "=f*2" }),
          port("out", "out"),
        ],
        "in>a a>b b>out",
      ),
    );
    const document = documentOf(
      graph(
        [layer("input", "input"), block("net", "outer", { f: 4 }), layer("output", "output")],
        "input>net net>output",
      ),
      [inner, outer],
    );
    const rows = (depth?: number) =>
      summarise(analyse(document), depth === undefined ? {} : { depth }).layers.map(({ path }) => path);
    expect(rows(1)).toEqual(["input", "net", "output"]);
    expect(rows(2)).toEqual(["input", "net.a.0", "net.a.1", "net.b", "output"]);
    expect(rows()).toEqual([
      "input",
      "net.a.0.conv",
      "net.a.0.act",
      "net.a.1.conv",
      "net.a.1.act",
      "net.b.conv",
      "net.b.act",
      "output",
    ]);
    const [, net] = summarise(analyse(document), { depth: 1 }).layers;
    expect(net).toMatchObject({ kind: "outer", outputShape: [8, 22, 22] });
  });

  it("gives both sizes of a field that is not square", () => {
    const nodes = [
      layer("input", "input"),
      layer("conv", "conv2d", { kernel: [1, 3] }),
      layer("output", "output"),
    ];
    const { layers } = summarise(analyse(documentOf(graph(nodes, "input>conv conv>output"))));
    expect(layers[1]?.receptiveField).toEqual([1, 3]);
  });

  it("keeps rows without shapes where something is wrong", () => {
    const nodes = [layer("input", "input"), layer("fc", "dense"), layer("output", "output")];
    const { layers } = summarise(analyse(documentOf(graph(nodes, "input>fc fc>output"))));
    expect(layers.map(({ outputShape }) => outputShape)).toEqual([[1, 28, 28], null, null]);
    expect(layers[1]).toMatchObject({ params: 0, receptiveField: null });
  });
});

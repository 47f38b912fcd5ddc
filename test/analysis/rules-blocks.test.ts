/** Problems inside blocks are named by the instance and fixed in the definition, or by an argument. */
import { describe, expect, it } from "vitest";
import { block, define, documentOf, graph, layer, param, port } from "../document/builder.ts";
import { analyse, applyFix } from "./fixing.ts";

const input = layer("input", "input");
const output = layer("output", "output");
const unitsInside = define(
  "head",
  [param("units", 7), param("other", 1)],
  graph(
    [
      port("in", "in"),
      layer("flat", "flatten"),
      layer("fc", "dense", { units: "=units" }),
      port("out", "out"),
    ],
    "in>flat flat>fc fc>out",
  ),
);

describe("problems inside blocks", () => {
  const wrong = define(
    "wrong",
    [],
    graph([port("in", "in"), layer("fc", "dense"), port("out", "out")], "in>fc fc>out"),
  );
  const outer = define(
    "outer",
    [],
    graph([port("in", "in"), block("w", "wrong"), port("out", "out")], "in>w w>out"),
  );
  const document = documentOf(
    graph([input, block("net", "outer", {}, { repeat: 1 }), output], "input>net net>output"),
    [wrong, outer],
  );
  const found = analyse(document).problems.find(({ code }) => code === "needs-vector");

  it("are named by the instance", () => {
    expect(found?.path).toBe("net.0.w.fc");
    expect(found?.values).toMatchObject({ origin: "net/w/fc", scope: "wrong" });
  });

  it("are fixed in the definition, and the label says so", () => {
    const fix = found?.fixes[0];
    expect(fix?.label).toContain("inside the block wrong");
    expect(fix?.values).toMatchObject({ block: "wrong" });
    if (fix === undefined) return;
    const fixed = applyFix(document, fix);
    expect(fixed.graph).toBe(document.graph);
    expect(analyse(fixed).problems).toEqual([]);
  });

  it("speak of the argument where a block has one for it", () => {
    const head = documentOf(graph([input, block("h", "head"), output], "input>h h>output"), [unitsInside], {
      classes: 10,
    });
    const fix = analyse(head).problems[0]?.fixes[0];
    if (fix === undefined) throw new Error("no fix");
    const fixed = applyFix(head, fix);
    expect(fixed.blocks).toBe(head.blocks);
    expect(fixed.graph.nodes[1]).toMatchObject({ args: { units: "=classes" } });
  });

  it("match channels by the block's own expression, so that every instance fits", () => {
    const branch = define(
      "branch",
      [param("channels", 8)],
      graph(
        [
          port("in", "in"),
          layer("conv", "conv2d", { filters: "=channels * 2", padding: [1, 1] }),
          layer("relu", "relu"),
          layer("sum", "add"),
          port("out", "out"),
        ],
        "in>conv conv>relu relu>sum#0 in>sum#1 sum>out",
      ),
    );
    const twice = documentOf(
      graph(
        [input, block("a", "branch", { channels: 4 }), block("b", "branch", { channels: 9 }), output],
        "input>a a>b b>output",
      ),
      [branch],
    );
    const fix = analyse(twice).problems[0]?.fixes.find(({ code }) => code === "match-conv");
    if (fix === undefined) throw new Error("no fix");
    const fixed = analyse(applyFix(twice, fix));
    expect(fixed.problems).toEqual([]);
    expect(fixed.shapes.get("b.sum")?.output).toEqual([18, 28, 28]);
  });
});

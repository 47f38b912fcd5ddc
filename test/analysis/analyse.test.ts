import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { applyCommand } from "../../engine/document/commands/index.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { documentOf, graph, layer, longChain } from "../document/builder.ts";
import { analyse, counting } from "./fixing.ts";
import { resnet18 } from "./networks.ts";

function run(
  document: GraphDocument,
  command: string,
  args: Readonly<Record<string, unknown>>,
): GraphDocument {
  const outcome = applyCommand(document, { command, args }, counting());
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.document;
}

describe("an analyser's memory", () => {
  it("gives the same value while only the layout changes", () => {
    const analyser = createAnalyser();
    const document = longChain(5);
    const before = analyser.analyse(document);
    const moved = run(document, "move-nodes", { scope: null, nodes: { conv1: { x: 40, y: 2 } } });
    const renamed = run(moved, "set-about", { about: { title: "Other" } });
    const slower = run(renamed, "set-training", { training: { epochs: 3 } });
    expect(moved).not.toBe(document);
    for (const other of [moved, renamed, slower]) expect(analyser.analyse(other)).toBe(before);
  });

  it.each([
    ["a parameter", "set-params", { scope: null, ids: ["conv1"], params: { filters: 3 } }],
    ["a variable", "set-variables", { variables: { classes: 3 } }],
    ["the loss", "set-training", { training: { loss: "mse" } }],
    ["the batch size", "set-training", { training: { batchSize: 1 } }],
  ])("gives another where %s changes", (_what, command, args) => {
    const analyser = createAnalyser();
    const document = longChain(5);
    const before = analyser.analyse(document);
    const changed = run(document, command, args);
    const after = analyser.analyse(changed);
    expect(after).not.toBe(before);
    expect({ ...after, totals: null }).toEqual({ ...analyse(changed), totals: null });
  });

  it("keeps the results of layers that an edit does not touch", () => {
    const analyser = createAnalyser();
    const document = longChain(8);
    const before = analyser.analyse(document);
    const after = analyser.analyse(
      run(document, "set-params", { scope: null, ids: ["conv3"], params: { filters: 3 } }),
    );
    const kept = (path: string) => after.shapes.get(path) === before.shapes.get(path);
    expect(["input", "conv0", "conv2", "conv5", "output"].map(kept)).toEqual([true, true, true, true, true]);
    // conv3 puts out other channels, which conv4 reads; behind conv4 all is as it was.
    expect(["conv3", "conv4"].map(kept)).toEqual([false, false]);
    expect(after.costs.get("conv2")).toBe(before.costs.get("conv2"));
    expect(after.shapes.get("conv4")?.inputs).toEqual([[3, 28, 28]]);
  });

  it("judges anew where a path means another layer", () => {
    const analyser = createAnalyser();
    const with_ = (kind: "maxPool2d" | "avgPool2d") =>
      documentOf(
        graph(
          [layer("input", "input"), layer("pool", kind, { size: [3, 3] }), layer("output", "output")],
          "input>pool pool>output",
        ),
      );
    const first = analyser.analyse(with_("maxPool2d"));
    const second = analyser.analyse(with_("avgPool2d"));
    expect(second.shapes.get("pool")).toEqual(first.shapes.get("pool"));
    expect(second.shapes.get("pool")).not.toBe(first.shapes.get("pool"));
  });
});

describe("views of blocks", () => {
  const analysis = analyse(resnet18());
  it("are there for each block and each copy, by path", () => {
    expect([...analysis.blocks.keys()].slice(0, 4)).toEqual(["layer1", "layer1.0", "layer1.1", "layer2"]);
    const view = analysis.blocks.get("layer2");
    expect(view).toMatchObject({
      title: "residual",
      block: "residual",
      origin: ["layer2"],
      copy: null,
      output: "layer2.1.relu2",
    });
    expect(analysis.blocks.get("layer2.0")).toMatchObject({ copy: 0, output: "layer2.0.relu2" });
  });
  it("cost what their layers cost", () => {
    const [whole, first, second] = ["layer3", "layer3.0", "layer3.1"].map((path) =>
      analysis.blocks.get(path),
    );
    expect(whole?.cost.params).toBe((first?.cost.params ?? 0) + (second?.cost.params ?? 0));
    expect(whole?.members.length).toBe(16);
    const sum = (whole?.members ?? []).reduce(
      (total, at) => total + (analysis.costs.get(analysis.expanded.nodes[at]?.path ?? "")?.macs ?? 0),
      0,
    );
    expect(whole?.cost.macs).toBe(sum);
  });
});

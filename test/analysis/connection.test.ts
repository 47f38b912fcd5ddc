/** Judging a wire while it is dragged agrees with what happens when it is dropped. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConnectionOptions, canConnect } from "../../engine/analysis/connection.ts";
import { applyCommand } from "../../engine/document/commands/index.ts";
import type { GraphDocument, Scope } from "../../engine/document/types.ts";
import { layerMessages } from "../../engine/layers/messages.ts";
import { block, define, documentOf, graph, layer, longChain, port, wire } from "../document/builder.ts";
import { randomDocument } from "./documents.ts";
import { analyse, applyFix, counting } from "./fixing.ts";

const head = define(
  "head",
  [],
  graph([port("in", "in"), layer("fc", "dense"), port("out", "out")], "in>fc fc>out"),
);
const document = documentOf(
  graph(
    [
      layer("input", "input", { channels: 3, height: 8, width: 8 }),
      layer("conv", "conv2d", { filters: 4, padding: [1, 1] }),
      layer("half", "conv2d", { filters: 8, kernel: [1, 1], stride: [2, 2] }),
      layer("flat", "flatten"),
      layer("fc", "dense"),
      layer("sum", "add"),
      layer("odd", "conv2d", { kernel: "=nothing" }),
      layer("quiet", "dense", {}, { muted: true }),
      block("b", "head"),
      layer("output", "output"),
    ],
    "input>conv conv>half conv>flat conv>sum#0",
  ),
  [head],
);
const analysis = analyse(document);
const judge = (text: string, options: ConnectionOptions = {}, scope: Scope = null) =>
  canConnect(document, analysis, scope, wire(text), options);

describe("a wire into a layer", () => {
  it("is welcome with both shapes", () => {
    expect(judge("flat>fc")).toEqual({ from: [256], to: [10] });
    expect(judge("half>output")).toEqual({ from: [8, 4, 4], to: [8, 4, 4] });
  });
  it("is refused by the rule of shapes, with both shapes and fixes that connect", () => {
    const { from, refusal } = judge("conv>fc");
    expect(from).toEqual([4, 8, 8]);
    expect(refusal?.code).toBe("needs-vector");
    expect(refusal?.message).toContain("4×8×8");
    expect(refusal?.path).toBe("fc");
    expect(refusal?.fixes.map(({ code }) => code)).toEqual(["insert-flatten", "insert-global-pool"]);
    for (const fix of refusal?.fixes ?? []) {
      const fixed = analyse(applyFix(document, fix));
      expect(fixed.shapes.get("fc")?.output).toEqual([10]);
    }
  });
  it("joins the wires of an addition", () => {
    expect(judge("half>sum.in#1").refusal?.code).toBe("sizes-differ");
    const fix = judge("half>sum.in#1").refusal?.fixes[0];
    if (fix === undefined) throw new Error("no fix");
    expect(analyse(applyFix(document, fix)).shapes.has("sum")).toBe(true);
    expect(judge("input>sum").refusal?.code).toBe("channels-differ");
  });
  it.each([
    ["would close a circle", "half>conv", "edit/would-cycle"],
    ["leads back to its own node", "conv>conv", "edit/self-wire"],
    ["is there already", "conv>sum", "edit/already-connected"],
    ["names no port", "conv>fc.elsewhere", "edit/no-port"],
    ["names no node", "conv>gone", "edit/no-node"],
  ])("is refused where it %s", (_why, text, code) => {
    expect(judge(text).refusal?.code).toBe(code);
  });
  it("takes the place of another one unless it must not", () => {
    expect(judge("input>half")).toEqual({ from: [3, 8, 8], to: [8, 4, 4] });
    expect(judge("input>half", { replace: false }).refusal?.code).toBe("edit/port-taken");
  });
  it("is not judged by shapes that are not known", () => {
    expect(judge("fc>output")).toEqual({});
    expect(judge("conv>odd")).toEqual({ from: [4, 8, 8] });
  });
  it("passes a muted layer", () => {
    expect(judge("conv>quiet")).toEqual({ from: [4, 8, 8], to: [4, 8, 8] });
  });
});

describe("a wire at a block", () => {
  it("into it is judged by what is inside", () => {
    expect(judge("flat>b")).toEqual({ from: [256], to: [10] });
    expect(judge("conv>b").refusal).toMatchObject({ code: "needs-vector", path: "b.fc" });
  });
  it("inside it is judged by the shapes of the instance", () => {
    const inside = define(
      "inside",
      [],
      graph([port("in", "in"), layer("fc", "dense"), layer("conv", "conv2d"), port("out", "out")], "fc>out"),
    );
    const open = documentOf(
      graph(
        [
          layer("input", "input"),
          layer("flat", "flatten"),
          block("a", "inside"),
          block("c", "inside"),
          layer("output", "output"),
        ],
        "input>a input>flat flat>c",
      ),
      [inside],
    );
    const opened = analyse(open);
    const verdict = (text: string, instance?: readonly string[]) =>
      canConnect(open, opened, "inside", wire(text), instance === undefined ? {} : { instance });
    expect(verdict("in>fc", ["a"]).refusal).toMatchObject({ code: "needs-vector", path: "a.fc" });
    expect(verdict("in>fc", ["c"])).toEqual({ from: [784], to: [10] });
    expect(verdict("in>conv").to).toEqual([16, 26, 26]);
    expect(verdict("fc>out", ["c"]).refusal?.code).toBe("edit/already-connected");
  });
  it("inside a block that nothing uses is judged by the graph alone", () => {
    const unused = documentOf(graph([layer("input", "input")], ""), [head]);
    expect(canConnect(unused, analyse(unused), "head", wire("in>fc"))).toMatchObject({
      refusal: { code: "edit/already-connected" },
    });
    expect(canConnect(unused, analyse(unused), "head", wire("in>out"))).toEqual({});
  });
});

describe("random wires", () => {
  it("that are welcome make no new refusal at their target; that are refused by shape do", () => {
    const seen = { welcome: 0, refused: 0 };
    const property = (given: GraphDocument, a: number, b: number): void => {
      const { nodes } = given.graph;
      const [from, to] = [nodes[a % nodes.length], nodes[b % nodes.length]];
      if (from === undefined || to === undefined) return;
      const before = analyse(given);
      const wish = { from: from.id, fromPort: "out", to: to.id, toPort: "in" };
      const verdict = canConnect(given, before, null, wish);
      const outcome = applyCommand(given, { command: "connect", args: { scope: null, ...wish } }, counting());
      const byShape = verdict.refusal !== undefined && verdict.refusal.code in layerMessages;
      expect(outcome.ok).toBe(verdict.refusal === undefined || byShape);
      if (!outcome.ok || verdict.from === undefined) return;
      const at = (path: string) => path === to.name || path.startsWith(`${to.name}.`);
      const after = analyse(outcome.document);
      const refused = after.problems.filter(({ code, path }) => code in layerMessages && at(path));
      if (byShape) expect(refused.map(({ code }) => code)).toContain(verdict.refusal?.code);
      else if (verdict.to !== undefined) {
        expect(refused).toEqual([]);
        const path = after.expanded.outputs.get(to.id);
        expect(after.shapes.get(path ?? "")?.output).toEqual(verdict.to);
      }
      seen[byShape ? "refused" : "welcome"]++;
    };
    fc.assert(fc.property(randomDocument("sound"), fc.nat(), fc.nat(), property), {
      numRuns: 3_000,
      seed: 21,
    });
    expect(seen.welcome).toBeGreaterThan(200);
    expect(seen.refused).toBeGreaterThan(50);
  }, 120_000);

  it("are judged fast among a thousand nodes", () => {
    const long = longChain(1_000);
    const known = analyse(long);
    const start = performance.now();
    for (let i = 0; i < 100; i++) canConnect(long, known, null, wire(`conv${i}>conv${900 - i}`));
    // A frame has 16.7 ms; loaded machines get room.
    expect((performance.now() - start) / 100).toBeLessThan(10);
  });
});

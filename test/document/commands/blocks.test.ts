import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expand } from "../../../engine/blocks/expand.ts";
import { applyCommand, callOf } from "../../../engine/document/commands/index.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { BlockNode, GraphDocument } from "../../../engine/document/types.ts";
import { pair } from "../../../engine/layers/param.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import { block, chain, define, documentOf, graph, layer, param, port } from "../builder.ts";
import { apply, counted, created, names, network, refusal, wiring } from "./apply.ts";

const scope = null;
const templates = new URL("../../../templates/models/", import.meta.url);
const models = readdirSync(templates).filter((name) => name.endsWith(".json"));
function template(name: string): GraphDocument {
  const result = parseDocument(readFileSync(new URL(name, templates)));
  return result.ok ? result.value : expect.fail(`${name}: ${result.problems[0]?.message}`);
}
const blocksOf = (document: GraphDocument): readonly BlockNode[] =>
  document.graph.nodes.filter((node) => node.type === "block");

const document = documentOf(
  graph(
    [
      layer("input", "input"),
      layer("conv1", "conv2d", { filters: "=width", kernel: [3, 3], padding: 1 }),
      layer("relu1", "relu"),
      layer("conv2", "conv2d", { filters: "=width", padding: 1 }),
      layer("sum", "add"),
      layer("output", "output"),
    ],
    "input>conv1 conv1>relu1 relu1>conv2 conv2>sum conv1>sum#1 sum>output",
  ),
  [],
  { width: 6 },
);

describe("make-block", () => {
  const made = apply(document, "make-block", {
    scope,
    ids: ["relu1", "conv2"],
    title: "Residual path",
    parameters: [{ node: "conv2", param: "padding", name: "pad" }],
  });
  const definition = Object.values(made.blocks)[0];

  it("puts one node in the place of the selection and computes the same", () => {
    expect(names(made)).toEqual(["input", "conv1", "residual_path", "sum", "output"]);
    expect(wiring(made)).toEqual([
      "conv1>residual_path",
      "conv1>sum#1",
      "input>conv1",
      "residual_path>sum",
      "sum>output",
    ]);
    expect(network(made, false)).toEqual(network(document, false));
    expect(definition?.graph.nodes.map(({ name }) => name)).toEqual(["in", "relu1", "conv2", "out"]);
    expect(created(document, "make-block", { scope, ids: ["relu1"], title: "R" }).length).toBe(1);
  });

  it("lifts the chosen parameters, and the names that expressions take from outside", () => {
    expect(definition?.parameters.map(({ name }) => name)).toEqual(["pad", "width"]);
    expect(blocksOf(made)[0]?.args).toEqual({ pad: 1, width: "=width" });
    expect(definition?.graph.nodes[2]).toMatchObject({ params: { filters: "=width", padding: "=pad" } });
    expect(definition?.parameters[1]?.spec).toMatchObject({ type: "int", default: 6 });
  });

  it("makes a port for each output that is read outside and each that feeds it", () => {
    const two = apply(document, "make-block", { scope, ids: ["conv1", "relu1"], title: "Two" });
    expect(wiring(two)).toEqual(["conv2>sum", "input>two", "sum>output", "two.out1>sum#1", "two.out2>conv2"]);
    expect(network(two, false)).toEqual(network(document, false));
    const join = apply(document, "make-block", { scope, ids: ["sum"], title: "Join" });
    expect(wiring(join)).toContain("conv2>join.in1");
    expect(network(join, false)).toEqual(network(document, false));
  });

  it("makes ports of open inputs and outputs", () => {
    const open = documentOf(graph([layer("a", "relu"), layer("b", "relu")], "a>b"));
    const after = apply(open, "make-block", { scope, ids: ["a", "b"], title: "Open" });
    expect(wiring(after, Object.keys(after.blocks)[0])).toEqual(["a>b", "b>out", "in>a"]);
  });

  it("shares a parameter between nodes of equal values", () => {
    const lift = (node: string, param: string) => ({ node, param, name: "f" });
    const shared = apply(document, "make-block", {
      scope,
      ids: ["conv1", "relu1", "conv2"],
      title: "S",
      parameters: [lift("conv1", "filters"), lift("conv2", "filters")],
    });
    expect(network(shared, false)).toEqual(network(document, false));
    const differ = { scope, ids: ["conv1", "relu1", "conv2"], title: "S" };
    expect(
      refusal(document, "make-block", {
        ...differ,
        parameters: [lift("conv1", "kernel"), lift("conv2", "stride")],
      }),
    ).toBe("edit/lift-differs");
    expect(
      refusal(document, "make-block", {
        ...differ,
        parameters: [{ ...lift("conv1", "kernel"), name: "width" }],
      }),
    ).toBe("edit/parameter-taken");
    expect(refusal(document, "make-block", { ...differ, parameters: [lift("conv1", "nope")] })).toBe(
      "edit/no-parameter",
    );
    expect(refusal(document, "make-block", { ...differ, parameters: [lift("sum", "kernel")] })).toBe(
      "edit/no-node",
    );
  });

  it("refuses what would read its own output, and the ends of the network", () => {
    expect(refusal(document, "make-block", { scope, ids: ["conv1", "conv2"], title: "B" })).toBe(
      "edit/not-one-piece",
    );
    expect(refusal(document, "make-block", { scope, ids: ["input", "conv1"], title: "B" })).toBe(
      "edit/io-in-block",
    );
    expect(refusal(document, "make-block", { scope, ids: ["relu1"], title: "B", name: "conv1" })).toBe(
      "edit/name-taken",
    );
    expect(refusal(document, "make-block", { scope, ids: [], title: "B" })).toBe("edit/nothing-selected");
    expect(refusal(document, "make-block", { scope, ids: ["relu1"], title: "  " })).toBe("file/out-of-range");
  });

  it("works inside blocks, whose parameters it passes on", () => {
    const inside = Object.keys(made.blocks)[0] ?? "";
    const nested = apply(made, "make-block", { scope: inside, ids: ["conv2"], title: "Inner" });
    expect(network(nested, false)).toEqual(network(made, false));
    expect(Object.keys(nested.blocks).length).toBe(2);
  });

  it("computes the same for random selections of every template", () => {
    let count = 0;
    for (const name of models) {
      const before = template(name);
      const random = createRandom(1, name);
      for (let round = 0; round < 6; round++) {
        const from = random.int(before.graph.nodes.length);
        const ids = before.graph.nodes.slice(from, from + 1 + random.int(6)).map(({ id }) => id);
        const outcome = applyCommand(before, callOf("make-block", { scope, ids, title: "Piece" }), counted());
        if (!outcome.ok) {
          expect(["edit/io-in-block", "edit/not-one-piece"]).toContain(outcome.problem.code);
          continue;
        }
        expect(network(outcome.document, false), name).toEqual(network(before, false));
        // And back: the names get the block's in front, so that only what is computed is compared.
        const [id = ""] = outcome.created ?? [];
        const back = apply(outcome.document, "inline-block", { scope, id });
        expect(network(back, false), name).toEqual(network(before, false));
        count++;
      }
    }
    expect(count).toBeGreaterThan(models.length);
  });
});

describe("inline-block and unpack-repeat", () => {
  const stage = define(
    "stage",
    [
      param("width"),
      { name: "size", spec: pair({ label: "", help: "", default: [3, 3], min: 1, max: 9 }) },
      param("first", 0),
    ],
    graph(
      [
        port("in", "in"),
        layer("conv", "conv2d", {
          filters: "=width * 2",
          kernel: "=size",
          padding: ["=size[0] // 2", "=size[1] // 2"],
        }),
        layer("act", "relu", {}, { muted: "=first == 1" }),
        block("deep", "leaf", { f: "=width + i + first" }, { repeat: "=1 + first" }),
        port("out", "out"),
      ],
      chain("in", "conv", "act", "deep", "out"),
    ),
  );
  const leaf = define(
    "leaf",
    [param("f")],
    graph(
      [port("in", "in"), layer("c", "conv2d", { filters: "=f" }), port("out", "out")],
      chain("in", "c", "out"),
    ),
  );
  const nested = (
    args: Record<string, string | number | readonly (string | number)[]>,
    repeat?: number | string,
  ) =>
    documentOf(
      graph(
        [
          layer("input", "input"),
          block("s", "stage", args, repeat === undefined ? {} : { repeat }),
          layer("output", "output"),
        ],
        chain("input", "s", "output"),
      ),
      [stage, leaf],
      { w: 3 },
    );

  it("keep what is computed and every path, with literal and with computed arguments", () => {
    for (const before of [
      nested({}),
      nested({ width: 5, size: [5, 3] }),
      nested({ width: "=w - 1", size: 5, first: 1 }),
      nested({ width: "=w * w", first: "=w - 2" }),
    ]) {
      const after = apply(before, "inline-block", { scope, id: "s" });
      expect(network(after, true)).toEqual(network(before, true));
      expect(blocksOf(after).map(({ block: id }) => id)).toEqual(["leaf"]);
    }
  });

  it("write plain values where nothing is left to compute", () => {
    const after = apply(nested({ width: 4, first: 1 }), "inline-block", { scope, id: "s" });
    expect(after.graph.nodes[1]).toMatchObject({
      name: "s.conv",
      params: { filters: 8, kernel: [3, 3], padding: [1, 1] },
    });
    expect(after.graph.nodes[2]).toMatchObject({ muted: true });
    expect(after.graph.nodes[3]).toMatchObject({ repeat: 2, args: { f: "=4 + i + 1" } });
    expect(names(after)).toEqual(["input", "s.conv", "s.act", "s.deep", "output"]);
  });

  it("unpack copies with their index written in, and keep every path", () => {
    const before = nested({ width: "=w + i", first: "=i == n - 1 ? 1 : 0" }, "=w - 1");
    const after = apply(before, "unpack-repeat", { scope, id: "s" });
    expect(names(after)).toEqual(["input", "s.0", "s.1", "output"]);
    expect(wiring(after)).toEqual(["input>s.0", "s.0>s.1", "s.1>output"]);
    expect(blocksOf(after).map(({ args }) => args)).toEqual([
      { width: "=w + 0", first: 0 },
      { width: "=w + 1", first: 1 },
    ]);
    expect(network(after, true)).toEqual(network(before, true));
    const flat = apply(before, "inline-block", { scope, id: "s" });
    expect(names(flat)).toContain("s.1.conv");
    expect(network(flat, true)).toEqual(network(before, true));
  });

  it("are refused where they would change the network", () => {
    expect(refusal(nested({}), "unpack-repeat", { scope, id: "s" })).toBe("edit/repeats-not");
    expect(refusal(nested({}), "inline-block", { scope, id: "input" })).toBe("edit/not-a-block");
    expect(refusal(nested({ size: "=w" }), "inline-block", { scope, id: "s" })).toBe(
      "edit/cannot-substitute",
    );
    expect(refusal(nested({}), "unpack-repeat", { scope: "stage", id: "deep" })).toBe("edit/repeat-unknown");
    const muted = apply(nested({}), "set-muted", { scope, ids: ["s"], muted: true });
    expect(refusal(muted, "inline-block", { scope, id: "s" })).toBe("edit/muted-block");
  });

  it("follow the ports of blocks that have several, also straight through", () => {
    const cross = define(
      "cross",
      [],
      graph(
        [port("a", "in"), port("b", "in"), layer("act", "relu"), port("x", "out"), port("y", "out")],
        "b>x a>act act>y",
      ),
    );
    const before = documentOf(
      graph(
        [
          layer("input", "input"),
          layer("l", "sigmoid"),
          block("c", "cross"),
          layer("cat", "concat"),
          layer("output", "output"),
        ],
        "input>l l>c.a input>c.b c.x>cat c.y>cat#1 cat>output",
      ),
      [cross],
    );
    const after = apply(before, "inline-block", { scope, id: "c" });
    expect(wiring(after)).toEqual(["c.act>cat#1", "cat>output", "input>cat", "input>l", "l>c.act"]);
    expect(network(after, true)).toEqual(network(before, true));
    const twice = apply(before, "set-repeat", { scope, id: "c", repeat: 2 });
    expect(network(apply(twice, "unpack-repeat", { scope, id: "c" }), true)).toEqual(network(twice, true));
  });

  it.each(models.map((name) => [name]))("take %s apart to its layers and keep every path", (name) => {
    const before = template(name);
    let after = before;
    for (let level = 0; level < 6 && blocksOf(after).length > 0; level++) {
      for (const { id } of blocksOf(after)) after = apply(after, "inline-block", { scope, id });
    }
    expect(blocksOf(after)).toEqual([]);
    expect(network(after, true)).toEqual(network(before, true));
    expect(expand(after).expanded.nodes.length).toBe(expand(before).expanded.nodes.length);
  });
});

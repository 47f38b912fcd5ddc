/** What is wrong with whole networks, and what their fixes do. */
import { describe, expect, it } from "vitest";
import type { GraphDocument } from "../../engine/document/types.ts";
import {
  block,
  chain,
  define,
  documentOf,
  graph,
  layer,
  longChain,
  param,
  port,
} from "../document/builder.ts";
import { analyse, applyFix, remains } from "./fixing.ts";

const input = layer("input", "input");
const output = layer("output", "output");
const conv = layer("conv", "conv2d", { padding: [1, 1] });
const classifier = (units: string | number, classes?: number): GraphDocument =>
  documentOf(
    graph(
      [input, layer("flat", "flatten"), layer("fc", "dense", { units }), output],
      "input>flat flat>fc fc>output",
    ),
    [],
    classes === undefined ? {} : { classes },
  );
const withTraining = (
  document: GraphDocument,
  training: Partial<GraphDocument["training"]>,
): GraphDocument => ({
  ...document,
  training: { ...document.training, ...training },
});
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
const plainInside = define(
  "body",
  [],
  graph([port("in", "in"), layer("fc", "dense"), port("out", "out")], "in>fc fc>out"),
);

/** Title, document, code, path, codes of the fixes. */
const situations: readonly (readonly [string, GraphDocument, string, string, readonly string[]])[] = [
  ["nothing at all", documentOf(graph([], "")), "no-input", "", ["add-input"]],
  ["no output, nothing else", documentOf(graph([], "")), "no-output", "", ["add-output-alone"]],
  [
    "no output behind a chain",
    documentOf(graph([input, conv, layer("relu", "relu")], "input>conv conv>relu")),
    "no-output",
    "",
    ["add-output"],
  ],
  [
    "no output behind a block",
    documentOf(graph([input, block("b", "body")], "input>b"), [plainInside]),
    "no-output",
    "",
    ["add-output"],
  ],
  [
    "no input before a chain",
    documentOf(graph([conv, output], "conv>output")),
    "no-input",
    "",
    ["add-input"],
  ],
  [
    "a first layer without input",
    documentOf(graph([conv, output], "conv>output")),
    "missing-input",
    "conv",
    ["add-input", "remove-node"],
  ],
  [
    "an input that waits",
    documentOf(graph([input, conv, output], "input>conv")),
    "missing-input",
    "output",
    ["connect-source", "connect-source", "remove-node"],
  ],
  [
    "an addition with one wire",
    documentOf(
      graph(
        [input, conv, layer("conv2", "conv2d", { padding: [1, 1] }), layer("sum", "add"), output],
        "input>conv input>conv2 conv>sum sum>output",
      ),
    ),
    "missing-input",
    "sum",
    ["connect-source", "remove-node"],
  ],
  [
    "an addition with no wire",
    documentOf(
      graph(
        [input, conv, layer("conv2", "conv2d", { padding: [1, 1] }), layer("sum", "add"), output],
        "input>conv input>conv2 sum>output",
      ),
    ),
    "missing-input",
    "sum",
    ["connect-source", "remove-node"],
  ],
  [
    "a block that waits",
    documentOf(graph([input, layer("flat", "flatten"), block("b", "body"), output], "input>flat b>output"), [
      plainInside,
    ]),
    "missing-input",
    "b",
    ["connect-source", "connect-source", "remove-node"],
  ],
  [
    "two inputs",
    documentOf(
      graph(
        [input, layer("second", "input"), conv, layer("relu", "relu"), layer("sum", "add"), output],
        "input>conv second>relu relu>sum#0 second>sum#1 conv>output",
      ),
    ),
    "several-inputs",
    "second",
    ["join-inputs", "remove-layer"],
  ],
  [
    "two inputs of one addition",
    documentOf(
      graph(
        [input, layer("second", "input"), layer("sum", "add"), output],
        "input>sum#0 second>sum#1 sum>output",
      ),
    ),
    "several-inputs",
    "second",
    ["join-inputs", "remove-layer"],
  ],
  [
    "two outputs",
    documentOf(graph([input, conv, output, layer("out2", "output")], "input>conv conv>output conv>out2")),
    "several-outputs",
    "out2",
    ["remove-layer", "remove-layer"],
  ],
  [
    "a result that nothing reads",
    documentOf(graph([input, conv, layer("side", "relu"), output], "input>conv conv>output conv>side")),
    "unused-result",
    "side",
    ["remove-layer"],
  ],
  [
    "a branch that nothing reads",
    documentOf(
      graph(
        [input, conv, layer("a", "relu"), layer("b", "relu"), output],
        "input>conv conv>output conv>a a>b",
      ),
    ),
    "unused-result",
    "b",
    ["remove-branch"],
  ],
  [
    "a block that nothing reads",
    documentOf(
      graph(
        [input, layer("flat", "flatten"), block("b", "body", {}, { repeat: 2 }), output],
        "input>flat flat>output flat>b",
      ),
      [plainInside],
    ),
    "unused-result",
    "b",
    ["remove-layer"],
  ],
  [
    "a last layer and an output apart",
    documentOf(graph([input, conv, output], "input>conv")),
    "unused-result",
    "conv",
    ["connect-output", "remove-layer"],
  ],
  [
    "a wire to nowhere",
    documentOf(graph([input, conv, output], "input>conv conv>output conv>gone")),
    "dangling-edge",
    "conv",
    ["remove-wire"],
  ],
  [
    "two wires into one input",
    documentOf(graph([input, conv, output], "input>conv conv>output input>output")),
    "several-wires",
    "output",
    ["remove-wire"],
  ],
  [
    "a circle",
    documentOf(
      graph(
        [input, layer("sum", "add"), layer("relu", "relu"), output],
        "input>sum#0 sum>relu relu>sum#1 relu>output",
      ),
    ),
    "cycle",
    "sum",
    ["remove-wire-between", "remove-wire-between"],
  ],
  [
    "an unknown kind",
    documentOf(
      graph(
        [input, { id: "x", name: "x", type: "unknown", raw: { kind: "capsule" } }, output],
        "input>x x>output",
      ),
    ),
    "unknown-kind",
    "x",
    ["remove-node"],
  ],
  [
    "a missing definition",
    documentOf(graph([input, block("x", "lost"), output], "input>x x>output")),
    "unknown-block",
    "x",
    ["remove-node"],
  ],
  [
    "two layers of one path",
    documentOf(
      graph(
        [
          input,
          layer("x", "relu", {}, { name: "b.fc" }),
          layer("flat", "flatten"),
          block("b", "body"),
          output,
        ],
        "input>x x>flat flat>b b>output",
      ),
      [plainInside],
    ),
    "duplicate-path",
    "b.fc",
    ["rename-layer"],
  ],
  [
    "too many layers",
    documentOf(
      graph(
        [input, layer("flat", "flatten"), block("b", "twice", {}, { repeat: 10_000 }), output],
        "input>flat flat>b b>output",
      ),
      [
        define(
          "twice",
          [],
          graph([port("in", "in"), block("a", "body", {}, { repeat: 4 }), port("out", "out")], "in>a a>out"),
        ),
        plainInside,
      ],
    ),
    "too-many-layers",
    "",
    ["set-repeat", "set-repeat"],
  ],
  [
    "a parameter beyond its limits",
    documentOf(graph([input, layer("drop", "dropout", { rate: 1 }), output], "input>drop drop>output")),
    "param/out-of-range",
    "drop",
    ["reset-param"],
  ],
  ["fewer units than classes", classifier(5, 10), "classes-differ", "output", ["set-classes", "add-head"]],
  [
    "a head in a block with a parameter",
    documentOf(graph([input, block("h", "head"), output], "input>h h>output"), [unitsInside], {
      classes: 10,
    }),
    "classes-differ",
    "output",
    ["set-classes", "add-head"],
  ],
  [
    "a head in a block without one",
    documentOf(
      graph([input, layer("flat", "flatten"), block("b", "body"), output], "input>flat flat>b b>output"),
      [plainInside],
      { classes: 4 },
    ),
    "classes-differ",
    "output",
    ["set-classes", "add-head"],
  ],
  [
    "no head",
    documentOf(graph([input, layer("flat", "flatten"), output], "input>flat flat>output"), [], {
      classes: 10,
    }),
    "classes-differ",
    "output",
    ["add-head"],
  ],
  [
    "a map for classes",
    documentOf(graph([input, conv, output], "input>conv conv>output"), [], { classes: 10 }),
    "map-for-classes",
    "output",
    ["insert-pool-head"],
  ],
  [
    "a map of as many channels as classes",
    documentOf(graph([input, conv, output], "input>conv conv>output"), [], { classes: 16 }),
    "map-for-classes",
    "output",
    ["insert-global-pool"],
  ],
  [
    "a map of one pixel for each class",
    documentOf(
      graph([input, conv, layer("gap", "adaptiveAvgPool2d"), output], "input>conv conv>gap gap>output"),
      [],
      { classes: 16 },
    ),
    "map-for-classes",
    "output",
    ["insert-flatten", "insert-global-pool"],
  ],
  [
    "an activation before the loss",
    documentOf(
      graph(
        [
          input,
          layer("flat", "flatten"),
          layer("fc", "dense"),
          layer("relu", "relu"),
          layer("soft", "softmax"),
          output,
        ],
        chain("input", "flat", "fc", "relu", "soft", "output"),
      ),
      [],
      { classes: 10 },
    ),
    "activation-before-loss",
    "relu",
    ["remove-layer"],
  ],
  [
    "a batch norm on vectors in batches of one",
    withTraining(
      documentOf(
        graph(
          [input, layer("flat", "flatten"), layer("bn", "batchNorm"), output],
          "input>flat flat>bn bn>output",
        ),
      ),
      { batchSize: 1 },
    ),
    "batch-norm-single",
    "bn",
    ["set-batch-size", "replace-norm"],
  ],
];

describe("problems of whole networks", () => {
  it.each(situations)("%s", (_title, document, code, path, codes) => {
    const found = analyse(document).problems.find((each) => each.code === code && each.path === path);
    expect(
      found,
      JSON.stringify(analyse(document).problems.map((each) => [each.code, each.path])),
    ).toBeDefined();
    if (found === undefined) return;
    expect(found.fixes.map((fix) => fix.code)).toEqual(codes);
    for (const fix of found.fixes) {
      expect(fix.label).not.toMatch(/[{}]/);
      expect(`${fix.label}: ${remains(applyFix(document, fix), found)}`).toBe(`${fix.label}: false`);
    }
    expect(found.message).not.toMatch(/[{}]/);
    expect(found.remedy).not.toMatch(/[{}]/);
  });
});

describe("what is welcome", () => {
  it.each([
    ["as many units as classes", classifier(10, 10)],
    ["units by name", classifier("=classes", 7)],
    ["no classes said", classifier(3)],
    ["another loss", withTraining(classifier(3, 10), { loss: "mse" })],
    [
      "one softmax at the end",
      documentOf(
        graph(
          [input, layer("flat", "flatten"), layer("fc", "dense"), layer("soft", "softmax"), output],
          chain("input", "flat", "fc", "soft", "output"),
        ),
        [],
        { classes: 10 },
      ),
    ],
    ["a feature extractor", documentOf(graph([input, conv, output], "input>conv conv>output"))],
    [
      "a batch norm on maps in batches of one",
      withTraining(documentOf(graph([input, layer("bn", "batchNorm"), output], "input>bn bn>output")), {
        batchSize: 1,
      }),
    ],
    ["a long chain", longChain(50)],
  ])("%s", (_title, document) => {
    expect(analyse(document).problems).toEqual([]);
    expect(analyse(document).valid).toBe(true);
  });
});

describe("warnings", () => {
  it("leave a network valid", () => {
    const analysis = analyse(classifier(5, 10));
    expect(analysis.problems.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(analysis.valid).toBe(true);
  });
});

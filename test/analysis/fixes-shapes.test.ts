/** Every refusal of a shape comes with fixes, and each of them makes it go away. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeFixMakers } from "../../engine/analysis/fixes/shapes.ts";
import type { GraphDocument, LayerNode } from "../../engine/document/types.ts";
import { type LayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import { layerMessages } from "../../engine/layers/messages.ts";
import type { ParamValue } from "../../engine/layers/param.ts";
import { isMap, type Shape } from "../../engine/tensor/shape.ts";
import { documentOf, graph, layer } from "../document/builder.ts";
import { type Application, application } from "../layers/generators.ts";
import { analyse, applyFix, remains } from "./fixing.ts";

const source = (id: string, shape: Shape): LayerNode =>
  layer(
    id,
    "input",
    isMap(shape)
      ? { channels: shape[0], height: shape[1], width: shape[2] }
      : { layout: "vector", channels: shape[0] ?? 1 },
  );

/** An input for each shape, all going into one layer, and an output. */
function oneLayer(
  kind: LayerKind,
  params: Readonly<Record<string, ParamValue>>,
  shapes: readonly Shape[],
): GraphDocument {
  const sources = shapes.map((shape, slot) => source(`input${slot}`, shape));
  const wires = shapes.map((_, slot) => `input${slot}>it.in#${slot}`).join(" ");
  return documentOf(
    graph([...sources, layer("it", kind, params), layer("output", "output")], `${wires} it>output`),
  );
}

/** The refusal at `it` and what its fixes do. */
function refusalOf(document: GraphDocument) {
  const refusal = analyse(document).problems.find(({ path, code }) => path === "it" && code in layerMessages);
  if (refusal === undefined) return undefined;
  const left = refusal.fixes.filter((fix) => remains(applyFix(document, fix), refusal));
  return { refusal, left };
}

const situations: readonly (readonly [
  string,
  string,
  LayerKind,
  Readonly<Record<string, ParamValue>>,
  readonly Shape[],
  readonly string[],
])[] = [
  [
    "a dense layer on a map",
    "needs-vector",
    "dense",
    {},
    [[3, 8, 8]],
    ["insert-flatten", "insert-global-pool"],
  ],
  [
    "a convolution on a vector",
    "needs-map",
    "conv2d",
    { kernel: [1, 1] },
    [[100]],
    ["insert-reshape", "insert-reshape"],
  ],
  ["a 3×3 convolution on a vector", "needs-map", "conv2d", {}, [[7]], ["insert-reshape"]],
  ["a channel shuffle on a vector", "needs-map", "channelShuffle", { groups: 2 }, [[8]], ["insert-reshape"]],
  [
    "a kernel larger than the image",
    "window-too-large",
    "conv2d",
    { kernel: [7, 7] },
    [[3, 5, 6]],
    ["set-param", "set-param"],
  ],
  [
    "a dilated kernel",
    "window-too-large",
    "conv2d",
    { dilation: [4, 4] },
    [[3, 6, 6]],
    ["set-param", "set-param", "set-param"],
  ],
  [
    "a pooling window larger than the image",
    "window-too-large",
    "maxPool2d",
    { size: [3, 3] },
    [[3, 2, 2]],
    ["set-param", "set-param"],
  ],
  [
    "groups that do not divide the channels",
    "groups-divide-channels",
    "conv2d",
    { groups: 4, filters: 12 },
    [[6, 8, 8]],
    ["set-param", "set-param"],
  ],
  [
    "groups that do not divide the filters",
    "groups-divide-filters",
    "conv2d",
    { groups: 4, filters: 10 },
    [[8, 8, 8]],
    ["set-param", "set-param", "set-param"],
  ],
  [
    "a group norm",
    "groups-divide-channels",
    "groupNorm",
    { groups: 8 },
    [[12, 4, 4]],
    ["set-param", "set-param"],
  ],
  [
    "pooling padding beyond half the window",
    "padding-too-large",
    "maxPool2d",
    { size: [2, 2], padding: [2, 2] },
    [[3, 8, 8]],
    ["set-param", "set-param"],
  ],
  [
    "a window that steps over the image",
    "window-misses-input",
    "maxPool2d",
    { size: [2, 2], padding: [1, 1], dilation: [3, 3] },
    [[1, 2, 2]],
    ["set-param"],
  ],
  [
    "an output padding of the stride",
    "output-padding-too-large",
    "convTranspose2d",
    { outputPadding: [2, 2], stride: [2, 2] },
    [[3, 4, 4]],
    ["set-param", "set-param"],
  ],
  [
    "a transposed convolution cut away",
    "output-vanishes",
    "convTranspose2d",
    { padding: [3, 3] },
    [[3, 2, 2]],
    ["set-param", "set-param"],
  ],
  [
    "an addition of other channels",
    "channels-differ",
    "add",
    {},
    [
      [16, 8, 8],
      [32, 8, 8],
    ],
    ["match-conv", "match-conv"],
  ],
  [
    "an addition of another size",
    "spatial-differ",
    "add",
    {},
    [
      [16, 8, 8],
      [16, 4, 4],
    ],
    ["match-conv-stride", "match-pool", "match-resize", "match-upsample"],
  ],
  [
    "a residual stage",
    "sizes-differ",
    "add",
    {},
    [
      [64, 56, 56],
      [128, 28, 28],
    ],
    ["match-conv-stride", "match-resize-conv", "match-upsample-conv", "match-resize-conv"],
  ],
  [
    "three branches",
    "sizes-differ",
    "add",
    {},
    [
      [8, 9, 9],
      [16, 5, 5],
      [4, 3, 3],
    ],
    ["match-conv-stride"],
  ],
  [
    "a concatenation of sizes one apart",
    "spatial-differ",
    "concat",
    {},
    [
      [16, 8, 8],
      [16, 7, 7],
    ],
    ["match-resize", "match-pad"],
  ],
  ["an addition of vectors", "features-differ", "add", {}, [[10], [20]], ["match-dense", "match-dense"]],
  ["an addition of a map and a vector", "ranks-differ", "add", {}, [[16, 4, 4], [16]], ["match-global-pool"]],
  [
    "a concatenation of a map and a vector",
    "ranks-differ",
    "concat",
    {},
    [[10], [16, 4, 4]],
    ["match-global-pool", "match-flatten"],
  ],
  ["a gate of the wrong length", "channels-differ", "multiply", {}, [[16, 4, 4], [8]], ["match-dense"]],
  [
    "a reshape to another number",
    "elements-differ",
    "reshape",
    { shape: [4, 5, 5] },
    [[3, 8, 8]],
    ["set-param"],
  ],
  [
    "a reshape of one axis off",
    "elements-differ",
    "reshape",
    { shape: [16, 4, 5] },
    [[256]],
    ["set-param", "set-param"],
  ],
  ["a reshape to two axes", "reshape-target", "reshape", { shape: [4, 5] }, [[20]], ["set-param"]],
  [
    "a reshape with two free axes",
    "reshape-target",
    "reshape",
    { shape: [-1, -1, 4] },
    [[2, 4, 4]],
    ["set-param"],
  ],
  [
    "an upsampling beyond the limit",
    "too-large",
    "upsample2d",
    { scale: [64, 64] },
    [[1, 2000, 2000]],
    ["set-param"],
  ],
  ["a padding beyond the limit", "too-large", "zeroPad2d", { top: 1000 }, [[1, 65_000, 4]], ["set-params"]],
  [
    "a depthwise convolution beyond the limit",
    "too-large",
    "depthwiseConv2d",
    { multiplier: 256, kernel: [1, 1] },
    [[1000, 2, 2]],
    ["set-param"],
  ],
  [
    "a flatten beyond the limit",
    "too-large",
    "flatten",
    {},
    [[65_536, 100, 100]],
    ["shrink-before", "insert-global-pool"],
  ],
  [
    "a concatenation beyond the limit",
    "too-large",
    "concat",
    {},
    [
      [40_000, 2, 2],
      [40_000, 2, 2],
    ],
    ["match-narrow"],
  ],
];

describe("hand-made refusals", () => {
  it.each(situations)("%s: %s", (_title, code, kind, params, shapes, codes) => {
    const document = oneLayer(kind, params, shapes);
    const found = refusalOf(document);
    expect(found?.refusal.code).toBe(code);
    expect(found?.left.map(({ label }) => label)).toEqual([]);
    expect(found?.refusal.fixes.slice(0, codes.length).map((fix) => fix.code)).toEqual(codes);
    for (const fix of found?.refusal.fixes ?? []) {
      const after = analyse(applyFix(document, fix));
      const shapesLeft = after.problems.filter((each) => each.code in layerMessages);
      expect(shapesLeft.map((each) => `${fix.label}: ${each.message}`)).toEqual([]);
      expect(fix.label).not.toMatch(/[{}]/);
    }
  });

  it("names both shapes and the rule where branches disagree", () => {
    const found = refusalOf(
      oneLayer("add", {}, [
        [64, 56, 56],
        [128, 28, 28],
      ]),
    );
    expect(found?.refusal.message).toContain("64×56×56");
    expect(found?.refusal.message).toContain("128×28×28");
    expect(found?.refusal.values).toMatchObject({ origin: "it", scope: "" });
  });

  it("reads from in front of a flatten that made the shape unfit", () => {
    const nodes = [
      source("input", [3, 8, 8]),
      layer("flat", "flatten"),
      layer("conv", "conv2d"),
      layer("output", "output"),
    ];
    const document = documentOf(graph(nodes, "input>flat flat>conv conv>output"));
    const refusal = analyse(document).problems.find(({ code }) => code === "needs-map");
    const fix = refusal?.fixes[0];
    expect(fix?.code).toBe("bypass-layer");
    if (fix === undefined) return;
    expect(analyse(applyFix(document, fix)).shapes.get("conv")?.output).toEqual([16, 6, 6]);
  });
});

describe("random refusals of every kind", () => {
  const covered = new Set<string>();
  it.each(layerKinds)("%s: every fix makes the refusal go away", (kind) => {
    const property = (use: Application) => {
      if (layerSpec(kind).inputs.length === 0) return;
      const found = refusalOf(oneLayer(kind, use.params, use.inputs));
      if (found === undefined) return;
      covered.add(found.refusal.code);
      expect(found.refusal.fixes.length).toBeGreaterThan(0);
      expect(found.left.map(({ label }) => label)).toEqual([]);
    };
    fc.assert(fc.property(application(kind, true), property), { numRuns: 150, seed: 1 });
    fc.assert(fc.property(application(kind, false), property), { numRuns: 100, seed: 2 });
  });

  it("meets every code that a layer can refuse with", () => {
    for (const [, code] of situations) covered.add(code);
    // `infer` answers `needs-input` only to a call without shapes; a missing wire is found by `expand`.
    expect([...covered, "needs-input"].sort()).toEqual(Object.keys(shapeFixMakers).sort());
  });
});

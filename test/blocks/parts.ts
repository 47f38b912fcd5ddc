/** What the tests of expansion share. */
import { expand } from "../../engine/blocks/expand.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { chain, define, graph, layer, param, port } from "../document/builder.ts";

export const paths = (document: GraphDocument): readonly string[] =>
  expand(document).expanded.nodes.map(({ path }) => path);
export const wires = (document: GraphDocument): Record<string, readonly string[]> =>
  Object.fromEntries(
    expand(document).expanded.nodes.map((node) => [node.path, node.inputs.map(({ from }) => from)]),
  );
export const codes = (document: GraphDocument): readonly string[] =>
  expand(document).problems.map(({ code }) => code);

export const convRelu = define(
  "convRelu",
  [param("filters", 8)],
  graph(
    [
      port("in", "in"),
      layer("conv", "conv2d", { filters: "=filters" }),
      layer("relu", "relu"),
      port("out", "out"),
    ],
    chain("in", "conv", "relu", "out"),
  ),
);
export const ends = (...middle: Parameters<typeof graph>[0]) =>
  graph(
    [layer("input", "input"), ...middle, layer("output", "output")],
    chain("input", ...middle.map(({ id }) => id), "output"),
  );

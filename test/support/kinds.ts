/** A small network around each layer kind, so that tests can loop over the registry. */
import type { LayerKind } from "../../engine/layers/index.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { graphOf, type Layer, type TestGraph } from "./graphs.ts";

const MAP: Shape = [6, 8, 7];
const VECTOR: Shape = [12];

/** Parameters that make a kind work on the small input, where its defaults do not. */
const PARAMS: Partial<Record<LayerKind, Readonly<Record<string, unknown>>>> = {
  conv2d: { filters: 4, groups: 2, dilation: [2, 1], padding: [1, 1], stride: [1, 2] },
  convTranspose2d: { filters: 4, stride: [2, 1], padding: [1, 0] },
  adaptiveAvgPool2d: { size: [3, 4] },
  reshape: { shape: [4, -1, 3] },
  groupNorm: { groups: 3 },
  prelu: { shared: false },
  zeroPad2d: { left: 2, right: 0 },
  dense: { units: 5 },
};

/** A 1x1 convolution in front, so that a gradient has to pass through the layer to reach a weight. */
const FRONT: Layer = { name: "front", kind: "conv2d", params: { filters: 6, kernel: [1, 1] } };

export function kindGraph(kind: LayerKind): TestGraph {
  if (kind === "input" || kind === "output") return graphOf(MAP, [FRONT]);
  const own: Layer = { name: "layer", kind, params: PARAMS[kind] ?? {} };
  if (kind === "dense") {
    return graphOf(VECTOR, [{ name: "front", kind: "dense", params: { units: 7 } }, own]);
  }
  const [port] = layerSpec(kind).inputs;
  const several = port?.variadic === true;
  return graphOf(MAP, [FRONT, several ? { ...own, from: ["front", "in", "front"] } : own]);
}

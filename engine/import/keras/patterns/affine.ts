/** A factor and a shift for each channel, written as a 1×1 convolution of each channel by itself; vectors go through a map of one pixel. */
import type { LayerJson, TensorRef } from "../config.ts";
import { type LayerGraph, numbersIn } from "./graph.ts";

export interface AffineStep {
  readonly refs: readonly TensorRef[];
  /** The convolution and what turns a vector there and back; all but `end` are read by the next alone. */
  readonly layers: readonly LayerJson[];
  readonly convolution: LayerJson;
}

/** The step whose value `end` gives. */
export function affineStep(graph: LayerGraph, end: LayerJson | null): AffineStep | null {
  if (end === null) return null;
  if (end.className === "DepthwiseConv2D") return isPerChannel(end) ? found(graph, [end], end, end) : null;
  if (end.className !== "Flatten") return null;
  const chain = graph.chain(end, ["DepthwiseConv2D", "Reshape"]);
  const [, convolution, map] = chain ?? [];
  if (chain === null || convolution === undefined || map === undefined || !isPerChannel(convolution))
    return null;
  const [height, width] = numbersIn(map, "target_shape");
  return height === 1 && width === 1 ? found(graph, chain, convolution, map) : null;
}

function found(graph: LayerGraph, layers: readonly LayerJson[], convolution: LayerJson, first: LayerJson) {
  return { refs: graph.refs(first), layers, convolution };
}

function isPerChannel(layer: LayerJson): boolean {
  const { activation, padding, depth_multiplier: multiplier } = layer.config;
  const ones = ["kernel_size", "strides"].every((name) => numbersIn(layer, name).every((size) => size === 1));
  const isPlain = activation === undefined || activation === null || activation === "linear";
  return ones && isPlain && padding === "valid" && (multiplier === undefined || multiplier === 1);
}

/** Whether every channel has this factor and this shift. */
export function isConstant(
  graph: LayerGraph,
  { convolution }: AffineStep,
  factor: number,
  shift: number,
): boolean {
  const [kernel, bias] = graph.weightsOf(convolution);
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-7 * Math.max(1, Math.abs(b));
  if (kernel === undefined || kernel.data.length === 0) return false;
  const shifts = bias?.data ?? new Float32Array(1);
  return kernel.data.every((number) => near(number, factor)) && shifts.every((number) => near(number, shift));
}

/** The factor that all channels share, or `null`. */
export function factorOf(graph: LayerGraph, { convolution }: AffineStep): number | null {
  const [kernel, bias] = graph.weightsOf(convolution);
  const [first] = kernel?.data ?? [];
  const isOne = first !== undefined && bias === undefined && kernel?.data.every((number) => number === first);
  return isOne ? first : null;
}

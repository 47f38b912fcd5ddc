/** Layers that stock layers can only say as a chain which moves elements. */
import { permuteAxes } from "../../../targets/weights/layout.ts";
import { draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { rounded } from "../../onnx/attributes.ts";
import { resamplingOf } from "../../resampling.ts";
import { type LayerJson, numberIn } from "../config.ts";
import { activated } from "../ops/activation.ts";
import { reshaped } from "../ops/layers.ts";
import { transposed } from "../ops/transpose.ts";
import { factsOf, mapOf, only, type Use } from "../value.ts";
import { affineStep } from "./affine.ts";
import { type LayerGraph, listIn, numbersIn, type Pattern } from "./graph.ts";

const inside = (layers: readonly LayerJson[]): readonly string[] => layers.slice(1).map(({ name }) => name);

/** Channels dealt out to groups, turned, and gathered. */
export function channelShuffle(graph: LayerGraph, end: LayerJson): Pattern | null {
  if (end.className !== "Reshape") return null;
  const chain = graph.chain(end, ["Permute", "Reshape"]);
  const [, turn, deal] = chain ?? [];
  if (chain === null || turn === undefined || deal === undefined) return null;
  if (listIn(turn, "dims") !== "1,2,4,3") return null;
  const [height, width, groups, each] = numbersIn(deal, "target_shape");
  if (groups === undefined || each === undefined) return null;
  const read = (use: Use) => {
    const input = mapOf(use);
    const dims = [groups * each, height, width].join();
    const back = [height, width, groups * each].join();
    if (input.shape?.join() !== dims || listIn(end, "target_shape") !== back)
      unmappable("its numbers of channels do not agree");
    return { node: draftLayer("channelShuffle", [input], { ...factsOf(use), params: { groups } }) };
  };
  return { end, refs: graph.refs(deal), covers: inside(chain), read };
}

/** A dense layer along the columns and one along the rows, whose numbers are those of a resize or of averages. */
export function resampling(graph: LayerGraph, end: LayerJson): Pattern | null {
  if (end.className !== "Permute" || listIn(end, "dims") !== "3,2,1") return null;
  const chain = graph.chain(end, ["Dense", "Permute", "Dense", "Permute"]);
  const [, rows, turn, columns, first] = chain ?? [];
  if (
    chain === null ||
    rows === undefined ||
    turn === undefined ||
    columns === undefined ||
    first === undefined
  )
    return null;
  if (listIn(turn, "dims") !== "1,3,2" || listIn(first, "dims") !== "3,1,2") return null;
  const read = (use: Use) => {
    const input = mapOf(use);
    const axis = (layer: LayerJson) => {
      const [kernel, bias] = graph.weightsOf(layer);
      if (kernel?.shape.length !== 2 || bias !== undefined) return unmappable("it is no plain matrix");
      const { shape, data } = permuteAxes(kernel, [1, 0]);
      return { outputs: shape[0] ?? 0, inputs: shape[1] ?? 0, data };
    };
    const [down, across] = [axis(rows), axis(columns)];
    const found = resamplingOf(down, across);
    const sizes = [input.shape?.[1], input.shape?.[2]].join();
    if (found === null || sizes !== [down.inputs, across.inputs].join())
      return unmappable("its matrices are not those of a resize or of averages");
    const { kind, params } = found;
    return { node: draftLayer(kind, [input], { ...factsOf(use), params }) };
  };
  return { end, refs: graph.refs(first), covers: inside(chain), read };
}

/** Groups as rows that a layer normalisation standardises; then a factor and a shift for each channel. */
export function groupNorm(graph: LayerGraph, end: LayerJson): Pattern | null {
  const step = affineStep(graph, end);
  const [start] = step?.refs ?? [];
  const last = step === null ? end : (graph.inner(start, "Permute") ?? graph.inner(start, "Reshape"));
  if (last === null) return null;
  const isMap = last.className === "Permute";
  const rest = ["LayerNormalization", "Reshape"];
  const chain = graph.chain(last, isMap ? ["Reshape", ...rest, "Permute"] : rest);
  const standard = chain?.find(({ className }) => className === "LayerNormalization");
  const rows = chain?.[isMap ? 3 : 2];
  const first = chain?.at(-1);
  if (chain === null || standard === undefined || rows === undefined || first === undefined) return null;
  const { scale, center } = standard.config;
  if (listIn(standard, "axis") !== "2" || scale !== false || center !== false) return null;
  if (isMap && (listIn(last, "dims") !== "2,3,1" || listIn(first, "dims") !== "3,1,2")) return null;
  const [groups] = numbersIn(rows, "target_shape");
  if (groups === undefined) return null;
  const covers = [...chain, ...(step?.layers ?? [])].flatMap(({ name }) => (name === end.name ? [] : [name]));
  const read = (use: Use) => {
    const input = isMap ? mapOf(use) : only(use).node;
    const [kernel, bias] = step === null ? [] : graph.weightsOf(step.convolution);
    const vector = (data: Float32Array) => ({ shape: [data.length], data });
    const [channels = 0] = input.shape ?? [];
    const frozen = step?.convolution.config.trainable === false;
    return {
      node: draftLayer("groupNorm", [input], {
        ...factsOf(use),
        ...(frozen ? { frozen } : {}),
        params: {
          groups,
          epsilon: rounded(numberIn(standard.config, "epsilon", 1e-3)),
          affine: step !== null,
        },
        weights:
          kernel === undefined
            ? {}
            : { weight: vector(kernel.data), bias: vector(bias?.data ?? new Float32Array(channels)) },
      }),
    };
  };
  return { end, refs: graph.refs(first), covers, read };
}

/** A factor for each channel that our own export names so; by its numbers alone it is a convolution. */
export function layerScale(graph: LayerGraph, end: LayerJson): Pattern | null {
  const step = /\.scale(_flat)?$/.test(end.name) ? affineStep(graph, end) : null;
  const [kernel, bias] = step === null ? [] : graph.weightsOf(step.convolution);
  if (step === null || kernel === undefined || bias !== undefined) return null;
  const read = (use: Use) => {
    const weight = { shape: [kernel.data.length], data: kernel.data };
    const frozen = step.convolution.config.trainable === false;
    const facts = { ...factsOf(use), ...(frozen ? { frozen } : {}) };
    return { node: draftLayer("layerScale", [only(use).node], { ...facts, weights: { weight } }) };
  };
  const covers = step.layers.flatMap(({ name }) => (name === end.name ? [] : [name]));
  return { end, refs: step.refs, covers, read };
}

/** Rows and columns that are cut off a transposed convolution are its padding. */
export function croppedTranspose(graph: LayerGraph, end: LayerJson): Pattern | null {
  const layer = end.className === "Cropping2D" ? graph.inner(graph.ref(end), "Conv2DTranspose") : null;
  const [top, bottom, left, right] = numbersIn(end, "cropping");
  if (
    layer === null ||
    top === undefined ||
    bottom === undefined ||
    left === undefined ||
    right === undefined
  )
    return null;
  const read = (use: Use) => {
    const frozen = use.frozen || layer.config.trainable === false;
    const own: Use = { ...use, layer, weights: graph.weightsOf(layer), frozen };
    return activated(
      own,
      transposed(own, [
        [top, bottom],
        [left, right],
      ]),
    );
  };
  return { end, refs: graph.refs(layer), covers: [layer.name], read };
}

/** A vector in our order becomes a map with its channels first, and is turned to channels last. */
export function mapOfVector(graph: LayerGraph, end: LayerJson): Pattern | null {
  const reshape = end.className === "Permute" ? graph.inner(graph.ref(end), "Reshape") : null;
  const [channels, height, width, ...more] = reshape === null ? [] : numbersIn(reshape, "target_shape");
  if (reshape === null || listIn(end, "dims") !== "2,3,1" || more.length > 0) return null;
  if (channels === undefined || height === undefined || width === undefined) return null;
  const read = (use: Use) => {
    const { node, first, lastOf } = only(use);
    const isVector = node.shape?.length === 1 && lastOf === undefined;
    if (!isVector && first !== true) unmappable("it reads the values in another order than channels first");
    return { node: reshaped(use, node, [channels, height, width]) };
  };
  return { end, refs: graph.refs(reshape), covers: [reshape.name], read };
}

/** From the bytes of an ONNX file to a network of our layers. */
import { LIMITS } from "../../tensor/limits.ts";
import type { Problem, Result } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Budget } from "../budget.ts";
import { type DraftNode, draftLayer } from "../draft.ts";
import { attempt, importProblem, refuse, Unmappable } from "../fault.ts";
import { finish } from "../finish.ts";
import type { ImportedNetwork } from "../network.ts";
import { type ModelProto, type NodeProto, placeOfNode, readModel, type ValueProto } from "./model.ts";
import { operations } from "./operations.ts";
import { inOrder } from "./order.ts";
import { createSettling, type Settling } from "./settle.ts";
import { checkTensor, countOf } from "./tensors.ts";
import { isInOrder, layerValue, type Value } from "./values.ts";

export const ONNX_OPSETS = { first: 7, last: 26 } as const;
/** Operations in a row that may still be one layer; what is longer is settled as it comes, so that nothing goes deep. */
const LONGEST_FORMULA = 40;
/** Where a file leaves height and width open. */
const USUAL_SIZE = 224;

export const readOnnx = (bytes: Uint8Array): Result<ImportedNetwork> =>
  attempt(() => networkOf(readModel(bytes), new Budget(bytes.length)));

function networkOf(model: ModelProto, budget: Budget): ImportedNetwork {
  const { opset } = model;
  const known = { first: ONNX_OPSETS.first, last: ONNX_OPSETS.last };
  if (opset === null || opset < known.first || opset > known.last)
    refuse("onnx/opset", "opset_import", { opset: opset ?? "not named", ...known });
  const notes: Problem[] = [];
  const values = new Map<string, Value>();
  for (const tensor of model.initializers) {
    checkTensor(tensor);
    values.set(tensor.name, { type: "constant", constant: { name: tensor.name, tensor } });
  }
  const inputs = model.inputs.filter(({ name }) => !values.has(name));
  const turned = turnedInputs(model, inputs);
  for (const input of inputs)
    values.set(input.name, layerValue(inputLayer(input, turned.has(input.name), model, notes)));
  const folded = foldedConvolutions(model);
  if (folded > 0) notes.push(importProblem("onnx/folded", "the graph", { count: folded }, "warning"));
  const settling = createSettling(statedShapes(model.values), budget);
  const depths = new Map<Value, number>();
  for (const proto of inOrder(model.nodes, new Set(values.keys()))) {
    if (turned.has(proto.inputs[0] ?? "") && proto.op === "Transpose") {
      values.set(proto.outputs[0] ?? "", values.get(proto.inputs[0] ?? "") as Value);
      continue;
    }
    readNode(proto, opset, values, settling);
    const [made = ""] = proto.outputs;
    const value = values.get(made);
    if (value?.type === "layer") budget.take(value.node, placeOfNode(proto.index, proto.op));
    if (value?.type !== "pending") continue;
    const depth = 1 + value.inputs.reduce((most, input) => Math.max(most, depths.get(input) ?? 0), 0);
    depths.set(value, depth);
    if (depth > LONGEST_FORMULA) values.set(made, settling.layer(value));
  }
  const ends = model.outputs.map(({ name }) => outputLayer(name, values, settling));
  const first = inputs.flatMap(({ name }) => {
    const value = values.get(name);
    return value?.type === "layer" ? [value.node] : [];
  });
  return finish({
    title: model.name,
    producer: model.producer,
    ends: [...first, ...ends],
    ...classesOf(model.metadata),
    notes,
  });
}

function readNode(proto: NodeProto, opset: number, values: Map<string, Value>, settling: Settling): void {
  const inputs = proto.inputs.map((name): Value | null => {
    if (name === "") return null;
    // The order of reading guarantees that it is there.
    return values.get(name) ?? null;
  });
  const [first = "", ...more] = proto.outputs;
  const quarantine = (reason: string): Value => settling.quarantine(proto, inputs, reason, null);
  let value: Value;
  try {
    const read = proto.domain === "" || proto.domain === "ai.onnx" ? operations.get(proto.op) : undefined;
    value =
      read === undefined
        ? quarantine("there is no layer for this operation")
        : read({ proto, opset, inputs: prepared(proto, inputs, settling), layer: settling.layer });
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
    value = quarantine(error.message);
  }
  if (first !== "") values.set(first, value);
  // Masks and statistics: who reads them reads something foreign.
  for (const name of more) if (name !== "") values.set(name, value.type === "layer" ? { ...value } : value);
}

/**
 * Convolutions that PyTorch's exporter has put a batch normalisation into: their weights are new ones, which have no
 * name of the network's.
 */
function foldedConvolutions({ producer, nodes }: ModelProto): number {
  if (!/^pytorch\b/i.test(producer)) return 0;
  const isFolded = ({ op, inputs }: NodeProto): boolean =>
    op === "Conv" && inputs.length === 3 && /^(onnx::Conv_)?\d+$/.test(inputs[1] ?? "");
  return nodes.filter(isFolded).length;
}

/** Operations that may continue a formula of vectors: a scale and then a shift for each channel. */
const CONTINUING = new Set(["Add", "Sub", "Mul", "Div"]);

/** What is a layer by itself is taken for one, unless the operation may be a further part of it. */
function prepared({ op }: NodeProto, inputs: readonly (Value | null)[], settling: Settling) {
  const hasVector = inputs.some((input) => input?.type === "constant" && countOf(input.constant) > 1);
  if (CONTINUING.has(op) && hasVector) return inputs;
  const flattens = op === "Flatten" || op === "Reshape" || op === "Squeeze";
  return inputs.map((input) => {
    // Global pooling is one layer with the flatten behind it.
    const isPool = input?.type === "pending" && (input.op === "GlobalMaxPool" || input.op === "ReduceMax");
    return input === null || (isPool && flattens) ? input : settling.whole(input);
  });
}

/** Inputs that a program hands over channels last: all that reads them turns them first. */
function turnedInputs(model: ModelProto, inputs: readonly ValueProto[]): ReadonlySet<string> {
  const isTurn = ({ op, attributes }: NodeProto): boolean =>
    op === "Transpose" && attributes.get("perm")?.ints.join() === "0,3,1,2";
  const names = inputs.filter(({ dims }) => dims?.length === 4).map(({ name }) => name);
  return new Set(
    names.filter((name) => {
      const readers = model.nodes.filter((node) => node.inputs.includes(name));
      return readers.length > 0 && readers.every(isTurn);
    }),
  );
}

function inputLayer(
  { name, dims }: ValueProto,
  isLast: boolean,
  model: ModelProto,
  notes: Problem[],
): DraftNode {
  const source = { op: "Input", name };
  const place = `input ${name}`;
  const sizes = dims?.slice(1) ?? [];
  for (const size of sizes)
    if (size !== null && (size < 0 || size > LIMITS.features))
      refuse("onnx/dims", place, { dims: sizes.join("×") });
  if (sizes.length === 1) {
    const [features] = sizes;
    if (features === null || features === undefined || features < 1) refuse("onnx/input", place, { rank: 2 });
    return draftLayer("input", [], { params: { layout: "vector", channels: features }, source });
  }
  if (sizes.length !== 3) refuse("onnx/input", place, { rank: dims?.length ?? 0 });
  const [channels, height, width] = isLast ? [sizes[2], sizes[0], sizes[1]] : sizes;
  const open = [height, width].some((size) => !size);
  if (open) notes.push(importProblem("onnx/open-size", place, { size: USUAL_SIZE, name }, "warning"));
  return draftLayer("input", [], {
    params: {
      channels: channels || channelsRead(model, name),
      height: height || USUAL_SIZE,
      width: width || USUAL_SIZE,
    },
    source,
  });
}

/** Input channels of the convolution that reads an input. */
function channelsRead(model: ModelProto, name: string): number {
  const conv = model.nodes.find(({ op, inputs }) => op === "Conv" && inputs[0] === name);
  const kernel = model.initializers.find((tensor) => tensor.name === conv?.inputs[1]);
  return kernel?.dims[1] ?? 3;
}

function statedShapes(values: readonly ValueProto[]): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { name, dims } of values) {
    const sizes = dims?.slice(1) ?? [];
    if (
      sizes.every((size) => size !== null && size > 0 && size <= LIMITS.features) &&
      (sizes.length === 1 || sizes.length === 3)
    )
      shapes.set(name, sizes as Shape);
  }
  return shapes;
}

function outputLayer(name: string, values: ReadonlyMap<string, Value>, settling: Settling): DraftNode {
  const value = values.get(name);
  if (value === undefined) refuse("onnx/no-output", `output ${name}`, { name });
  const source = { op: "Output", name };
  try {
    const layer = settling.layer(value);
    if (isInOrder(layer)) return draftLayer("output", [layer.node], { source });
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
  }
  return refuse("onnx/output", `output ${name}`, { name });
}

/** Class names as our own export writes them. */
function classesOf(metadata: ReadonlyMap<string, string>): Pick<ImportedNetwork, "classes"> {
  const text = metadata.get("classes");
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    const isNames =
      Array.isArray(value) && value.length <= 65_536 && value.every((name) => typeof name === "string");
    return isNames ? { classes: value.map((name: string) => name.slice(0, 200)) } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * The messages of ONNX that an export needs (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, IR version 8):
 * each function writes one, with its field numbers.
 */
import type { Shape } from "../../tensor/shape.ts";
import { floatBytes } from "../support/files.ts";
import { bytes, float, int, ints, type Message, message, sub, text } from "./protobuf.ts";

const FLOAT = 1;
const INT64 = 7;

export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  /** Names of values and initializers; empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Attributes;
}
export interface Initializer {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}
/** A value of shape `[N, ...shape]`, where `N` is any number of samples. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: Shape;
}
export interface OnnxModel {
  readonly name: string;
  readonly metadata: readonly (readonly [string, string])[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly Initializer[];
  readonly input: OnnxValue;
  readonly output: OnnxValue;
  /** Shapes of what lies between, for programs that show the graph. */
  readonly values: readonly OnnxValue[];
}

/** AttributeProto: `f` 2, `i` 3, `s` 4, `ints` 8, and the type of it in 20. */
function attribute(name: string, value: Attribute): Message {
  const head = text(1, name);
  if ("float" in value) return message(head, float(2, value.float), int(20, 1));
  if ("int" in value) return message(head, int(3, value.int), int(20, 2));
  if ("string" in value) return message(head, text(4, value.string), int(20, 3));
  return message(head, ints(8, value.ints), int(20, 7));
}

/** NodeProto. */
const node = ({ op, name, inputs, output, attributes }: OnnxNode): Message =>
  message(
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, name),
    text(4, op),
    ...Object.entries(attributes).map(([key, value]) => sub(5, attribute(key, value))),
  );

const rawBytes = (data: Float32Array | BigInt64Array): Uint8Array =>
  data instanceof Float32Array
    ? floatBytes(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** TensorProto with `raw_data`. */
const tensor = ({ name, dims, data }: Initializer): Message =>
  message(
    ints(1, dims),
    int(2, data instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    bytes(9, rawBytes(data)),
  );

/** ValueInfoProto of a float tensor. */
const valueInfo = ({ name, shape }: OnnxValue): Message => {
  const dimensions = [text(2, "N"), ...shape.map((size) => int(1, size))];
  const tensorShape = sub(2, ...dimensions.map((dimension) => sub(1, dimension)));
  return message(text(1, name), sub(2, sub(1, int(1, FLOAT), tensorShape)));
};

const graph = (model: OnnxModel): Message =>
  message(
    ...model.nodes.map((one) => sub(1, node(one))),
    text(2, model.name),
    ...model.initializers.map((one) => sub(5, tensor(one))),
    sub(11, valueInfo(model.input)),
    sub(12, valueInfo(model.output)),
    ...model.values.map((value) => sub(13, valueInfo(value))),
  );

/** ModelProto, opset 17. */
export const modelProto = (model: OnnxModel): Message =>
  message(
    int(1, 8),
    text(2, "layerloom"),
    sub(7, graph(model)),
    sub(8, text(1, ""), int(2, 17)),
    ...model.metadata.map(([key, value]) => sub(14, text(1, key), text(2, value))),
  );

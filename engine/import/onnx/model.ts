/** The messages of ONNX that an import reads (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), with their field numbers. */
import { refuse } from "../fault.ts";
import { Fields, packedFloats, packedVarints, text } from "./protobuf.ts";

export interface TensorProto {
  readonly name: string;
  readonly dims: readonly number[];
  /** `TensorProto.DataType`. */
  readonly type: number;
  readonly raw: Uint8Array | null;
  /** `float_data`, `int32_data`, `int64_data`, `double_data`, whichever there is. */
  readonly numbers: readonly number[];
  readonly external: boolean;
}
export interface AttributeProto {
  readonly name: string;
  readonly float: number;
  readonly int: number;
  readonly string: string;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly tensor: TensorProto | null;
  /** Holds a graph of its own, as `If` and `Loop` do. */
  readonly graph: boolean;
}
export interface NodeProto {
  readonly index: number;
  readonly op: string;
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeProto>;
}
export interface ValueProto {
  readonly name: string;
  /** `null` for a size that is not fixed; no list where the file gives no shape. */
  readonly dims: readonly (number | null)[] | null;
}
export interface ModelProto {
  readonly producer: string;
  /** Of the standard operators; `null` where the file names none. */
  readonly opset: number | null;
  readonly metadata: ReadonlyMap<string, string>;
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
  readonly values: readonly ValueProto[];
}

export const placeOfNode = (index: number, op: string): string => `node ${index} (${op})`;
const MOST_NODES = 50_000;
const MOST_DIMS = 8;

export function readModel(bytes: Uint8Array): ModelProto {
  const fields = new Fields();
  const metadata = new Map<string, string>();
  let [producer, version] = ["", ""];
  let opset: number | null = null;
  let graph: Uint8Array | null = null;
  for (const field of fields.of(bytes, "the file")) {
    if (field.number === 2) producer = text(field.bytes);
    else if (field.number === 3) version = text(field.bytes);
    else if (field.number === 7 && field.wire === "bytes") graph = field.bytes;
    else if (field.number === 8 && field.wire === "bytes") opset = opsetOf(fields, field.bytes, opset);
    else if (field.number === 14 && field.wire === "bytes") {
      const [key, value] = pairOf(fields, field.bytes);
      metadata.set(key, value);
    }
  }
  if (graph === null) refuse("onnx/no-graph", "the file");
  return { producer: `${producer} ${version}`.trim(), opset, metadata, ...readGraph(fields, graph) };
}

function opsetOf(fields: Fields, bytes: Uint8Array, known: number | null): number | null {
  let [domain, version] = ["", 0];
  for (const field of fields.of(bytes, "opset_import")) {
    if (field.number === 1) domain = text(field.bytes);
    else if (field.number === 2) version = field.value;
  }
  return domain === "" || domain === "ai.onnx" ? version : known;
}

function pairOf(fields: Fields, bytes: Uint8Array): readonly [string, string] {
  let [key, value] = ["", ""];
  for (const field of fields.of(bytes, "metadata_props")) {
    if (field.number === 1) key = text(field.bytes);
    else if (field.number === 2) value = new TextDecoder().decode(field.bytes.subarray(0, 1_000_000));
  }
  return [key, value];
}

function readGraph(fields: Fields, bytes: Uint8Array) {
  const nodes: NodeProto[] = [];
  const initializers: TensorProto[] = [];
  const ports: Record<"inputs" | "outputs" | "values", ValueProto[]> = {
    inputs: [],
    outputs: [],
    values: [],
  };
  let name = "";
  for (const field of fields.of(bytes, "the graph")) {
    if (field.wire !== "bytes") continue;
    if (field.number === 1) nodes.push(readNode(fields, field.bytes, nodes.length));
    else if (field.number === 2) name = text(field.bytes);
    else if (field.number === 5) initializers.push(readTensor(fields, field.bytes, "an initializer"));
    else if (field.number === 11) ports.inputs.push(readValue(fields, field.bytes));
    else if (field.number === 12) ports.outputs.push(readValue(fields, field.bytes));
    else if (field.number === 13) ports.values.push(readValue(fields, field.bytes));
    else if (field.number === 15) refuse("onnx/sparse", "the graph");
    if (nodes.length > MOST_NODES) refuse("onnx/too-many", "the graph", { limit: MOST_NODES });
  }
  return { name, nodes, initializers, ...ports };
}

function readNode(fields: Fields, bytes: Uint8Array, index: number): NodeProto {
  const place = `node ${index}`;
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, AttributeProto>();
  let [name, op, domain] = ["", "", ""];
  for (const field of fields.of(bytes, place)) {
    if (field.wire !== "bytes") continue;
    if (field.number === 1) inputs.push(text(field.bytes));
    else if (field.number === 2) outputs.push(text(field.bytes));
    else if (field.number === 3) name = text(field.bytes);
    else if (field.number === 4) op = text(field.bytes);
    else if (field.number === 5) {
      const attribute = readAttribute(fields, field.bytes, place);
      attributes.set(attribute.name, attribute);
    } else if (field.number === 7) domain = text(field.bytes);
  }
  return { index, op, domain, name, inputs, outputs, attributes };
}

function readAttribute(fields: Fields, bytes: Uint8Array, place: string): AttributeProto {
  const floats: number[] = [];
  const ints: number[] = [];
  let [name, string, float, int, graph] = ["", "", 0, 0, false];
  let tensor: TensorProto | null = null;
  for (const field of fields.of(bytes, place)) {
    if (field.number === 1) name = text(field.bytes);
    else if (field.number === 2) float = field.value;
    else if (field.number === 3) int = field.value;
    else if (field.number === 4) string = text(field.bytes);
    else if (field.number === 5) tensor = readTensor(fields, field.bytes, place);
    else if (field.number === 6) graph = true;
    else if (field.number === 7)
      append(floats, field.wire === "bytes" ? packedFloats(field.bytes, place) : [field.value]);
    else if (field.number === 8)
      append(ints, field.wire === "bytes" ? packedVarints(field.bytes, place) : [field.value]);
  }
  return { name, float, int, string, floats, ints, tensor, graph };
}

function append(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value);
}

function readTensor(fields: Fields, bytes: Uint8Array, place: string): TensorProto {
  const dims: number[] = [];
  const numbers: number[] = [];
  let [name, type, external] = ["", 0, false];
  let raw: Uint8Array | null = null;
  for (const field of fields.of(bytes, place)) {
    const packed = field.wire === "bytes";
    if (field.number === 1) append(dims, packed ? packedVarints(field.bytes, place) : [field.value]);
    else if (field.number === 2) type = field.value;
    else if (field.number === 4) append(numbers, packed ? packedFloats(field.bytes, place) : [field.value]);
    else if (field.number === 5 || field.number === 7)
      append(numbers, packed ? packedVarints(field.bytes, place) : [field.value]);
    else if (field.number === 8) name = text(field.bytes);
    else if (field.number === 9 && packed) raw = field.bytes;
    else if (field.number === 13 || (field.number === 14 && field.value === 1)) external = true;
  }
  if (dims.length > MOST_DIMS || dims.some((size) => !Number.isSafeInteger(size) || size < 0))
    refuse("onnx/dims", name === "" ? place : `initializer ${name}`, {
      dims: dims.slice(0, MOST_DIMS).join("×"),
    });
  return { name, dims, type, raw, numbers, external };
}

/** ValueInfoProto; types other than tensors have no shape. */
function readValue(fields: Fields, bytes: Uint8Array): ValueProto {
  let name = "";
  let dims: (number | null)[] | null = null;
  for (const field of fields.of(bytes, "a value")) {
    if (field.number === 1) name = text(field.bytes);
    if (field.number !== 2) continue;
    for (const type of fields.of(field.bytes, `value ${name}`)) {
      if (type.number !== 1) continue;
      for (const tensor of fields.of(type.bytes, `value ${name}`)) {
        if (tensor.number !== 2) continue;
        dims = [];
        for (const dim of fields.of(tensor.bytes, `value ${name}`))
          if (dim.number === 1) dims.push(dimOf(fields, dim.bytes, name));
      }
    }
  }
  return { name, dims };
}

function dimOf(fields: Fields, bytes: Uint8Array, name: string): number | null {
  for (const field of fields.of(bytes, `value ${name}`)) if (field.number === 1) return field.value;
  return null;
}

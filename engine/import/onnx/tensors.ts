/** Constants of an ONNX graph: decoded when they are needed, never before their size was checked against their bytes. */
import { decodeElements, type StoredDtype } from "../../targets/weights/dtypes.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import { elements } from "../../tensor/shape.ts";
import { refuse } from "../fault.ts";
import type { TensorProto } from "./model.ts";

interface Storage {
  readonly bytes: number;
  /** As the decoder of stored weights calls it. */
  readonly dtype?: StoredDtype;
  /** Of small integers. */
  readonly at?: (view: DataView, offset: number) => number;
}
/** `TensorProto.DataType`: FLOAT 1, UINT8 2, INT8 3, INT32 6, INT64 7, BOOL 9, FLOAT16 10, DOUBLE 11, BFLOAT16 16. */
const STORAGE: ReadonlyMap<number, Storage> = new Map<number, Storage>([
  [1, { bytes: 4, dtype: "F32" }],
  [2, { bytes: 1, at: (view, offset) => view.getUint8(offset) }],
  [3, { bytes: 1, at: (view, offset) => view.getInt8(offset) }],
  [6, { bytes: 4, at: (view, offset) => view.getInt32(offset, true) }],
  [7, { bytes: 8, dtype: "I64" }],
  [9, { bytes: 1, at: (view, offset) => view.getUint8(offset) }],
  [10, { bytes: 2, dtype: "F16" }],
  [11, { bytes: 8, dtype: "F64" }],
  [16, { bytes: 2, dtype: "BF16" }],
]);
const FLOATS: ReadonlySet<number> = new Set([1, 10, 11, 16]);
/** Longest list of numbers that is worked with while shapes are followed. */
const LONGEST_LIST = 4_096;

/** A constant under the name that the graph knows it by; `Identity` gives the same tensor another name. */
export interface Constant {
  readonly name: string;
  readonly tensor: TensorProto;
}

export const countOf = ({ tensor }: Constant): number => elements(tensor.dims);
export const isFloat = ({ tensor }: Constant): boolean => FLOATS.has(tensor.type);

/** Refuses a tensor whose dimensions disagree with its bytes, before anything is allocated. */
export function checkTensor(tensor: TensorProto): void {
  const place = `initializer ${tensor.name === "" ? "(unnamed)" : tensor.name}`;
  if (tensor.external) refuse("onnx/external", place);
  const storage = STORAGE.get(tensor.type);
  if (storage === undefined) refuse("onnx/type", place, { type: tensor.type });
  const count = elements(tensor.dims);
  const given = tensor.raw === null ? tensor.numbers.length : tensor.raw.byteLength / storage.bytes;
  if (count !== given && !(tensor.raw !== null && tensor.numbers.length === count))
    refuse("onnx/size", place, { dims: tensor.dims.join("×") || "1", count, given });
}

/** A copy as 32-bit floats, with the file's dimensions. */
export function floatsOf({ tensor }: Constant): WeightArray {
  const { raw, numbers, dims, type } = tensor;
  if (raw === null || (raw.byteLength === 0 && numbers.length > 0))
    return { shape: dims, data: Float32Array.from(numbers) };
  const storage = STORAGE.get(type);
  if (storage?.dtype !== undefined) return { shape: dims, data: decodeElements(raw, storage.dtype) };
  return { shape: dims, data: Float32Array.from(small(raw, storage)) };
}

/** The numbers of a short constant, integers exactly; `null` of a long one. */
export function numbersOf(constant: Constant): readonly number[] | null {
  if (countOf(constant) > LONGEST_LIST) return null;
  const { raw, numbers, type } = constant.tensor;
  if (raw === null || (raw.byteLength === 0 && numbers.length > 0)) return numbers;
  const storage = STORAGE.get(type);
  if (storage?.dtype === "I64") return integers(raw);
  if (storage?.dtype !== undefined) return [...decodeElements(raw, storage.dtype)];
  return small(raw, storage);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function integers(raw: Uint8Array): readonly number[] {
  const view = viewOf(raw);
  return Array.from({ length: raw.byteLength / 8 }, (_, index) => Number(view.getBigInt64(8 * index, true)));
}

function small(raw: Uint8Array, storage: Storage | undefined): number[] {
  const { bytes = 1, at } = storage ?? {};
  const view = viewOf(raw);
  return Array.from({ length: raw.byteLength / bytes }, (_, index) => at?.(view, index * bytes) ?? 0);
}

/** The one number of a scalar constant, or `null`. */
export function scalarOf(constant: Constant): number | null {
  if (countOf(constant) !== 1) return null;
  return numbersOf(constant)?.[0] ?? null;
}

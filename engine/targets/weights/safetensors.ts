/** Our own strict reader and writer of safetensors (https://huggingface.co/docs/safetensors, section Format). */
import { LIMITS } from "../../tensor/limits.ts";
import { fail, ok, type Problem, problem, type Result, type Values } from "../../tensor/problem.ts";
import { DTYPE_BYTES, decodeElements, isStoredDtype, type StoredDtype } from "./dtypes.ts";
import { type HeaderFault, type HeaderObject, type HeaderValue, parseHeader } from "./header-json.ts";
import { weightsMessages } from "./messages.ts";
import type { WeightArray } from "./types.ts";

export interface StoredTensor extends WeightArray {
  /** As found in the file; `data` is float32 whatever it was. */
  readonly dtype: StoredDtype;
}
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}
interface Entry {
  readonly name: string;
  readonly dtype: StoredDtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

type Code = keyof typeof weightsMessages;
const METADATA = "__metadata__";
const refuse = (code: Code, values: Values, path = ""): Problem =>
  problem(weightsMessages, code, { path }, values);

function faultProblem(fault: HeaderFault): Problem {
  if (fault.type === "text") return refuse("safetensors/header-text", { reason: fault.reason, at: fault.at });
  return refuse(`safetensors/${fault.type}`, { name: fault.name }, fault.name);
}

const isMap = (value: HeaderValue | undefined): value is HeaderObject => value instanceof Map;
const isCounts = (value: HeaderValue | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

function parseEntry(name: string, value: HeaderValue): Entry | Problem {
  if (!isMap(value)) return refuse("safetensors/entry", { name }, name);
  const [dtype, shape, offsets] = ["dtype", "shape", "data_offsets"].map((key) => value.get(key));
  if (value.size !== 3 || typeof dtype !== "string" || !isCounts(shape) || !isCounts(offsets)) {
    return refuse("safetensors/entry", { name }, name);
  }
  const [start, end] = offsets;
  if (start === undefined || end === undefined || offsets.length !== 2) {
    return refuse("safetensors/entry", { name }, name);
  }
  if (!isStoredDtype(dtype)) return refuse("safetensors/dtype", { name, dtype }, name);
  const expected = shape.reduce((product, size) => product * size, DTYPE_BYTES[dtype]);
  if (end - start !== expected) {
    const values = { name, dtype, shape: shape.join(", "), expected, given: end - start };
    return refuse("safetensors/size", values, name);
  }
  return { name, dtype, shape, start, end };
}

function parseMetadata(value: HeaderValue | undefined): ReadonlyMap<string, string> | null {
  const metadata = new Map<string, string>();
  if (value === undefined) return metadata;
  if (!isMap(value)) return null;
  for (const [key, text] of value) {
    if (typeof text !== "string") return null;
    metadata.set(key, text);
  }
  return metadata;
}

/** The first tensor that does not start where the one before it ended, or ends outside the data. */
function checkContiguous(entries: readonly Entry[], available: number): Problem | null {
  let expected = 0;
  for (const { name, start, end } of entries) {
    if (start !== expected) return refuse("safetensors/offsets", { name, start, expected }, name);
    expected = end;
  }
  return expected === available ? null : refuse("safetensors/length", { end: expected, available });
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Reads a whole file. Tensors come in file order; nothing is trusted before it was checked. */
export function readSafetensors(bytes: Uint8Array): Result<SafetensorsFile> {
  if (bytes.byteLength < 8) return fail(refuse("safetensors/too-short", { bytes: bytes.byteLength }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const available = Math.min(bytes.byteLength - 8, LIMITS.safetensorsHeaderBytes);
  if (length > BigInt(available)) {
    return fail(refuse("safetensors/header-length", { length: length.toString(), available }));
  }
  const dataStart = 8 + Number(length);
  const text = decodeText(bytes.subarray(8, dataStart));
  if (text === null) return fail(faultProblem({ type: "text", reason: "it is not valid UTF-8", at: 0 }));
  const header = parseHeader(text);
  if (!header.ok) return fail(faultProblem(header.fault));
  const metadata = parseMetadata(header.value.get(METADATA));
  if (metadata === null) return fail(refuse("safetensors/metadata", {}, METADATA));
  const entries: Entry[] = [];
  for (const [name, value] of header.value) {
    if (name === METADATA) continue;
    const entry = parseEntry(name, value);
    if ("code" in entry) return fail(entry);
    entries.push(entry);
  }
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  const gap = checkContiguous(entries, bytes.byteLength - dataStart);
  if (gap !== null) return fail(gap);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, start, end } of entries) {
    const data = decodeElements(bytes.subarray(dataStart + start, dataStart + end), dtype);
    tensors.set(name, { dtype, shape, data });
  }
  return ok({ tensors, metadata });
}

/** IDX, the format of MNIST and Fashion-MNIST: 00 00 type rank, big-endian sizes, then the values. */
import { LIMITS } from "../../tensor/limits.ts";
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";
import { readerMessages } from "./messages.ts";

/** Names of the type bytes; only unsigned bytes are images and labels here. */
const TYPES = new Map([
  [0x08, "unsigned bytes"],
  [0x09, "signed bytes"],
  [0x0b, "16-bit integers"],
  [0x0c, "32-bit integers"],
  [0x0d, "32-bit floats"],
  [0x0e, "64-bit floats"],
]);

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `count × height × width`. */
  readonly pixels: Uint8Array;
}

interface IdxArray {
  readonly sizes: readonly number[];
  readonly values: Uint8Array;
}

/** Checks header and length; `rank` sizes are expected. The values are a view of `bytes`. */
function parseIdx(bytes: Uint8Array, rank: number, wanted: string, path: string): Result<IdxArray> {
  const refuse = (code: keyof typeof readerMessages, values: Record<string, string | number>) =>
    fail(problem(readerMessages, code, { path }, { path, ...values }));
  const [first, second, type = 0, ownRank = 0] = bytes;
  const typeName = TYPES.get(type);
  if (bytes.length < 4 || first !== 0 || second !== 0 || typeName === undefined) {
    const shown = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    return refuse("idx/not-idx", { bytes: shown === "" ? "none" : shown });
  }
  if (type !== 0x08 || ownRank !== rank)
    return refuse("idx/unsupported", { what: `${typeName} in ${ownRank} dimensions`, wanted });
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes)
    return refuse("idx/length", { promised: "at least 1", actual: Math.max(0, bytes.length - headerBytes) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const [count = 0, height = 1, width = 1] = sizes;
  if (height < 1 || width < 1 || height > LIMITS.dimension || width > LIMITS.dimension)
    return refuse("idx/dimensions", { count, height, width, limit: LIMITS.dimension });
  const promised = sizes.reduce((product, size) => product * size, 1);
  const actual = bytes.length - headerBytes;
  if (promised !== actual) return refuse("idx/length", { promised, actual });
  if (count === 0) return refuse("idx/empty", {});
  return ok({ sizes, values: bytes.subarray(headerBytes) });
}

/** An images file (`idx3-ubyte`), already unpacked. */
export function parseIdxImages(bytes: Uint8Array, path: string): Result<IdxImages> {
  const parsed = parseIdx(bytes, 3, "images as unsigned bytes in 3 dimensions", path);
  if (!parsed.ok) return parsed;
  const [count = 0, height = 0, width = 0] = parsed.value.sizes;
  return ok({ count, height, width, pixels: parsed.value.values });
}

/** A labels file (`idx1-ubyte`), already unpacked. */
export function parseIdxLabels(bytes: Uint8Array, path: string): Result<Uint8Array> {
  const parsed = parseIdx(bytes, 1, "labels as unsigned bytes in 1 dimension", path);
  return parsed.ok ? ok(parsed.value.values) : parsed;
}

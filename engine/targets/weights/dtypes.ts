/** Element types of stored tensors, read as float32. */

export const DTYPE_BYTES = { F64: 8, I64: 8, F32: 4, F16: 2, BF16: 2 } as const;
export type StoredDtype = keyof typeof DTYPE_BYTES;

export const isStoredDtype = (name: string): name is StoredDtype => Object.hasOwn(DTYPE_BYTES, name);

/** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** `bytes` little-endian; F64 and I64 are rounded to float32. */
export function decodeElements(bytes: Uint8Array, dtype: StoredDtype): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float32Array(bytes.byteLength / DTYPE_BYTES[dtype]);
  switch (dtype) {
    case "F32":
      // Typed arrays are little-endian on every machine that this runs on.
      new Uint8Array(out.buffer).set(bytes);
      break;
    case "F64":
      for (let i = 0; i < out.length; i++) out[i] = view.getFloat64(8 * i, true);
      break;
    case "I64":
      for (let i = 0; i < out.length; i++) out[i] = Number(view.getBigInt64(8 * i, true));
      break;
    case "F16":
      for (let i = 0; i < out.length; i++) out[i] = halfToFloat(view.getUint16(2 * i, true));
      break;
    case "BF16": {
      const words = new Uint32Array(out.buffer);
      for (let i = 0; i < out.length; i++) words[i] = view.getUint16(2 * i, true) << 16;
      break;
    }
  }
  return out;
}

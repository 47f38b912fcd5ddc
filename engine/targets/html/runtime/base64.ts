/** Base64 (RFC 4648) of weights, without a copy of them as text in between. */

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 0x3d;

/** The text's own bytes. */
export function base64(bytes: Uint8Array): Uint8Array {
  const codes = new TextEncoder().encode(SIGNS);
  const out = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let o = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[o++] = codes[word >> 18] ?? 0;
    out[o++] = codes[(word >> 12) & 63] ?? 0;
    out[o++] = i + 1 < bytes.length ? (codes[(word >> 6) & 63] ?? 0) : PAD;
    out[o++] = i + 2 < bytes.length ? (codes[word & 63] ?? 0) : PAD;
  }
  return out;
}

/** `text` gives the code of each sign, so that bytes and strings are read alike. */
export function floatsOfBase64(length: number, code: (index: number) => number): Float32Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < SIGNS.length; i++) table[SIGNS.charCodeAt(i)] = i;
  const padding = length > 1 && code(length - 2) === PAD ? 2 : length > 0 && code(length - 1) === PAD ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  let o = 0;
  for (let i = 0; i < length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) word = (word << 6) | (table[code(i + k) & 127] ?? 0);
    if (o < bytes.length) bytes[o++] = word >> 16;
    if (o < bytes.length) bytes[o++] = (word >> 8) & 255;
    if (o < bytes.length) bytes[o++] = word & 255;
  }
  return new Float32Array(bytes.buffer);
}

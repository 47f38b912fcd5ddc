/** PNG without sharp: the critical chunks only, checked against what they may unpack to, then decoded by fast-png. */
import { inflateSync } from "node:zlib";
import { decode } from "fast-png";
import type { DecodedImage } from "../../engine/data/types.ts";

const CRITICAL = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** Throws with a reason where the file is damaged. Sixteen-bit values keep their upper byte. */
export function decodePng(bytes: Uint8Array): DecodedImage {
  const { kept, data } = criticalChunks(bytes);
  assertDataSize(bytes, data);
  const png = decode(kept, { checkCrc: true });
  const { width, height, channels, depth, palette, transparency } = png;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  const level = levelOf(depth, palette !== undefined);
  for (let i = 0; i < width * height; i++) {
    const sample = (channel: number): number => sampleAt(png.data, depth, width, channels, i, channel);
    if (palette !== undefined) {
      const color = palette[sample(0)];
      if (color === undefined) throw new Error("a pixel names a colour outside the palette");
      rgba.set(color.slice(0, 4), i * 4);
      continue;
    }
    const isGrey = channels < 3;
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = level(sample(isGrey ? 0 : c));
    if (channels === 2 || channels === 4) rgba[i * 4 + 3] = level(sample(channels - 1));
    else if (transparency !== undefined && isTransparent(transparency, sample, isGrey)) rgba[i * 4 + 3] = 0;
  }
  return { width, height, rgba };
}

const isTransparent = (color: Uint16Array, sample: (channel: number) => number, isGrey: boolean): boolean =>
  (isGrey ? [0] : [0, 1, 2]).every((channel) => sample(channel) === color[channel]);

/** To 0..255; palette indices stay. */
function levelOf(depth: number, isIndexed: boolean): (value: number) => number {
  if (isIndexed || depth === 8) return (value) => value;
  if (depth === 16) return (value) => value >> 8;
  const top = 2 ** depth - 1;
  return (value) => Math.round((value * 255) / top);
}

/** Values of less than eight bits lie packed, each row beginning at a byte. */
function sampleAt(
  data: ArrayLike<number>,
  depth: number,
  width: number,
  channels: number,
  pixel: number,
  channel: number,
): number {
  if (depth >= 8) return data[pixel * channels + channel] as number;
  const x = pixel % width;
  const rowBytes = Math.ceil((width * depth) / 8);
  const byte = data[Math.floor(pixel / width) * rowBytes + ((x * depth) >> 3)] as number;
  return (byte >> (8 - depth - ((x * depth) & 7))) & (2 ** depth - 1);
}

/** Drops text and colour profiles, which may be packed bombs of their own; `data` are the IDAT parts. */
function criticalChunks(bytes: Uint8Array): {
  readonly kept: Uint8Array;
  readonly data: readonly Uint8Array[];
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const data: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error("the file is cut off");
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (CRITICAL.includes(type)) parts.push(bytes.subarray(at, end));
    if (type === "IDAT") data.push(bytes.subarray(at + 8, at + 8 + length));
    if (type === "IEND") return { kept: Buffer.concat(parts), data };
    at = end;
  }
  throw new Error("the file is cut off");
}

/** Throws where the image data unpack to more than the header says, before much memory is spent on it. */
function assertDataSize(bytes: Uint8Array, data: readonly Uint8Array[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = [1, 0, 3, 1, 2, 0, 4][bytes[25] as number] ?? 4;
  const rowBytes = Math.ceil((width * channels * (bytes[24] as number)) / 8);
  // Interlacing adds at most a filter byte for each row of each of its seven passes, and rounds rows up to bytes.
  const expected = height * rowBytes + 16 * (height + width) + 64;
  try {
    inflateSync(Buffer.concat(data), { maxOutputLength: expected });
  } catch (error) {
    const isLarger = error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw isLarger ? new Error("it holds more pixels than its header says") : error;
  }
}

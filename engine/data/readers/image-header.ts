/** What the first bytes of an image file say, so that 50,000 files can be looked at without decoding them. */
import { LIMITS } from "../../tensor/limits.ts";
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { dataMessages } from "../messages.ts";

export type ImageFormat = "png" | "jpeg" | "webp";

export interface ImageHeader {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** Stored without colour. */
  readonly isGrey: boolean;
}

/** Bytes to read first; enough for PNG and WebP, and for a JPEG without much metadata. */
export const HEAD_BYTES = 4096;

/** The format by its signature, whatever the name says. */
export function imageFormat(head: Uint8Array): ImageFormat | null {
  if (startsWith(head, 0, "\x89PNG\r\n\x1a\n")) return "png";
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "jpeg";
  if (startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBP")) return "webp";
  return null;
}

/** `more` where a JPEG's size lies behind the bytes at hand. */
export type HeaderReading = Result<ImageHeader> | "more";

/** Reads the header from the first bytes of a file of `fileBytes` bytes; dimensions are checked against the limits. */
export function readImageHeader(head: Uint8Array, fileBytes: number, path: string): HeaderReading {
  const format = imageFormat(head);
  if (format === null) return fail(problem(dataMessages, "image/not-an-image", { path }, { path }));
  const reading = READERS[format](head, fileBytes);
  if (reading === "more")
    return head.length < fileBytes ? "more" : fail(truncated(path, "the file ends before the image's size"));
  if ("lie" in reading) return fail(lying(path, reading.lie));
  const { width, height } = reading;
  if (width < 1 || height < 1) return fail(lying(path, `it says ${width}×${height} pixels`));
  if (width > LIMITS.dimension || height > LIMITS.dimension || width * height > LIMITS.imagePixels) {
    const values = { path, width, height, limit: LIMITS.imagePixels };
    return fail(problem(dataMessages, "image/too-large", { path }, values));
  }
  return ok({ format, ...reading });
}

export const truncated = (path: string, reason: string): Problem =>
  problem(dataMessages, "image/truncated", { path }, { path, reason });
const lying = (path: string, reason: string): Problem =>
  problem(dataMessages, "image/lying-header", { path }, { path, reason });

type Reading = Omit<ImageHeader, "format"> | { readonly lie: string } | "more";

const READERS: Readonly<Record<ImageFormat, (head: Uint8Array, fileBytes: number) => Reading>> = {
  // https://www.w3.org/TR/png/#11IHDR
  png(head) {
    if (head.length < 29) return "more";
    if (!startsWith(head, 12, "IHDR")) return { lie: "its first chunk is not IHDR" };
    const view = viewOf(head);
    const type = head[25] as number;
    if (![0, 2, 3, 4, 6].includes(type)) return { lie: `colour type ${type} does not exist` };
    return { width: view.getUint32(16), height: view.getUint32(20), isGrey: type === 0 || type === 4 };
  },
  // https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B: segments up to the start of frame.
  jpeg(head) {
    const view = viewOf(head);
    for (let at = 2; ; ) {
      if (at + 9 >= head.length) return "more";
      if (head[at] !== 0xff) return { lie: `no marker at byte ${at}` };
      const marker = head[at + 1] as number;
      if (marker === 0xff) {
        at++; // a fill byte
        continue;
      }
      if (marker === 0xd9 || marker === 0xda) return { lie: "no frame before the image data" };
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame)
        return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), isGrey: head[at + 9] === 1 };
      const length = view.getUint16(at + 2);
      if (length < 2) return { lie: `a segment of length ${length}` };
      at += 2 + length;
    }
  },
  // https://developers.google.com/speed/webp/docs/riff_container
  webp(head, fileBytes) {
    if (head.length < 30) return "more";
    const view = viewOf(head);
    const riff = view.getUint32(4, true) + 8;
    if (riff > fileBytes) return { lie: `it says ${riff} bytes, the file has ${fileBytes}` };
    if (startsWith(head, 12, "VP8X")) {
      const side = (at: number): number => 1 + (view.getUint16(at, true) | ((head[at + 2] as number) << 16));
      return { width: side(24), height: side(27), isGrey: false };
    }
    if (startsWith(head, 12, "VP8L")) {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), isGrey: false };
    }
    if (startsWith(head, 12, "VP8 "))
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        isGrey: false,
      };
    return { lie: "it has no image chunk" };
  },
};

/** The last bytes to read for `endsWhole`. */
export const TAIL_BYTES = 64;

/** Whether the file ends as its format ends; a JPEG may be followed by a little of something else. */
export function endsWhole(format: ImageFormat, tail: Uint8Array): boolean {
  if (format === "webp") return true; // its length is in the header and was compared
  if (format === "png") return tail.length >= 8 && startsWith(tail, tail.length - 8, "IEND");
  return tail.some((byte, i) => byte === 0xff && tail[i + 1] === 0xd9);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

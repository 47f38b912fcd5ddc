/** Image decoding in Node: sharp where it is installed, otherwise jpeg-js and fast-png, without WebP. */
import jpeg from "jpeg-js";
import { dataMessages } from "../../engine/data/messages.ts";
import { type ImageHeader, imageFormat, readImageHeader } from "../../engine/data/readers/image-header.ts";
import type { DecodedImage, ImageDecoder } from "../../engine/data/types.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";
import { fail, ok, problem, type Result } from "../../engine/tensor/problem.ts";
import { exifOrientation, upright } from "./exif.ts";
import { decodePng } from "./png.ts";

type Sharp = typeof import("sharp")["default"];

const JPEG_MEMORY_MB = 1024;
/** Up to this size, and 8 bits, PNG costs less in JavaScript than the way into sharp and back; the pixels are the same. */
const SMALL_PNG_PIXELS = 128 * 128;

export interface NodeDecoder extends ImageDecoder {
  /** `sharp`, or what stands in for it and why. */
  readonly description: string;
}

/** `sharp: false` takes the decoders in JavaScript even where sharp is there. */
export async function createNodeDecoder(options: { readonly sharp?: boolean } = {}): Promise<NodeDecoder> {
  const loaded = options.sharp === false ? "not asked for" : await loadSharp();
  if (typeof loaded !== "string") {
    return {
      description: "sharp",
      decode: (bytes, path) =>
        decodeWith(bytes, path, async (header) =>
          isSmallPng(header, bytes) ? decodePng(bytes) : decodeSharp(loaded, bytes),
        ),
    };
  }
  return {
    description: `jpeg-js and fast-png (sharp: ${loaded})`,
    decode: (bytes, path) => {
      if (imageFormat(bytes) === "webp")
        return Promise.resolve(fail(problem(dataMessages, "image/needs-sharp", { path }, { path })));
      return decodeWith(bytes, path, async () =>
        imageFormat(bytes) === "png" ? decodePng(bytes) : decodeJpeg(bytes),
      );
    },
  };
}

/** sharp is an optional dependency with a native part: it may be absent, or not load on this machine. */
async function loadSharp(): Promise<Sharp | string> {
  try {
    const sharp = (await import("sharp")).default;
    // Its cache of operations would grow over the first thousands of images and serve none of them.
    sharp.cache(false);
    return sharp;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "unknown") : String(error);
  }
}

const isSmallPng = ({ format, width, height }: ImageHeader, bytes: Uint8Array): boolean =>
  format === "png" && width * height <= SMALL_PNG_PIXELS && (bytes[24] as number) <= 8;

/** Format and size are checked by our own reading of the header before a decoder sees the file. */
async function decodeWith(
  bytes: Uint8Array,
  path: string,
  decode: (header: ImageHeader) => Promise<DecodedImage>,
): Promise<Result<DecodedImage>> {
  const header = readImageHeader(bytes, bytes.length, path);
  if (header === "more" || !header.ok)
    return header === "more" ? fail(problem(dataMessages, "image/not-an-image", { path }, { path })) : header;
  try {
    return ok(await decode(header.value));
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().replace(/\.$/, "") : String(error);
    return fail(problem(dataMessages, "image/undecodable", { path }, { path, reason }));
  }
}

async function decodeSharp(sharp: Sharp, bytes: Uint8Array): Promise<DecodedImage> {
  const { data, info } = await sharp(bytes, {
    limitInputPixels: LIMITS.imagePixels,
    failOn: "truncated",
    ignoreIcc: true,
  })
    .autoOrient()
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: data };
}

function decodeJpeg(bytes: Uint8Array): DecodedImage {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: LIMITS.imagePixels / 1_000_000,
    maxMemoryUsageInMB: JPEG_MEMORY_MB,
  });
  return upright({ width, height, rgba: data }, exifOrientation(bytes));
}

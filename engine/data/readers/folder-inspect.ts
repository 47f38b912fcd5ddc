/** Looks at every image file of a folder without decoding it: is it whole, how large, grey or coloured. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { fileSize, readFile, readPart } from "../files.ts";
import { mapLimited } from "../limiter.ts";
import { dataMessages } from "../messages.ts";
import type { DataPorts, FileSource } from "../types.ts";
import type { ImageEntry } from "./folder-layout.ts";
import {
  endsWhole,
  HEAD_BYTES,
  type ImageFormat,
  type ImageHeader,
  readImageHeader,
  TAIL_BYTES,
  truncated,
} from "./image-header.ts";

/** Files are looked at whole up to this size, which saves a second read. */
const SMALL_BYTES = 64 * 1024;
/** Largest image file. */
export const IMAGE_FILE_BYTES = 256 * 1024 * 1024;
const AT_ONCE = 8;
const REPORT_EVERY = 200;

export interface InspectedImage extends ImageEntry, ImageHeader {
  readonly bytes: number;
}
export interface Inspection {
  readonly images: readonly InspectedImage[];
  /** One for each broken file, as a warning. */
  readonly broken: readonly Problem[];
  /** Sound files whose name says another format. */
  readonly misnamed: readonly string[];
}

/** Every entry's header and end; with `decode` also the pixels, which finds damage in between. */
export async function inspectImages(
  files: FileSource,
  entries: readonly ImageEntry[],
  ports: DataPorts,
  decode: boolean,
): Promise<Inspection> {
  let done = 0;
  const results = await mapLimited(entries, AT_ONCE, async (entry): Promise<Result<InspectedImage>> => {
    const result = await inspectOne(files, entry, ports, decode);
    done++;
    if (done % REPORT_EVERY === 0 || done === entries.length) ports.progress?.(done, entries.length);
    return result;
  });
  const images = results.flatMap((result) => (result.ok ? [result.value] : []));
  const broken = results.flatMap((result) =>
    result.ok ? [] : result.problems.map((found): Problem => ({ ...found, severity: "warning" })),
  );
  const misnamed = images
    .filter((image) => formatByName(image.path) !== image.format)
    .map(({ path }) => path);
  return { images, broken, misnamed };
}

const formatByName = (path: string): ImageFormat =>
  /\.png$/i.test(path) ? "png" : /\.webp$/i.test(path) ? "webp" : "jpeg";

async function inspectOne(
  files: FileSource,
  entry: ImageEntry,
  { decoder }: DataPorts,
  decode: boolean,
): Promise<Result<InspectedImage>> {
  const { path } = entry;
  const size = await fileSize(files, path);
  if (!size.ok) return size;
  const bytes = size.value;
  if (bytes > IMAGE_FILE_BYTES) {
    const values = { path, bytes, limit: IMAGE_FILE_BYTES };
    return fail(problem(dataMessages, "data/too-large", { path }, values));
  }
  const headBytes = bytes <= SMALL_BYTES ? bytes : HEAD_BYTES;
  let head = await readPart(files, path, 0, headBytes);
  if (!head.ok) return head;
  let header = readImageHeader(head.value, bytes, path);
  if (header === "more") {
    // A JPEG with much metadata in front.
    head = await readFile(files, path, IMAGE_FILE_BYTES);
    if (!head.ok) return head;
    header = readImageHeader(head.value, head.value.length, path);
  }
  if (header === "more") return fail(truncated(path, "the file ends before the image's size"));
  if (!header.ok) return header;
  const { format, width, height } = header.value;
  const tail =
    head.value.length === bytes
      ? ok(head.value.subarray(-TAIL_BYTES))
      : await readPart(files, path, bytes - TAIL_BYTES, bytes);
  if (!tail.ok) return tail;
  const isWhole = endsWhole(format, tail.value);
  if (!isWhole && format === "png") return fail(truncated(path, "its last chunk is missing"));
  if (decode || !isWhole) {
    // Some cameras write behind a JPEG's end: only decoding tells that from a file cut off.
    const whole = await readFile(files, path, IMAGE_FILE_BYTES);
    const image = whole.ok ? await decoder.decode(whole.value, path) : whole;
    if (!image.ok) return image;
    const isTurned = image.value.width === height && image.value.height === width;
    return ok({ ...entry, ...header.value, bytes, ...(isTurned ? { width: height, height: width } : {}) });
  }
  return ok({ ...entry, ...header.value, bytes });
}

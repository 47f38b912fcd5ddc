/** What the data readers need of a browser: files a person chose, and its image decoder. */
import { blobFiles } from "../data/memory.ts";
import { dataMessages } from "../data/messages.ts";
import { readImageHeader } from "../data/readers/image-header.ts";
import type { DataPorts, DecodedImage, ImageDecoder } from "../data/types.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";

export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

/** Format and size are checked by our own reading of the header before the browser's decoder sees the file. */
async function decode(bytes: Uint8Array, path: string): Promise<Result<DecodedImage>> {
  const header = readImageHeader(bytes, bytes.length, path);
  if (header === "more") return fail(problem(dataMessages, "image/not-an-image", { path }, { path }));
  if (!header.ok) return header;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes.slice()]), {
      colorSpaceConversion: "none",
      premultiplyAlpha: "none",
      imageOrientation: "from-image",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
    return fail(problem(dataMessages, "image/undecodable", { path }, { path, reason }));
  }
  const { width, height } = bitmap;
  try {
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("The browser gave no 2D canvas to the worker.");
    context.drawImage(bitmap, 0, 0);
    return ok({ width, height, rgba: new Uint8Array(context.getImageData(0, 0, width, height).data.buffer) });
  } finally {
    bitmap.close();
  }
}

export const browserDecoder: ImageDecoder = { decode };

/** Ports of one `openData`: whatever place SOURCE names, the files are those handed along. */
export function browserPorts(
  files: readonly ChosenFile[],
  told: Pick<DataPorts, "report" | "progress">,
): DataPorts {
  return {
    files: async (place) =>
      files.length > 0
        ? ok(
            blobFiles(
              place,
              files.map(({ path, file }) => ({ path, blob: file })),
            ),
          )
        : fail(problem(dataMessages, "data/no-files", { path: place }, { place })),
    decoder: browserDecoder,
    ...told,
  };
}

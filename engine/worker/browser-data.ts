/** What the data readers need of a browser: files a person chose, and its image decoder. */
import { dataMessages } from "../data/messages.ts";
import { readImageHeader } from "../data/readers/image-header.ts";
import type { DataPorts, DecodedImage, FileSource, ImageDecoder } from "../data/types.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";

export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

/** Files by their paths below the folder that was chosen. */
export function chosenFiles(name: string, chosen: readonly ChosenFile[]): FileSource {
  const byPath = new Map(chosen.map(({ path, file }) => [path, file]));
  const paths = [...byPath.keys()].sort();
  const fileAt = (path: string): Blob => {
    const file = byPath.get(path);
    if (file === undefined) throw new Error(`${path} was not among the chosen files`);
    return file;
  };
  return {
    name,
    list: async () => paths,
    folders: async () => [...new Set(paths.flatMap(parents))].sort(),
    size: async (path) => fileAt(path).size,
    read: async (path, start = 0, end) => new Uint8Array(await fileAt(path).slice(start, end).arrayBuffer()),
  };
}

const parents = (path: string): readonly string[] => {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
};

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
        ? ok(chosenFiles(place, files))
        : fail(problem(dataMessages, "data/no-files", { path: place }, { place })),
    decoder: browserDecoder,
    ...told,
  };
}

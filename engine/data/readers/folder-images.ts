/** A split over image files that are decoded when they are read, a few at once, so that memory stays flat. */

import { ok, problem, type Result } from "../../tensor/problem.ts";
import { elements, type Shape } from "../../tensor/shape.ts";
import { readPart } from "../files.ts";
import type { Limiter } from "../limiter.ts";
import { prepareImage } from "../process/prepare.ts";
import type { DataPorts, FileSource, Fit, Samples, Split } from "../types.ts";
import { readerMessages } from "./messages.ts";

/** An image file as it was found at opening. */
export interface StoredImage {
  readonly path: string;
  readonly label: number;
  /** Length of the file. */
  readonly bytes: number;
}

export interface ImageReader {
  /** `H × W × C` bytes of one image. */
  read(image: StoredImage): Promise<Result<Uint8Array>>;
  clear(): void;
}

/** Prepared images are kept where all of them fit into this. */
const CACHE_BYTES = 128 * 1024 * 1024;

/**
 * Decodes and prepares images. A set that fits is kept whole after the first pass; of a larger one nothing is kept, since
 * a shuffled epoch comes back to an image only after all others.
 */
export function imageReader(
  files: FileSource,
  ports: DataPorts,
  limiter: Limiter,
  { shape, fit, count }: { readonly shape: Shape; readonly fit: Fit; readonly count: number },
): ImageReader {
  const cache = count * elements(shape) <= CACHE_BYTES ? new Map<string, Uint8Array>() : null;
  const decode = async ({ path, bytes }: StoredImage): Promise<Result<Uint8Array>> => {
    const content = await readPart(files, path, 0, bytes);
    if (!content.ok) return content;
    const image = await ports.decoder.decode(content.value, path);
    return image.ok ? ok(prepareImage(image.value, shape, fit)) : image;
  };
  return {
    async read(image) {
      const kept = cache?.get(image.path);
      if (kept !== undefined) return ok(kept);
      const prepared = await limiter.run(() => decode(image));
      if (prepared.ok) cache?.set(image.path, prepared.value);
      return prepared;
    },
    clear: () => cache?.clear(),
  };
}

/** The split over `entries`; files that break after opening are left out and reported once. */
export function imageSplit(
  reader: ImageReader,
  entries: readonly StoredImage[],
  shape: Shape,
  report: DataPorts["report"],
): Split {
  const size = elements(shape);
  const reported = new Set<string>();
  const labels = Int32Array.from(entries, (entry) => entry.label);
  const readOne = async (
    index: number,
  ): Promise<{ readonly index: number; readonly bytes: Uint8Array } | null> => {
    const image = entries[index] as StoredImage;
    const prepared = await reader.read(image);
    const { path } = image;
    if (prepared.ok) return { index, bytes: prepared.value };
    if (!reported.has(path)) {
      reported.add(path);
      const reason = prepared.problems.map(({ message }) => message).join(" ");
      report?.(problem(readerMessages, "folder/gone", { path, severity: "warning" }, { path, reason }));
    }
    return null;
  };
  return {
    length: entries.length,
    labels: async () => labels,
    async read(wanted): Promise<Samples> {
      const came = (await Promise.all(Array.from(wanted, readOne))).filter((image) => image !== null);
      const pixels = new Float32Array(came.length * size);
      came.forEach(({ bytes }, row) => {
        for (let i = 0; i < size; i++) pixels[row * size + i] = (bytes[i] as number) / 255;
      });
      const indices = Int32Array.from(came, ({ index }) => index);
      return {
        count: came.length,
        indices,
        pixels,
        labels: indices.map((index) => labels[index] as number),
      };
    },
  };
}

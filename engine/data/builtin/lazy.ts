/** A split whose images are drawn when they are first asked for and kept as bytes, within a bound. */
import type { Samples, Split } from "../types.ts";

export interface LazyImages {
  readonly length: number;
  /** Bytes of one image, `H × W × C`. */
  readonly sampleBytes: number;
  label(index: number): number;
  /** Fills `out` (`H × W × C`, channels last) with image `index`; depends on nothing but the index. */
  draw(index: number, out: Uint8Array): void;
}

const PAGE_IMAGES = 64;
const CACHE_BYTES = 256 * 1024 * 1024;

export function lazySplit(images: LazyImages): Split {
  const { length, sampleBytes } = images;
  const pages = new Map<number, { readonly bytes: Uint8Array; readonly drawn: Uint8Array }>();
  const mostPages = Math.max(1, Math.floor(CACHE_BYTES / (PAGE_IMAGES * sampleBytes)));
  const scratch = new Uint8Array(sampleBytes);
  const image = (index: number): Uint8Array => {
    const number = Math.floor(index / PAGE_IMAGES);
    let page = pages.get(number);
    if (page === undefined && pages.size < mostPages) {
      page = { bytes: new Uint8Array(PAGE_IMAGES * sampleBytes), drawn: new Uint8Array(PAGE_IMAGES) };
      pages.set(number, page);
    }
    if (page === undefined) {
      images.draw(index, scratch);
      return scratch;
    }
    const slot = index % PAGE_IMAGES;
    const bytes = page.bytes.subarray(slot * sampleBytes, (slot + 1) * sampleBytes);
    if (page.drawn[slot] === 0) {
      images.draw(index, bytes);
      page.drawn[slot] = 1;
    }
    return bytes;
  };
  return {
    length,
    async read(wanted): Promise<Samples> {
      const indices = Int32Array.from(wanted);
      const pixels = new Float32Array(indices.length * sampleBytes);
      indices.forEach((index, row) => {
        const bytes = image(index);
        for (let i = 0; i < sampleBytes; i++) pixels[row * sampleBytes + i] = (bytes[i] as number) / 255;
      });
      return { count: indices.length, indices, pixels, labels: indices.map((index) => images.label(index)) };
    },
    labels: async () => Int32Array.from({ length }, (_, index) => images.label(index)),
  };
}

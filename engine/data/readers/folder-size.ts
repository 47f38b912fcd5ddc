/** The size that the images of a folder are brought to, where nobody chose one. */
import { type Problem, problem } from "../../tensor/problem.ts";
import type { InspectedImage } from "./folder-inspect.ts";
import { readerMessages } from "./messages.ts";

/** Side beyond which images are made smaller, as most networks expect. */
const USUAL_SIDE = 224;
const SMALLEST_SIDE = 8;

export interface ChosenSize {
  /** Height, width. */
  readonly size: readonly [number, number];
  readonly warnings: readonly Problem[];
}

/**
 * `wanted` where given; the images' own size where all agree and it is usual; otherwise a square of the median shorter
 * side, at most 224. What is changed unasked is said in a warning.
 */
export function chooseSize(
  place: string,
  images: readonly InspectedImage[],
  wanted: readonly [number, number] | null,
): ChosenSize {
  if (wanted !== null) return { size: wanted, warnings: [] };
  const sizes = new Map(images.map((image) => [`${image.height}×${image.width}`, image]));
  const first = images[0];
  if (first === undefined) return { size: [USUAL_SIDE, USUAL_SIDE], warnings: [] };
  const at = { path: place, severity: "warning" } as const;
  if (sizes.size === 1) {
    const longest = Math.max(first.height, first.width);
    if (longest <= USUAL_SIDE) return { size: [first.height, first.width], warnings: [] };
    const scaled = (side: number): number => Math.max(1, Math.round((side * USUAL_SIDE) / longest));
    const size = [scaled(first.height), scaled(first.width)] as const;
    const values = { from: `${first.height}×${first.width}`, size: size.join("×") };
    return { size, warnings: [problem(readerMessages, "folder/scaled", at, values)] };
  }
  const byArea = [...sizes.values()].sort((a, b) => a.height * a.width - b.height * b.width);
  const shorter = images.map(({ height, width }) => Math.min(height, width)).sort((a, b) => a - b);
  const median = shorter[shorter.length >> 1] as number;
  const side = Math.min(USUAL_SIDE, Math.max(SMALLEST_SIDE, median));
  const shown = (image: InspectedImage | undefined): string => `${image?.height}×${image?.width}`;
  const values = {
    count: sizes.size,
    smallest: shown(byArea[0]),
    largest: shown(byArea.at(-1)),
    size: `${side}×${side}`,
  };
  return { size: [side, side], warnings: [problem(readerMessages, "folder/mixed-sizes", at, values)] };
}

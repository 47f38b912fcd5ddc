/** The picture of the graph as PNG, drawn by sharp where it is installed; its text in the fonts of the machine. */

import { fileBytes } from "../../engine/targets/support/files.ts";
import type { ExportFile } from "../../engine/targets/support/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { cliMessages } from "../messages.ts";
import { ProblemError } from "../output.ts";

/** Twice the size, as the window saves it; less where a side would grow beyond what viewers open. */
const SCALE = 2;
const LARGEST = 16_384;
/** Dots per inch at which one CSS pixel is one dot. */
const DENSITY = 72;

type Sharp = typeof import("sharp")["default"];
/** As much of sharp as it takes to see whether letters are drawn. */
export type DrawRaw = (svg: Uint8Array) => Promise<Uint8Array>;

const drawRaw =
  (sharp: Sharp): DrawRaw =>
  (svg) =>
    sharp(svg).raw().toBuffer();

/** Where a machine has no fonts every letter comes out as the same box. */
export async function hasFont(draw: DrawRaw): Promise<boolean> {
  const letter = (text: string): Promise<Uint8Array> =>
    draw(
      new TextEncoder().encode(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="8" y="30" font-size="24" font-family="sans-serif">${text}</text></svg>`,
      ),
    );
  const [narrow, wide] = await Promise.all([letter("i"), letter("W")]);
  return Buffer.compare(narrow, wide) !== 0;
}

async function loadSharp(): Promise<Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new ProblemError([problem(cliMessages, "cli/no-rasteriser", { path: "" }, { reason })]);
  }
}

/** Of an SVG file whose root says its width and height in pixels. */
export async function pngFile(svg: ExportFile): Promise<ExportFile> {
  const sharp = await loadSharp();
  if (!(await hasFont(drawRaw(sharp))))
    throw new ProblemError([problem(cliMessages, "cli/no-font", { path: "" })]);
  const bytes = fileBytes(svg);
  const { width = 1, height = 1 } = await sharp(bytes, { density: DENSITY }).metadata();
  const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
  const png = await sharp(bytes, {
    density: DENSITY * scale,
    limitInputPixels: LARGEST * LARGEST,
    unlimited: true,
  })
    .png()
    .toBuffer();
  return { path: "model.png", chunks: [new Uint8Array(png)] };
}

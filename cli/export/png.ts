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

async function loadSharp(): Promise<typeof import("sharp")["default"]> {
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

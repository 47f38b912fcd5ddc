/** What can be wrong with what a person typed or named on the command line. */
import type { MessageTable } from "../engine/tensor/problem.ts";

export const cliMessages = {
  "cli/no-such-graph": {
    message: "There is neither a file nor a template named “{graph}”.",
    remedy: "Name a document file, or a template's id: perhaps {near}. `layerloom templates` lists them all.",
  },
  "cli/run-exists": {
    message: "There is already a run in {folder}.",
    remedy: "Name another folder with --out, or go on with that run: layerloom train --resume {folder}.",
  },
  "cli/run-finished": {
    message: "The run in {folder} has finished; there is nothing left to resume.",
    remedy: "Start a new run with more epochs.",
  },
  "cli/no-images": {
    message: "No image was named.",
    remedy: "Name image files after the run, or use --data SOURCE --limit N.",
  },
  "cli/different-data": {
    message:
      "The data differs from what this run was trained on (fingerprint {actual} instead of {expected}).",
    remedy: "Resume with the same data, or start a new run.",
  },
  "cli/cannot-write": {
    message: "{path} cannot be written: {reason}.",
    remedy: "Check that the folder is there, that you may write to it, and that there is room.",
  },
  "cli/no-data": {
    message: "No data was named, and the document names none.",
    remedy: "Add --data SOURCE, for example --data builtin:glyphs.",
  },
  "cli/cannot-read": {
    message: "{path} cannot be read: {reason}.",
    remedy: "Check that the file is there and that you may read it.",
  },
  "cli/no-onnx-runtime": {
    message: "onnxruntime-web, which checks ONNX files, is not installed: {reason}.",
    remedy: "Install it with npm install onnxruntime-web, or leave --check out.",
  },
  "cli/no-font": {
    message: "This machine has no fonts that the picture's text could be drawn with.",
    remedy:
      "Install a font, for example the package fonts-dejavu-core, export as svg, or save the picture from the window.",
  },
  "cli/no-rasteriser": {
    message: "sharp, which draws the picture as PNG, is not installed: {reason}.",
    remedy: "Install it with npm install sharp, export as svg, or save the picture as PNG from the window.",
  },
} as const satisfies MessageTable;

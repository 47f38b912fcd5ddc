/** What can be wrong with what a person typed or named on the command line. */
import type { MessageTable } from "../engine/tensor/problem.ts";

export const cliMessages = {
  "cli/no-such-graph": {
    message: "There is neither a file nor a template named “{graph}”.",
    remedy: "Name a document file, or a template's id: perhaps {near}. `layerloom templates` lists them all.",
  },
  "cli/not-a-run": {
    message: "“{path}” is not a run folder: it has no readable run.json.",
    remedy: "Name the folder that `layerloom train --out` wrote.",
  },
  "cli/broken-run": {
    message: "The run record {path} is damaged: {reason}.",
    remedy: "Restore the folder from a copy, or train again.",
  },
  "cli/shape-mismatch": {
    message: "The network takes {expected}, but the data gives {actual}.",
    remedy: "Use --resize HxW for images, or a network for this number of channels.",
  },
  "cli/classes-mismatch": {
    message: "The network ends in {outputs} values, but the data has {classes} classes.",
    remedy: "Set the units of the last layer to {classes}, or choose other data.",
  },
  "cli/weights-mismatch": {
    message:
      "The weights do not belong to this network: {missing} missing, {unexpected} unexpected, {mismatched} of another shape.",
    remedy: "Use the run's own document, or weights that were saved from this graph.",
  },
  "cli/different-data": {
    message:
      "The data differs from what this run was trained on (fingerprint {actual} instead of {expected}).",
    remedy: "Resume with the same data, or start a new run.",
  },
  "cli/unsupported-format": {
    message: "Exporting to {format} is not there yet.",
    remedy: "Choose one of {formats}.",
  },
  "cli/no-data": {
    message: "No data was named, and the document names none.",
    remedy: "Add --data SOURCE, for example --data builtin:glyphs.",
  },
  "cli/cannot-read": {
    message: "{path} cannot be read: {reason}.",
    remedy: "Check that the file is there and that you may read it.",
  },
} as const satisfies MessageTable;

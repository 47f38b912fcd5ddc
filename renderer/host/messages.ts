/** What can go wrong between the interface and files. */
import { type MessageTable, type Problem, problem } from "../../engine/tensor/problem.ts";

export const hostMessages = {
  "host/changed-on-disk": {
    message: "{name} was changed by another program since it was opened here.",
    remedy: "Load the file again, overwrite it, or save under another name.",
  },
  "host/missing": {
    message: "{name} is no longer where it was.",
    remedy: "Save it under a name and place of your choice, or put the file back.",
  },
  "host/not-allowed": {
    message: "Access to {name} was not granted.",
    remedy: "Allow it when asked, or save under another name.",
  },
  "host/not-readable": {
    message: "{name} cannot be read: {detail}",
    remedy: "Check that the file is there and that you may read it.",
  },
  "host/not-writable": {
    message: "{name} cannot be written: {detail}",
    remedy: "Check the free space and your rights in that folder, or save somewhere else.",
  },
  "host/too-large": {
    message: "{name} has {size} bytes; a document has at most {limit}.",
    remedy: "Choose a Layerloom document; weights and data are not opened this way.",
  },
  "host/not-text": {
    message: "{name} is not a text file in UTF-8.",
    remedy: "Choose a Layerloom document (.layerloom or .json).",
  },
  "host/no-recovery": {
    message: "Unsaved work cannot be kept for recovery: {detail}",
    remedy: "Save to a file often until this is mended; free space on the disk may help.",
  },
  "host/no-network": {
    message: "{name} holds weights alone, and no network is open that they could belong to.",
    remedy: "Open the network first, for example from the gallery, then import the weights.",
  },
  "host/import-broken": {
    message: "{name} could not be imported: {detail}",
    remedy:
      "Try once more; a file that is too large for the memory of this machine can be imported by the command line.",
  },
} as const satisfies MessageTable;

export type HostCode = keyof typeof hostMessages;

export const hostProblem = (code: HostCode, values: Readonly<Record<string, string | number>>): Problem =>
  problem(hostMessages, code, { path: "" }, values);

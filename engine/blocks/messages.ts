import type { MessageTable } from "../tensor/problem.ts";

export const expandMessages = {
  "missing-input": {
    message: "Nothing is connected to the input “{port}” of {name}, which needs {needed}.",
    remedy: "Connect the output of another layer to it, or remove {name}.",
  },
  "dangling-edge": {
    message: "A wire between {from} and {to} has an end that is not there.",
    remedy: "Remove the wire.",
  },
  "unknown-port": {
    message: "A wire goes to or from the port “{port}” of {name}, which has no such port. It has: {known}.",
    remedy: "Remove the wire, or connect it to one of the ports that are there.",
  },
  "several-wires": {
    message: "{count} wires go to the input “{port}” of {name}, which takes one.",
    remedy: "Remove all but one, or join them with Add or Concat.",
  },
  cycle: {
    message: "The wires run in a circle: {cycle}.",
    remedy: "Remove one of the wires of the circle; a network runs from its input to its output.",
  },
  "unknown-kind": {
    message: "{name} is of the kind “{kind}”, which this version does not know. It is kept as it is.",
    remedy: "Open the document with a newer version, or replace or remove {name}.",
  },
  "unknown-block": {
    message: "{name} uses the block “{block}”, whose definition is not in the document.",
    remedy: "Paste or define the block, or remove {name}.",
  },
  "block-recursion": {
    message: "The block {cycle} contains itself, so it would never end.",
    remedy: "Remove {name} from inside the block.",
  },
  "blocks-too-deep": {
    message: "Blocks are nested deeper than {limit} levels at {name}.",
    remedy: "Use fewer levels of blocks; inline some of them.",
  },
  "too-many-layers": {
    message: "The network has more than {limit} layers after its blocks are expanded.",
    remedy: "Lower the repeats of the blocks.",
  },
  "duplicate-id": {
    message: "Two nodes have the same id {id}; the second, {name}, is left out.",
    remedy: "Give one of them another id in the file.",
  },
  "duplicate-name": {
    message: "Two nodes are named {name}; their weights could not be told apart.",
    remedy: "Rename one of them.",
  },
  "duplicate-path": {
    message: "Two layers have the same path {path}; their weights could not be told apart.",
    remedy: "Rename one of the nodes on that path.",
  },
  "bad-name": {
    message: "“{name}” cannot be the name of a node.",
    remedy: "Use letters, digits, _ and -, with dots between them.",
  },
  "port-outside-block": {
    message: "{name} is the port of a block, but stands outside of any block.",
    remedy: "Remove it, or use an Input or Output layer instead.",
  },
  "cannot-mute": {
    message: "{name} has no input that it could pass on, so it cannot be muted.",
    remedy: "Unmute it, or remove it.",
  },
  "cannot-repeat": {
    message: "{name} cannot be repeated: its block needs an input and an output to be chained.",
    remedy: "Remove the repeat, or give the block an input and an output.",
  },
  "repeat-range": {
    message: "The repeat of {name} is {got}; it must be a whole number from 0 to {max}.",
    remedy: "Choose a whole number from 0 to {max}.",
  },
  "muted-type": {
    message: "Whether {name} is muted must be true or false, but its expression gives {got}.",
    remedy: "Let the expression compare something, for example =stride == 1.",
  },
} as const satisfies MessageTable;

/** English labels of the fixes. */
export const fixLabels = {
  "remove-wire": "Remove the wire",
  "remove-wire-between": "Remove the wire from {from} to {to}",
  "remove-node": "Remove {name}",
  "rename-node": "Rename it to {to}",
  "reset-param": "Set {param} back to its default",
  "remove-param": "Remove {param}",
  unmute: "Unmute {name}",
  "remove-repeat": "Remove the repeat",
} as const;

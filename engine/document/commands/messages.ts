import type { MessageTable } from "../../tensor/problem.ts";

/** Why an edit is refused. The document stays as it was. */
export const editMessages = {
  "edit/unknown-command": {
    message: "There is no command {command}.",
    remedy: "Use one of: {known}.",
  },
  "edit/no-scope": {
    message: "There is no block {scope} in the document.",
    remedy: "Open a block that is there.",
  },
  "edit/no-node": {
    message: "There is no node {id} here; it may have been removed.",
    remedy: "Choose a node that is there.",
  },
  "edit/no-wire": {
    message: "There is no wire {id} here; it may have been removed.",
    remedy: "Choose a wire that is there.",
  },
  "edit/no-note": {
    message: "There is no note {id} here; it may have been removed.",
    remedy: "Choose a note that is there.",
  },
  "edit/no-block": {
    message: "There is no block {block} in the document.",
    remedy: "Define the block first.",
  },
  "edit/no-port": {
    message: "{name} has no {direction} “{port}”. It has: {known}.",
    remedy: "Choose one of: {known}.",
  },
  "edit/not-a-block": {
    message: "{name} is not a block.",
    remedy: "Choose a node that is a block.",
  },
  "edit/not-a-layer": {
    message: "{name} is not a layer and has no parameters of its own.",
    remedy: "Choose a layer.",
  },
  "edit/id-taken": {
    message: "The id {id} is in use already.",
    remedy: "Leave the id out, so that a new one is made.",
  },
  "edit/name-taken": {
    message: "{name} is the name of another node here; weights go by names, so each is given once.",
    remedy: "Choose another name, for example {free}.",
  },
  "edit/bad-name": {
    message: "“{name}” cannot be a name.",
    remedy: "Use letters, digits, _ and -, with dots between them; at most 100 characters.",
  },
  "edit/self-wire": {
    message: "{name} cannot read its own output.",
    remedy: "Connect it to another node.",
  },
  "edit/would-cycle": {
    message: "This wire would close a circle: {cycle}. A network runs from its input to its output.",
    remedy: "Connect it to a node that does not come before {name}.",
  },
  "edit/port-taken": {
    message: "The input “{port}” of {name} takes one wire and has one already.",
    remedy: "Replace that wire, or join both with Add or Concat.",
  },
  "edit/already-connected": {
    message: "{from} is connected to {to} already.",
    remedy: "Connect it to another input.",
  },
  "edit/too-many": {
    message: "The document would have {got} {what}; up to {limit} are allowed.",
    remedy: "Use blocks with repeats instead of copies.",
  },
  "edit/port-outside": {
    message: "Ports belong inside blocks; the document's own graph begins with Input and ends with Output.",
    remedy: "Add an Input or Output layer instead.",
  },
  "edit/block-in-itself": {
    message: "The block {title} cannot be put inside itself.",
    remedy: "Put it into another block, or make a copy of the block first.",
  },
  "edit/cannot-mute": {
    message: "{name} has no input that it could pass on, so it cannot be muted.",
    remedy: "Remove it instead.",
  },
  "edit/cannot-insert": {
    message: "{name} cannot be put on a wire: it needs an input and an output.",
    remedy: "Choose a layer that has both.",
  },
  "edit/which-wire": {
    message: "Several wires go to the input “{port}” of {name}.",
    remedy: "Say which of them is meant.",
  },
  "edit/nothing-selected": {
    message: "Nothing is selected that this can be done with.",
    remedy: "Select one node or more.",
  },
  "edit/not-one-piece": {
    message: "{name} lies between the selected nodes, so they cannot become one block.",
    remedy: "Select {name} too, or leave out the nodes after it.",
  },
  "edit/io-in-block": {
    message:
      "{name} marks where the data of the whole network enters or leaves, so it cannot be part of a block.",
    remedy: "Select the layers between input and output only.",
  },
  "edit/lift-differs": {
    message: "Two nodes would share the parameter {name}, but their values differ.",
    remedy: "Give both the same value first, or use two parameters.",
  },
  "edit/parameter-taken": {
    message: "The name {name} is in use as another parameter of the block.",
    remedy: "Choose another name.",
  },
  "edit/no-parameter": {
    message: "{title} has no parameter {name}. It has: {known}.",
    remedy: "Choose one of: {known}.",
  },
  "edit/repeat-unknown": {
    message:
      "How often {name} repeats depends on where its block is used, so its copies cannot be written out here.",
    remedy: "Set the repeat to a number first.",
  },
  "edit/repeats-not": {
    message: "{name} does not repeat.",
    remedy: "Choose a block with a repeat.",
  },
  "edit/muted-block": {
    message: "{name} is muted, so what is inside takes no part.",
    remedy: "Unmute it first, or remove it.",
  },
  "edit/cannot-substitute": {
    message: "The argument {name} cannot be written into the expression “{text}” inside the block.",
    remedy: "Give the argument a plain value first.",
  },
  "edit/block-used": {
    message: "The block {title} is in use.",
    remedy: "Remove or inline its nodes first.",
  },
  "edit/block-differs": {
    message: "The document has another block with the id {id}.",
    remedy: "Give the new block another id, or replace the old one.",
  },
  "edit/bad-slots": {
    message: "The order must name each wire into “{port}” of {name} once.",
    remedy: "Name all of them: {known}.",
  },
} as const satisfies MessageTable;

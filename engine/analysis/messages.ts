import type { MessageTable } from "../tensor/problem.ts";

/** What can be wrong with a network as a whole; `layerMessages` and `expandMessages` speak of single layers and wires. */
export const analysisMessages = {
  "no-input": {
    message: "The network has no input, so no shape can be known.",
    remedy: "Add an Input layer and connect it to the first layer.",
  },
  "no-output": {
    message: "The network has no output, so nothing says what its result is.",
    remedy: "Add an Output layer behind the last layer.",
  },
  "several-inputs": {
    message: "{name} is a second input; a network has one, and {first} is there already.",
    remedy: "Let what {name} feeds read from {first}, and remove {name}.",
  },
  "several-outputs": {
    message: "{name} is a second output; a network has one, and {first} is there already.",
    remedy: "Remove {name} or {first}.",
  },
  "unused-result": {
    message:
      "Nothing reads the result of {name}, so it is computed for nothing and its weights do not learn.",
    remedy: "Connect it to another layer, or remove it.",
  },
  "classes-differ": {
    message: "The output has {features} features ({shape}), but there are {classes} classes to tell apart.",
    remedy: "Give the last layer with weights {classes} units.",
  },
  "map-for-classes": {
    message:
      "The output is a feature map of {shape}, but cross-entropy compares one vector of {classes} logits with the class.",
    remedy: "Put a global pooling or a flatten and a dense layer in front of the output.",
  },
  "activation-before-loss": {
    message:
      "{name} ({kind}) stands right before the loss. Cross-entropy applies softmax itself and wants logits of any size; {kind} cuts them off.",
    remedy: "Remove {name}.",
  },
  "batch-norm-single": {
    message:
      "{name} normalises over the batch, but with batches of one sample and an input of {shape} there is one value for each channel: all become zero.",
    remedy: "Train with larger batches, or use a layer norm instead.",
  },
} as const satisfies MessageTable;

export type AnalysisCode = keyof typeof analysisMessages;

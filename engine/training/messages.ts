/** What can be wrong with a run. Codes are stable: translations go by them. */
import type { MessageTable } from "../tensor/problem.ts";

export const trainingMessages = {
  "training/input-shape": {
    message: "The network takes {expected}, but the data gives {actual}.",
    remedy: "Resize the images to the network's input, or set the input layer to {actual}.",
  },
  "training/output-classes": {
    message: "The network ends in {outputs} values, but the data has {classes} classes.",
    remedy: "Set the units of the last layer to {classes}.",
  },
  "training/output-map": {
    message:
      "The network ends in the feature map {shape}, but a classification needs one value for each class.",
    remedy: "Add a global pooling or a flatten, and a dense layer with {classes} units.",
  },
  "training/output-target": {
    message: "The network's output {shape} does not have the shape of the targets, {target}.",
    remedy: "Change the last layers so that the output becomes {target}.",
  },
  "training/cross-entropy-regression": {
    message: "Cross-entropy needs classes, but {source} holds numbers to be predicted.",
    remedy: "Choose the mean squared error as the loss.",
  },
  "training/softmax-mse": {
    message: "The network ends in softmax, which the mean squared error of numbers cannot use.",
    remedy: "Remove the softmax before the output.",
  },
  "training/nothing-to-train": {
    message: "The network has no trainable weights.",
    remedy: "Add a layer with weights, such as a convolution or a dense layer.",
  },
  "training/no-samples": {
    message: "The training part of {source} is empty.",
    remedy: "Choose data with at least one training sample.",
  },
  "training/normalization": {
    message: "The normalisation has {given} values, but the data has {channels} channels.",
    remedy: "Compute the normalisation from this data.",
  },
  "training/non-finite": {
    message: "The loss became {loss} at step {step} (epoch {epoch}, learning rate {lr}).",
    remedy:
      "Lower the learning rate, clip the gradients, or look for extreme values in the data. The weights of step {kept} were kept.",
  },
  "training/non-finite-weights": {
    message: "Weights stopped being finite numbers by step {step} (epoch {epoch}, learning rate {lr}).",
    remedy:
      "Lower the learning rate, clip the gradients, or look for extreme values in the data. The weights of step {kept} were kept.",
  },
  "training/not-replayed": {
    message: "Every step is prepared anew, as a recorded one cannot be replayed: {reason}.",
    remedy: "Nothing needs doing: the results are the same, the steps take longer.",
  },
  "training/failed": {
    message: "The run broke off at step {step}: {reason}.",
    remedy: "Resume it from its last checkpoint.",
  },
  "training/out-of-memory": {
    message:
      "The run broke off at step {step}: {wanted} MiB of memory in one piece could not be had, as {used} MiB are in use and WebAssembly reaches 4 GiB.",
    remedy:
      "Train with a smaller batch, an optimiser that keeps less for each weight, or on WebGPU. What was recorded is kept.",
  },
  "checkpoint/damaged": {
    message: "The checkpoint {name} was passed over: {reason}.",
    remedy: "An older one is used; what came after it is computed again.",
  },
  "checkpoint/other-network": {
    message: "The checkpoint {name} belongs to another network: {reason}.",
    remedy: "Resume with the document that the run was started with.",
  },
  "checkpoint/none": {
    message: "The run has no usable checkpoint.",
    remedy: "It starts again from the first step.",
  },
  "checkpoint/log-short": {
    message: "{file} is shorter than the checkpoint remembers ({bytes} of {expected} bytes).",
    remedy: "Some lines of the record are lost; the weights are not affected.",
  },
  "checkpoint/other-generator": {
    message:
      "This run was begun by a version that drew dropout and augmentation by another generator: from step {step} on its draws are not those of an unbroken run.",
    remedy: "Nothing needs doing to go on. Train from the start for numbers that can be repeated exactly.",
  },
  "tuning/not-read": {
    message: "What was measured of the kernels on this device could not be used: {reason}.",
    remedy: "Nothing needs doing: they are measured again.",
  },
  "tuning/not-written": {
    message: "What was measured of the kernels on this device could not be kept: {reason}.",
    remedy: "Nothing needs doing for this run; the next one measures again.",
  },
  "tuning/other-kernels": {
    message:
      "This run was computed by kernels chosen for {earlier}, and is now by those for {adapter}: its numbers may differ in their last digits.",
    remedy: "Resume it with the same version and on the same device for numbers that are equal to the bit.",
  },
  "run/not-a-run": {
    message: "There is no run here: run.json is missing.",
    remedy: "Choose the folder of a run.",
  },
  "run/other-data": {
    message: "This run was trained on other data than what is open now: {source}.",
    remedy: "Open the same data again, then resume.",
  },
  "run/no-weights": {
    message: "The run has no weights yet: weights.safetensors is missing.",
    remedy: "Resume the run until its first checkpoint, or train it to its end.",
  },
  "run/other-graph": {
    message: "The weights in this run folder belong to another graph.",
    remedy: "Restore the folder as it was written, or train again.",
  },
  "run/weights-differ": {
    message:
      "The stored weights do not fit the network: {missing} are missing and {mismatched} have another shape, first {first}.",
    remedy: "Use the run's own document, or weights that were saved from this graph.",
  },
} as const satisfies MessageTable;

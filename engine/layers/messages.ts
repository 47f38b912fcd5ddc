/** What can be wrong with the shapes at a layer. Codes are stable: translations and fixes go by them. */
import type { MessageTable } from "../tensor/problem.ts";

/**
 * Where two inputs disagree, the values hold `a` and `b` (counted from 1, for people), `slotA` and `slotB` (indexes
 * into the inputs), and both shapes as `shapeA` and `shapeB`.
 */
export const layerMessages = {
  "needs-input": {
    message: "This layer has no input.",
    remedy: "Connect a layer to its input.",
  },
  "needs-map": {
    message: "This layer works on feature maps C×H×W, but its input has the shape {shape}.",
    remedy: "Place it before the flatten, or reshape its input to C×H×W.",
  },
  "needs-vector": {
    message: "This layer works on a vector of features, but its input has the shape {shape}.",
    remedy: "Put a flatten or a global pooling in front of it.",
  },
  "groups-divide-channels": {
    message: "{channels} input channels cannot be split into {groups} equal groups: the input is {shape}.",
    remedy: "Choose a number of groups that divides the {channels} input channels.",
  },
  "groups-divide-filters": {
    message: "{filters} filters cannot be split into {groups} equal groups: the input is {shape}.",
    remedy: "Choose a number of groups that divides both the input channels and the {filters} filters.",
  },
  "window-too-large": {
    message: "A window of {kernel} (dilation {dilation}) does not fit into {shape} with padding {padding}.",
    remedy: "Make the kernel smaller, add padding, or shrink the image less before this layer.",
  },
  "padding-too-large": {
    message:
      "Padding {padding} is more than half of the pooling window {kernel}, so windows on {shape} could lie in the padding alone.",
    remedy: "Choose a padding of at most {limit}.",
  },
  "window-misses-input": {
    message:
      "With dilation {dilation} and padding {padding} the window {kernel} can step over all of {shape} and see padding only.",
    remedy: "Make the dilation smaller or leave out the padding.",
  },
  "output-padding-too-large": {
    message:
      "Output padding {outputPadding} must be smaller than the stride {stride} or the dilation {dilation}; the input is {shape}.",
    remedy: "Choose an output padding of at most {limit}.",
  },
  "output-vanishes": {
    message:
      "Padding {padding} cuts away the whole result: from {shape} with kernel {kernel} and stride {stride} nothing is left.",
    remedy: "Choose a smaller padding or a larger kernel.",
  },
  "sizes-differ": {
    message:
      "All inputs must have the same shape, but input {a} is {shapeA} and input {b} is {shapeB}: channels and image size differ.",
    remedy: "Put a 1×1 convolution with the right filters and stride in front of one of them.",
  },
  "channels-differ": {
    message:
      "All inputs must have the same number of channels, but input {a} is {shapeA} and input {b} is {shapeB}.",
    remedy: "Put a 1×1 convolution in front of one of them to match the channels.",
  },
  "spatial-differ": {
    message:
      "All inputs must have the same height and width, but input {a} is {shapeA} and input {b} is {shapeB}.",
    remedy: "Pad the smaller one, or shrink the larger one with a stride or a pooling.",
  },
  "features-differ": {
    message:
      "All inputs must have the same number of features, but input {a} has {shapeA} and input {b} has {shapeB}.",
    remedy: "Put a dense layer in front of one of them to match the features.",
  },
  "ranks-differ": {
    message:
      "All inputs must be feature maps or all must be vectors, but input {a} is {shapeA} and input {b} is {shapeB}.",
    remedy: "Flatten or pool the feature map, or connect the vector elsewhere.",
  },
  "elements-differ": {
    message:
      "The input {shape} holds {elements} elements, but the target shape {target} asks for {wanted}: the two must be equal.",
    remedy: "Choose sizes whose product is {elements}, or set one of them to -1.",
  },
  "reshape-target": {
    message:
      "The target shape {target} for the input {shape} must be C×H×W or a single number, of sizes of at least 1, of which one may be -1.",
    remedy: "Write three sizes for a feature map or one for a vector.",
  },
  "too-large": {
    message: "The result would have the shape {shape}, and no size may be above {limit}.",
    remedy: "Choose smaller numbers in this layer, or shrink its input first.",
  },
} as const satisfies MessageTable;

export type LayerIssueCode = keyof typeof layerMessages;

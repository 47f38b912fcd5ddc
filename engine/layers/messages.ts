/** What can be wrong with the shapes at a layer. Codes are stable: translations and fixes go by them. */
import type { MessageTable } from "../tensor/problem.ts";

export const layerMessages = {
  "needs-map": {
    message: "This layer works on feature maps C×H×W, but its input has the shape {shape}.",
    remedy: "Place it before the flatten, or reshape its input to C×H×W.",
  },
  "groups-divide-channels": {
    message: "{channels} input channels cannot be split into {groups} equal groups.",
    remedy: "Choose a number of groups that divides both the input channels and the filters.",
  },
  "groups-divide-filters": {
    message: "{filters} filters cannot be split into {groups} equal groups.",
    remedy: "Choose a number of groups that divides both the input channels and the filters.",
  },
  "window-too-large": {
    message: "A window of {kernel} (dilation {dilation}) does not fit into {shape} with padding {padding}.",
    remedy: "Make the kernel smaller, add padding, or shrink the image less before this layer.",
  },
} as const satisfies MessageTable;

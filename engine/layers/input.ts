import { choice, int } from "./param.ts";
import { defineLayer, inferred } from "./spec.ts";

const SIZE = { min: 1, max: 65_536, unit: "px" } as const;

export const input = defineLayer({
  family: "io",
  title: "Input",
  summary:
    "Where the data enters: an image of C×H×W, or a vector of features. " +
    "All other shapes of the network follow from this one.",
  params: {
    layout: choice({
      label: "Layout",
      help: "An image, or a vector of as many features as there are channels.",
      default: "image",
      options: ["image", "vector"],
    }),
    channels: int({
      label: "Channels",
      help: "1 for grey images, 3 for colour; the number of features of a vector.",
      default: 1,
      min: 1,
      max: 65_536,
      unit: "channels",
    }),
    height: int({ label: "Height", help: "Rows of the image.", default: 28, ...SIZE }),
    width: int({ label: "Width", help: "Columns of the image.", default: 28, ...SIZE }),
  },
  inputs: [],
  infer: (p) => (p.layout === "vector" ? inferred(p.channels) : inferred(p.channels, p.height, p.width)),
  weights: () => [],
  macs: () => 0,
  brief: (p) => (p.layout === "vector" ? `${p.channels} features` : `${p.channels}×${p.height}×${p.width}`),
});

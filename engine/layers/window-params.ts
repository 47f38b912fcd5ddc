/** The parameters that convolutions and poolings share. */
import { bool, int, type Pair, pair } from "./param.ts";

export const filtersParam = int({
  label: "Filters",
  help: "Number of output channels.",
  default: 16,
  min: 1,
  max: 65_536,
});
export const kernelParam = pair({
  label: "Kernel",
  help: "Height and width of the window.",
  default: [3, 3],
  min: 1,
  max: 255,
  unit: "px",
});
export const strideParam = (preset: Pair) =>
  pair({
    label: "Stride",
    help: "Step between window positions.",
    default: preset,
    min: 1,
    max: 255,
    unit: "px",
  });
export const paddingParam = (help: string) =>
  pair({ label: "Padding", help, default: [0, 0], min: 0, max: 255, unit: "px" });
export const dilationParam = pair({
  label: "Dilation",
  help: "Distance between the elements of the window.",
  default: [1, 1],
  min: 1,
  max: 255,
  unit: "px",
});
export const groupsParam = int({
  label: "Groups",
  help: "Channel groups convolved apart; must divide the input channels and the filters.",
  default: 1,
  min: 1,
  max: 65_536,
});
export const biasParam = bool({
  label: "Bias",
  help: "Adds one learned number to each output channel.",
  default: true,
});
export const poolSizeParam = pair({
  label: "Size",
  help: "Height and width of the window.",
  default: [2, 2],
  min: 1,
  max: 255,
  unit: "px",
});
export const ceilParam = bool({
  label: "Round up",
  help: "Keeps a last window that sticks out, unless it would start in the padding (PyTorch's ceil_mode).",
  default: false,
});

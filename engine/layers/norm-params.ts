/** The parameters that normalisations share. */
import { bool, float } from "./param.ts";

export const epsilonParam = float({
  label: "Epsilon",
  help: "Added to the variance, so that nothing is divided by zero.",
  default: 1e-5,
  min: 1e-12,
  max: 1,
});
export const affineParam = bool({
  label: "Affine",
  help: "Learns a scale and a shift after normalising.",
  default: true,
});

export { batchNorm, batchNormGradient } from "./batch-norm.ts";
export { sumMiddle } from "./columns.ts";
export { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise.ts";
export { maxPoolGradient } from "./max-pool-gradient.ts";
export { product, scratchBytes } from "./product.ts";
export { reluGradient } from "./relu-gradient.ts";

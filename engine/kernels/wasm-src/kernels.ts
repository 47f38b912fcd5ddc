// The kernels that run in parts, by the numbers that `engine/kernels/wasm/simd.ts` gives them.
import { batchNorm, batchNormGradient } from "./batch-norm.ts";
import { sumMiddle } from "./columns.ts";
import { copyRuns } from "./copy-runs.ts";
import { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise.ts";
import { elementwise } from "./elementwise.ts";
import { maxPoolGradient } from "./max-pool-gradient.ts";
import { product } from "./product.ts";
import { winograd, winogradKernel } from "./winograd.ts";
import { winogradFilter, winogradFilterResult } from "./winograd-filter.ts";

export function partOf(kernel: i32, p: usize, part: i32, parts: i32, scratch: usize): void {
  switch (kernel) {
    case 0:
      product(p, part, parts, scratch);
      break;
    case 1:
      batchNorm(p, part, parts, scratch);
      break;
    case 2:
      batchNormGradient(p, part, parts, scratch);
      break;
    case 3:
      sumMiddle(p, part, parts, scratch);
      break;
    case 4:
      elementwise(p, part, parts);
      break;
    case 5:
      maxPoolGradient(p, part, parts);
      break;
    case 6:
      depthwiseFilterGradient(p, part, parts, scratch);
      break;
    case 7:
      depthwiseInputGradient(p, part, parts);
      break;
    case 8:
      copyRuns(p, part, parts);
      break;
    case 9:
      winogradKernel(p, part, parts);
      break;
    case 10:
      winograd(p, part, parts, scratch);
      break;
    case 11:
      winogradFilter(p, part, parts, scratch);
      break;
    case 12:
      winogradFilterResult(p, part, parts);
      break;
    default:
      unreachable();
  }
}

import { add, mul, scalar, sub } from "@tensorflow/tfjs-core";
import type { OptimizerSettings } from "../../document/types.ts";
import type { UpdateRule } from "./rule.ts";
import { withDecay } from "./weight-decay.ts";

/**
 * SGD with momentum and Nesterov momentum, coupled weight decay and no dampening
 * (https://pytorch.org/docs/stable/generated/torch.optim.SGD.html). A buffer that starts as zeros gives the same
 * first step as PyTorch's, which starts with the gradient: `momentum * 0 + gradient`.
 */
export function sgdRule({ momentum, nesterov, weightDecay }: OptimizerSettings): UpdateRule {
  if (momentum === 0) {
    return {
      slots: [],
      prepare(_step, lr) {
        const rate = scalar(lr);
        const decay = withDecay(weightDecay);
        return (parameter, gradient) => ({
          parameter: sub(parameter, mul(rate, decay(parameter, gradient))),
          slots: [],
        });
      },
    };
  }
  return {
    slots: ["momentum_buffer"],
    prepare(_step, lr) {
      const rate = scalar(lr);
      const keep = scalar(momentum);
      const decay = withDecay(weightDecay);
      return (parameter, gradient, [previous]) => {
        const decayed = decay(parameter, gradient);
        const buffer = add(mul(keep, previous as typeof gradient), decayed);
        const direction = nesterov ? add(decayed, mul(keep, buffer)) : buffer;
        return { parameter: sub(parameter, mul(rate, direction)), slots: [buffer] };
      };
    },
  };
}

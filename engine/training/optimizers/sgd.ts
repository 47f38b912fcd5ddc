import { add, mul, scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
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
          parameter: tidy(() => sub(parameter, mul(rate, decay(parameter, gradient)))),
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
        // Temporaries of the size of a large weight go as soon as they can.
        const decayed = decay(parameter, gradient);
        const buffer = tidy(() => add(mul(keep, previous as Tensor), decayed));
        const direction = nesterov ? tidy(() => add(decayed, mul(keep, buffer))) : buffer;
        if (decayed !== gradient) decayed.dispose();
        return { parameter: tidy(() => sub(parameter, mul(rate, direction))), slots: [buffer] };
      };
    },
  };
}

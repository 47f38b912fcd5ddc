import { add, div, mul, scalar, sqrt, square, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { OptimizerSettings } from "../../document/types.ts";
import type { Update, UpdateRule } from "./rule.ts";
import { withDecay } from "./weight-decay.ts";

const slots = ["exp_avg", "exp_avg_sq"] as const;

/**
 * Adam with PyTorch's order of operations: bias corrections on the step size and on the root of the second moment,
 * epsilon added after both (https://pytorch.org/docs/stable/generated/torch.optim.Adam.html).
 */
function moments({ beta1, beta2, epsilon }: OptimizerSettings, step: number, lr: number): Update {
  const keepFirst = scalar(beta1);
  const takeFirst = scalar(1 - beta1);
  const keepSecond = scalar(beta2);
  const takeSecond = scalar(1 - beta2);
  const stepSize = scalar(lr / (1 - beta1 ** step));
  const rootCorrection = scalar(Math.sqrt(1 - beta2 ** step));
  const eps = scalar(epsilon);
  return (parameter, gradient, [first, second]) => {
    // Temporaries of the size of a large weight go as soon as they can.
    const average = tidy(() => add(mul(keepFirst, first as Tensor), mul(takeFirst, gradient)));
    const squares = tidy(() => add(mul(keepSecond, second as Tensor), mul(takeSecond, square(gradient))));
    const direction = tidy(() => div(average, add(div(sqrt(squares), rootCorrection), eps)));
    return {
      parameter: tidy(() => sub(parameter, mul(stepSize, direction))),
      slots: [average, squares],
    };
  };
}

/** Adam with coupled weight decay. */
export function adamRule(settings: OptimizerSettings): UpdateRule {
  return {
    slots,
    prepare(step, lr) {
      const decay = withDecay(settings.weightDecay);
      const update = moments(settings, step, lr);
      return (parameter, gradient, state) => update(parameter, decay(parameter, gradient), state);
    },
  };
}

/** AdamW: the parameter itself shrinks by `lr * weightDecay` first (https://arxiv.org/abs/1711.05101). */
export function adamwRule(settings: OptimizerSettings): UpdateRule {
  return {
    slots,
    prepare(step, lr) {
      const update = moments(settings, step, lr);
      if (settings.weightDecay === 0) return update;
      const shrink = scalar(1 - lr * settings.weightDecay);
      return (parameter, gradient, state) => update(mul(parameter, shrink), gradient, state);
    },
  };
}

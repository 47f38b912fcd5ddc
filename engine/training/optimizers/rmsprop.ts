import { add, div, mul, scalar, sqrt, square, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { OptimizerSettings } from "../../document/types.ts";
import type { UpdateRule } from "./rule.ts";
import { withDecay } from "./weight-decay.ts";

/**
 * RMSprop, not centred, with coupled weight decay and optional momentum; epsilon is added after the root
 * (https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html).
 */
export function rmspropRule({ alpha, epsilon, momentum, weightDecay }: OptimizerSettings): UpdateRule {
  return {
    slots: momentum === 0 ? ["square_avg"] : ["square_avg", "momentum_buffer"],
    prepare(_step, lr) {
      const rate = scalar(lr);
      const keep = scalar(alpha);
      const take = scalar(1 - alpha);
      const eps = scalar(epsilon);
      const inertia = scalar(momentum);
      const decay = withDecay(weightDecay);
      return (parameter, gradient, [squareAverage, buffer]) => {
        const decayed = decay(parameter, gradient);
        // Temporaries of the size of a large weight go as soon as they can.
        const squares = tidy(() => add(mul(keep, squareAverage as Tensor), mul(take, square(decayed))));
        const scaled = tidy(() => div(decayed, add(sqrt(squares), eps)));
        if (decayed !== gradient) decayed.dispose();
        if (buffer === undefined) {
          return { parameter: tidy(() => sub(parameter, mul(rate, scaled))), slots: [squares] };
        }
        const moved = tidy(() => add(mul(inertia, buffer), scaled));
        scaled.dispose();
        return { parameter: tidy(() => sub(parameter, mul(rate, moved))), slots: [squares, moved] };
      };
    },
  };
}

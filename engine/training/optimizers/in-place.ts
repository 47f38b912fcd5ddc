/** The optimisers as WGSL for `engine/kernels/webgpu/update.ts`: the same arithmetic in the same order as their rules. */
import type { OptimizerSettings } from "../../document/types.ts";
import { RULE_NUMBERS, type UpdateRule } from "../../kernels/webgpu/update.ts";

export interface InPlaceRule {
  readonly rule: UpdateRule;
  /** What the rule reads in step `step` (from 1). */
  numbers(step: number, lr: number): Float32Array;
}

const numbers = (...values: readonly number[]): Float32Array => {
  const padded = new Float32Array(RULE_NUMBERS);
  padded.set(values);
  return padded;
};
/** The gradient with coupled weight decay, `h[at]`. */
const decayed = (weightDecay: number, at: number): string =>
  weightDecay === 0 ? "let d = g;" : `let d = g + h[${at}] * p;`;

function sgd({ momentum, nesterov, weightDecay }: OptimizerSettings): InPlaceRule {
  const moving = momentum !== 0;
  const direction = nesterov ? "d + h[1] * s0" : "s0";
  const body = moving ? `s0 = h[1] * s0 + d; p -= h[0] * (${direction});` : "p -= h[0] * d;";
  return {
    rule: {
      key: `sgd ${moving} ${nesterov} ${weightDecay !== 0}`,
      slots: moving ? 1 : 0,
      body: `${decayed(weightDecay, 2)} ${body}`,
    },
    numbers: (_step, lr) => numbers(lr, momentum, weightDecay),
  };
}

function adam(settings: OptimizerSettings): InPlaceRule {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const decoupled = settings.type === "adamw";
  const shrink = decoupled && weightDecay !== 0 ? "p *= h[7];" : "";
  return {
    rule: {
      key: `adam ${decoupled} ${weightDecay !== 0}`,
      slots: 2,
      body: `${decayed(decoupled ? 0 : weightDecay, 7)} ${shrink}
      s0 = h[0] * s0 + h[1] * d;
      s1 = h[2] * s1 + h[3] * (d * d);
      p -= h[4] * (s0 / (sqrt(s1) / h[5] + h[6]));`,
    },
    numbers(step, lr) {
      const stepSize = lr / (1 - beta1 ** step);
      const rootCorrection = Math.sqrt(1 - beta2 ** step);
      const last = decoupled ? 1 - lr * weightDecay : weightDecay;
      return numbers(beta1, 1 - beta1, beta2, 1 - beta2, stepSize, rootCorrection, epsilon, last);
    },
  };
}

function rmsprop({ alpha, epsilon, momentum, weightDecay }: OptimizerSettings): InPlaceRule {
  const moving = momentum !== 0;
  const move = moving ? "s1 = h[4] * s1 + scaled; p -= h[0] * s1;" : "p -= h[0] * scaled;";
  return {
    rule: {
      key: `rmsprop ${moving} ${weightDecay !== 0}`,
      slots: moving ? 2 : 1,
      body: `${decayed(weightDecay, 5)}
      s0 = h[1] * s0 + h[2] * (d * d);
      let scaled = d / (sqrt(s0) + h[3]);
      ${move}`,
    },
    numbers: (_step, lr) => numbers(lr, alpha, 1 - alpha, epsilon, momentum, weightDecay),
  };
}

/** Slots are in the order of the rule in `ruleOf`. */
export function inPlaceRule(settings: OptimizerSettings): InPlaceRule {
  switch (settings.type) {
    case "sgd":
      return sgd(settings);
    case "adam":
    case "adamw":
      return adam(settings);
    case "rmsprop":
      return rmsprop(settings);
  }
}

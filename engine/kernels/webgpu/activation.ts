/**
 * Activations that are written together with the product in front of them: cheap ones, whose gradient follows from the
 * value alone, so that what went into them need not be kept. What is not a number stays so.
 */
import type { NamedAttrMap } from "@tensorflow/tfjs-core";
import { elementOf } from "./wgsl.ts";

export interface Activation {
  readonly kind: string;
  /** Slope or level of the negative side, at least 0; 0 where there is none. */
  readonly alpha: number;
}

/** WGSL over the type `t`, with the constant `alpha`. */
interface Formula {
  /** Statements that see the input `v`. */
  readonly value: (t: string) => string;
  /** The gradient from `dy` and `y`. */
  readonly gradient: (t: string) => string;
}

const FORMULAS: Readonly<Record<string, Formula>> = {
  relu: {
    value: (t) => `return select(v, ${t}(0.0), v < ${t}(0.0));`,
    gradient: (t) => `select(dy, ${t}(0.0), y <= ${t}(0.0))`,
  },
  relu6: {
    value: (t) => `return select(select(v, ${t}(0.0), v < ${t}(0.0)), ${t}(6.0), v > ${t}(6.0));`,
    gradient: (t) => `select(${t}(0.0), dy, (y > ${t}(0.0)) & (y < ${t}(6.0)))`,
  },
  leakyRelu: {
    value: (t) => `return select(v, alpha * v, v < ${t}(0.0));`,
    gradient: (t) => `select(alpha * dy, dy, y > ${t}(0.0))`,
  },
  elu: {
    value: (t) => `return select(v, alpha * (exp(min(v, ${t}(0.0))) - 1.0), v < ${t}(0.0));`,
    gradient: (t) => `dy * select(y + alpha, ${t}(1.0), y > ${t}(0.0))`,
  },
  sigmoid: {
    value: () => "return 1.0 / (1.0 + exp(-v));",
    gradient: () => "dy * (y * (1.0 - y))",
  },
  tanh: {
    // Of the absolute value, so that no power is infinite.
    value: () => "let power = exp(-2.0 * abs(v)); return sign(v) * (1.0 - power) / (1.0 + power);",
    gradient: () => "dy * (1.0 - y * y)",
  },
};

function formulaOf({ kind }: Activation): Formula {
  const found = FORMULAS[kind];
  if (found === undefined) throw new Error(`The activation ${kind} is not computed with the product.`);
  return found;
}

export const activationKey = (activation: Activation | null): string =>
  activation === null ? "" : `${activation.kind} ${activation.alpha}`;

/** Declares `alpha`. */
export const alphaCode = ({ alpha }: Activation): string => `const alpha = f32(${alpha});`;

/** Declares `activate` over scalars or vectors; it gives its argument back where there is no activation. */
export function activationCode(activation: Activation | null, vector: boolean): string {
  const t = elementOf(vector);
  if (activation === null) return `fn activate(v : ${t}) -> ${t} { return v; }`;
  return `${alphaCode(activation)}
fn activate(v : ${t}) -> ${t} { ${formulaOf(activation).value(t)} }`;
}

/** The gradient of what went in, of `dy` and the value `y`, both of the type `t`; it sees `alpha`. */
export const activationGradientCode = (activation: Activation, vector: boolean): string =>
  formulaOf(activation).gradient(elementOf(vector));

/** Of a kernel that has the attributes, or `null`. */
export function activationOf(attrs: NamedAttrMap | undefined): Activation | null {
  const kind = attrs?.activation as unknown as string | undefined;
  return kind === undefined ? null : { kind, alpha: Number(attrs?.alpha) };
}

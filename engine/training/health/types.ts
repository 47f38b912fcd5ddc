/** What is measured of a run's health, and what is judged by it. Plain values: they are recorded and sent as they are. */
import type { Path } from "../../blocks/types.ts";

/** Of one node, over all its weights. */
export interface GradientMeasure {
  readonly path: Path;
  /** Euclidean norm of the gradients. */
  readonly norm: number;
  /** Root of their mean square: comparable between layers of different sizes. */
  readonly rms: number;
}
export interface ShareMeasure {
  readonly path: Path;
  /** 0 to 1. */
  readonly share: number;
}
/** One batch, before the gradients are clipped. */
export interface HealthMeasure {
  /** Euclidean norm over all gradients together. */
  readonly gradientNorm: number;
  readonly gradients: readonly GradientMeasure[];
  /** Of each ReLU: the share of its channels (features of a vector) that are zero for the whole batch. */
  readonly dead: readonly ShareMeasure[];
  /** Of each sigmoid and tanh: the share of values whose derivative is below 5 % of the largest possible one. */
  readonly saturated: readonly ShareMeasure[];
}

export const LIGHTS = ["loss", "gradient", "vanishing", "dead", "saturated"] as const;
export type LightName = (typeof LIGHTS)[number];

/** `unmeasured`: not enough steps yet. `absent`: the network has nothing of the kind. */
export type LightState = "good" | "warning" | "unmeasured" | "absent";

export interface Light {
  readonly name: LightName;
  readonly state: LightState;
  /** The measured figure; `null` where nothing was measured. */
  readonly value: number | null;
  /** What the figure is held against: above it the light warns; below it for `vanishing`. */
  readonly threshold: number;
  /** The node that it concerns most; `null` for the network as a whole. */
  readonly path: Path | null;
}

/** A line of `health.jsonl`. */
export interface HealthEvent extends HealthMeasure {
  readonly type: "health";
  readonly epoch: number;
  readonly step: number;
  readonly lights: readonly Light[];
}

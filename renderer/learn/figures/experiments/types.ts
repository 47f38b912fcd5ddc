import type { GraphDocument, TrainingSettings } from "../../../../engine/document/types.ts";
import type { TextKey } from "../../../i18n/i18n.ts";

/** A trained side in figures. */
export interface Outcome {
  /** Mean over the steps of the last epoch. */
  readonly loss: number;
  readonly testLoss: number;
  /** 0 to 1. */
  readonly testAccuracy: number;
  readonly params: number;
}

/** A position of the switch that a reader may set the second side to. */
export interface Choice {
  readonly id: string;
  /** Its words; without them the id is a number that speaks for itself. */
  readonly label?: TextKey;
  readonly training: Partial<TrainingSettings>;
}

export type Sides = readonly [a: GraphDocument, b: GraphDocument];

export interface Experiment {
  readonly data: "glyphs";
  /** Of the second side; the first is what stands there at the beginning. Empty where there is no switch. */
  readonly choices: readonly Choice[];
  /** Two networks that differ in one thing, with the same seed. */
  readonly sides: (seed: number, choice?: Choice) => Sides;
  /** Whether a pair of runs shows what the lesson says of it, with the first choice. */
  readonly shows: (a: Outcome, b: Outcome) => boolean;
}

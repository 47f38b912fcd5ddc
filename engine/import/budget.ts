/** What a file may grow to while it is read: one layer or tensor can be used over and over in few bytes. */
import { LIMITS } from "../tensor/limits.ts";
import { elements } from "../tensor/shape.ts";
import type { DraftNode } from "./draft.ts";
import { refuse } from "./fault.ts";

/** Layers that are read, those that nothing needs in the end too. */
const MOST_LAYERS = 10 * LIMITS.nodes;
/** Numbers that weights may have for each number of the file, and some for tiny files. */
const SHARE = 4;
const SPARE = 2 ** 22;

export class Budget {
  private layers = 0;
  private numbers = 0;
  private readonly bytes: number;

  /** `bytes` of all that was handed in. */
  constructor(bytes: number) {
    this.bytes = bytes;
  }

  take({ weights }: DraftNode, place: string): void {
    this.layers += 1;
    if (this.layers > MOST_LAYERS)
      refuse("import/too-many-layers", place, { count: this.layers, limit: LIMITS.nodes });
    for (const { shape } of weights.values()) this.numbers += elements(shape);
    const limit = (SHARE * this.bytes) / 4 + SPARE;
    if (this.numbers > limit)
      refuse("import/too-many-weights", place, { count: this.numbers, bytes: this.bytes });
  }
}

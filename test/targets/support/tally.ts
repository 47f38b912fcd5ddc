/** Counts what was compared and what was declared unsupported, and says so: a grid that compares nothing agrees too. */
export interface Tally {
  /** Notes a comparison, and returns its difference for the assertion. */
  compared(difference: number): number;
  declared(): void;
  readonly count: number;
  sentence(): string;
}

export function createTally(what: string): Tally {
  let [count, declared, worst] = [0, 0, 0];
  return {
    compared(difference) {
      count += 1;
      worst = Math.max(worst, difference);
      return difference;
    },
    declared() {
      declared += 1;
    },
    get count() {
      return count;
    },
    sentence: () =>
      `${what}: ${count} compared, ${declared} declared unsupported, largest difference ${worst.toExponential(1)}`,
  };
}

/** How many random cases a test draws, and from which seed: `LAYERLOOM_FUZZ` and `LAYERLOOM_FUZZ_SEED`. */
import fc from "fast-check";

/** `LAYERLOOM_FUZZ`, or so many. Seeds the draws of this file, and says from what where more than usual are drawn. */
export function fuzzCases(usual: number): number {
  const { LAYERLOOM_FUZZ: wanted, LAYERLOOM_FUZZ_SEED: given } = process.env;
  if (given !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
  if (wanted !== undefined) {
    console.info(
      `${wanted} random cases of each sort, ${given === undefined ? "any seed" : `LAYERLOOM_FUZZ_SEED=${given}`}`,
    );
  }
  return Number(wanted ?? usual);
}
